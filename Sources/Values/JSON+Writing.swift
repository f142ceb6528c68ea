import Foundation

extension JSON {
    /// Sorted keys and no white space, so that equal values are equal bytes.
    public var bytes: [UInt8] {
        var text = JSONText()
        text.bytes.reserveCapacity(256)
        text.write(self)
        return text.bytes
    }

    /// `bytes`, as Foundation wants them.
    public var encoded: Data { Data(bytes) }

    /// `bytes`, as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The same over many lines, for people.
    public var indented: String {
        var text = JSONText()
        text.write(self, indentedBy: 0)
        return String(decoding: text.bytes, as: UTF8.self)
    }
}

extension JSONText {
    fileprivate mutating func write(_ value: JSON) {
        switch value {
        case .null: append("null")
        case .bool(let truth): append(truth ? "true" : "false")
        case .int(let number): append(number)
        case .double(let number): append(number)
        case .string(let text): append(quoted: text)
        case .array(let items):
            append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { append(UInt8(ascii: ",")) }
                write(item)
            }
            append(UInt8(ascii: "]"))
        case .object(let fields):
            append(UInt8(ascii: "{"))
            var isFirst = true
            for (key, field) in fields.inOrder {
                if !isFirst { append(UInt8(ascii: ",")) }
                isFirst = false
                append(quoted: key)
                append(UInt8(ascii: ":"))
                write(field)
            }
            append(UInt8(ascii: "}"))
        }
    }

    fileprivate mutating func write(_ value: JSON, indentedBy depth: Int) {
        switch value {
        case .null, .bool, .int, .double, .string: write(value)
        case .array(let items):
            append("[\n")
            for (index, item) in items.enumerated() {
                if index > 0 { append(",\n") }
                indent(by: depth + 1)
                write(item, indentedBy: depth + 1)
            }
            append("\n")
            indent(by: depth)
            append("]")
        case .object(let fields):
            append("{\n")
            for (index, (key, field)) in fields.inOrder.enumerated() {
                if index > 0 { append(",\n") }
                indent(by: depth + 1)
                append(quoted: key)
                append(" : ")
                write(field, indentedBy: depth + 1)
            }
            append("\n")
            indent(by: depth)
            append("}")
        }
    }

    private mutating func indent(by depth: Int) {
        for _ in 0..<depth { append("  ") }
    }
}

extension [String: JSON] {
    /// By the bytes of the keys in UTF-8, which is the order of their scalars.
    fileprivate var inOrder: [(key: String, value: JSON)] {
        sorted { one, other in
            var (one, other) = (one.key, other.key)
            return one.withUTF8 { one in other.withUTF8 { one.isBefore($0) } }
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate func isBefore(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let bytes = baseAddress, let others = other.baseAddress else {
            return isEmpty && !other.isEmpty
        }
        let order = memcmp(bytes, others, Swift.min(count, other.count))
        return order == 0 ? count < other.count : order < 0
    }
}
