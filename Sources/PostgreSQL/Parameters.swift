/// The parameters of one run, one behind the other in PostgreSQL's binary format.
struct Parameters {
    private(set) var bytes: [UInt8] = []
    /// Where each lies in `bytes`; nil for null.
    private(set) var places: [Range<Int>?] = []

    /// Encodes each cell as the type that the server has found for its place.
    init(_ cells: [Cell], as types: [ColumnType]) throws(PostgreSQLError) {
        guard cells.count == types.count else {
            throw .misuse("the SQL has \(types.count) parameters, not \(cells.count)")
        }
        places.reserveCapacity(cells.count)
        for (cell, type) in zip(cells, types) {
            let start = bytes.count
            guard append(cell, as: type) else {
                throw .misuse("$\(places.count + 1) is \(type), which is not \(cell.kindName)")
            }
            places.append(cell.isNull ? nil : start..<bytes.count)
        }
    }

    /// Whether the cell is one of that type.
    private mutating func append(_ cell: Cell, as type: ColumnType) -> Bool {
        switch (cell, type) {
        case (.null, _): return true
        case (.bool(let value), .bool): bytes.append(value ? 1 : 0)
        case (.integer(let value), .int8): append(value)
        case (.integer(let value), .int4): return append(Int32(exactly: value))
        case (.integer(let value), .int2): return append(Int16(exactly: value))
        case (.text(let value), .text): bytes.append(contentsOf: value.utf8)
        case (.blob(let value), .bytea): bytes.append(contentsOf: value)
        case (.integers(let values), .int8Array):
            append(values, as: type) { $0.append($1) }
        case (.texts(let values), .textArray):
            append(values, as: type) { $0.bytes.append(contentsOf: $1.utf8) }
        case (.blobs(let values), .byteaArray):
            append(values, as: type) { $0.bytes.append(contentsOf: $1) }
        case (.bool, _), (.integer, _), (.text, _), (.blob, _), (.integers, _), (.texts, _),
            (.blobs, _):
            return false
        }
        return true
    }

    /// Integers go over the wire with their highest byte first.
    private mutating func append(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func append(_ value: (some FixedWidthInteger)?) -> Bool {
        guard let value else { return false }
        append(value)
        return true
    }

    /// An array: its dimensions, whether it holds nulls, its elements' type, then for its one
    /// dimension the length and the first place, then each element behind its length in bytes.
    private mutating func append<Element>(
        _ elements: [Element?],
        as type: ColumnType,
        _ appendElement: (inout Parameters, Element) -> Void
    ) {
        append(Int32(elements.isEmpty ? 0 : 1))
        append(Int32(elements.contains { $0 == nil } ? 1 : 0))
        append(type.elementOID ?? 0)
        guard !elements.isEmpty else { return }
        append(Int32(elements.count))
        append(Int32(1))
        for element in elements {
            guard let element else {
                append(Int32(-1))
                continue
            }
            let place = bytes.count
            append(Int32(0))
            appendElement(&self, element)
            let length = Int32(bytes.count - place - 4)
            withUnsafeBytes(of: length.bigEndian) {
                bytes.replaceSubrange(place..<place + 4, with: $0)
            }
        }
    }

    /// Gives what libpq wants: the address, the length in bytes and the format of each.
    func withPointers<Answer>(
        _ body: ([UnsafePointer<CChar>?], _ lengths: [Int32], _ formats: [Int32]) -> Answer
    ) -> Answer {
        let lengths = places.map { Int32($0?.count ?? 0) }
        let formats = Array(repeating: binaryFormat, count: places.count)
        // A value of no bytes still needs an address, which an empty array has not: nil is null.
        let end: [UInt8] = [0]
        return (bytes + end).withUnsafeBytes { raw in
            let start = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
            let values = places.map { place in place.flatMap { start?.advanced(by: $0.lowerBound) }
            }
            return body(values, lengths, formats)
        }
    }
}

/// How libpq calls the format in which values are their bytes instead of a text.
let binaryFormat: Int32 = 1

extension Cell {
    /// What the cell is, for a message.
    var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a bool"
        case .integer(let value): "the integer \(value)"
        case .text: "a text"
        case .blob: "a blob"
        case .integers: "integers"
        case .texts: "texts"
        case .blobs: "blobs"
        }
    }
}
