/// The headers of a message, in their order; names are equal whatever their case.
package struct HTTPHeaders: Sendable {
    private var fields: [(name: String, value: String)]

    package init(_ fields: [(name: String, value: String)] = []) { self.fields = fields }

    /// The first value of a name.
    package subscript(_ name: String) -> String? {
        fields.first { Self.isSame($0.name, name) }?.value
    }

    /// All values of a name, in their order.
    package func values(of name: String) -> [String] {
        fields.filter { Self.isSame($0.name, name) }.map(\.value)
    }

    package mutating func add(_ name: String, _ value: String) { fields.append((name, value)) }

    /// Puts one value in the place of all that a name has.
    package mutating func set(_ name: String, _ value: String) {
        fields.removeAll { Self.isSame($0.name, name) }
        fields.append((name, value))
    }

    /// The name of a header that would break out of its line; nil where none does.
    var broken: String? {
        fields.first { name, value in
            !HTTPToken.isOne(name)
                || value.utf8.contains { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }
        }?.name
    }

    /// Whether two names are the same but for the case of their letters, which are ASCII.
    static func isSame(_ one: String, _ other: String) -> Bool {
        one.utf8.count == other.utf8.count
            && zip(one.utf8, other.utf8).allSatisfy { first, second in
                first == second || (first ^ second == 0x20 && isLetter(first | 0x20))
            }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
}

extension HTTPHeaders: Sequence, ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral fields: (String, String)...) {
        self.init(fields.map { (name: $0.0, value: $0.1) })
    }

    package func makeIterator() -> IndexingIterator<[(name: String, value: String)]> {
        fields.makeIterator()
    }

    package var underestimatedCount: Int { fields.count }
}
