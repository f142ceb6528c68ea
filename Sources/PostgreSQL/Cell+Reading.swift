extension Cell {
    /// Reads a value in PostgreSQL's binary format.
    init(_ bytes: UnsafeRawBufferPointer, as type: ColumnType) {
        var reader = Reader(bytes)
        switch type {
        case .void: self = .null
        case .bool: self = .bool(reader.next(Int8.self) != 0)
        case .int2: self = .integer(Int64(reader.next(Int16.self)))
        case .int4: self = .integer(Int64(reader.next(Int32.self)))
        case .int8: self = .integer(reader.next(Int64.self))
        case .text: self = .text(String(decoding: bytes, as: UTF8.self))
        case .bytea: self = .blob(Array(bytes))
        case .int8Array:
            self = .integers(
                reader.elements { element in
                    var reader = Reader(element)
                    return reader.next(Int64.self)
                }
            )
        case .textArray: self = .texts(reader.elements { String(decoding: $0, as: UTF8.self) })
        case .byteaArray: self = .blobs(reader.elements { Array($0) })
        }
    }
}

/// Goes through the bytes of one value.
private struct Reader {
    private var rest: UnsafeRawBufferPointer.SubSequence

    init(_ bytes: UnsafeRawBufferPointer) {
        rest = bytes[...]
    }

    private mutating func next(_ count: Int) -> UnsafeRawBufferPointer {
        precondition(count <= rest.count, "the server sends the whole of a value")
        defer { rest = rest.dropFirst(count) }
        return UnsafeRawBufferPointer(rebasing: rest.prefix(count))
    }

    mutating func next<Value: FixedWidthInteger>(_ type: Value.Type) -> Value {
        Value(bigEndian: next(MemoryLayout<Value>.size).loadUnaligned(as: Value.self))
    }

    /// The elements of an array, which `Parameters` says the form of; those of one with more
    /// dimensions in a row.
    mutating func elements<Element>(
        _ element: (UnsafeRawBufferPointer) -> Element
    ) -> [Element?] {
        let dimensions = next(Int32.self)
        _ = next(Int64.self)  // Whether there are nulls, and the elements' type.
        var count = dimensions == 0 ? 0 : 1
        for _ in 0..<dimensions {
            count *= Int(next(Int32.self))
            _ = next(Int32.self)  // The first place.
        }
        return (0..<count).map { _ in
            let length = next(Int32.self)
            return length < 0 ? nil : element(next(Int(length)))
        }
    }
}
