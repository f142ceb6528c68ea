/// Where a request goes: the path and the query of its first line, decoded once.
package struct HTTPTarget: Hashable, Sendable {
    /// The parts of the path, decoded: `/a%20b/c` is `["a b", "c"]`, `/` is `[""]`.
    ///
    /// None is `.` or `..` or has one of them between slashes; none holds a control character.
    package let segments: [String]
    /// Names and values, decoded, in their order.
    package let query: [Item]

    /// A name and its value in a query; the value is empty where there is no `=`.
    package struct Item: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Reads `/path?query`, or the same behind `http://host`.
    ///
    /// - Throws: A problem with status 400 for what is not such a target: bad escapes, bytes that
    ///   are not UTF-8, control characters, and steps up or down the path.
    package init(_ text: String) throws(Problem) {
        var bytes = Array(text.utf8)[...]
        guard bytes.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") }) else {
            throw Self.refused("the address has a character that must be escaped")
        }
        Self.dropAuthority(of: &bytes)
        guard bytes.first == Self.slash else {
            throw Self.refused("the address does not begin with '/'")
        }
        let mark = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
        var segments: [String] = []
        for part in bytes[..<mark].dropFirst()
            .split(separator: Self.slash, omittingEmptySubsequences: false)
        {
            segments.append(try Self.segment(part))
        }
        self.segments = segments
        var items: [Item] = []
        for part in bytes[mark...].dropFirst().split(separator: UInt8(ascii: "&")) {
            let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            items.append(
                Item(
                    name: try Self.decoded(part[..<equals], plusIsBlank: true),
                    value: try Self.decoded(part[equals...].dropFirst(), plusIsBlank: true)
                )
            )
        }
        query = items
    }

    private static let slash = UInt8(ascii: "/")

    /// A client that believes us to be its proxy writes the whole address; RFC 9112 wants it taken.
    private static func dropAuthority(of bytes: inout ArraySlice<UInt8>) {
        guard bytes.first != slash else { return }
        for scheme in ["http://", "https://"] where bytes.starts(with: scheme.utf8) {
            let rest = bytes.dropFirst(scheme.utf8.count)
            let end = rest.firstIndex { $0 == slash || $0 == UInt8(ascii: "?") } ?? rest.endIndex
            bytes = rest[end...].first == slash ? rest[end...] : [slash] + rest[end...]
        }
    }

    private static func segment(_ bytes: ArraySlice<UInt8>) throws(Problem) -> String {
        let text = try decoded(bytes, plusIsBlank: false)
        // An escaped slash may hide a step; a backslash is a slash to some.
        let steps = text.utf8.split { $0 == slash || $0 == UInt8(ascii: "\\") }
        guard !steps.contains(where: { $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8) })
        else { throw refused("the address has '.' or '..' in its path") }
        return text
    }

    private static func decoded(
        _ bytes: ArraySlice<UInt8>,
        plusIsBlank: Bool
    ) throws(Problem) -> String {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit),
                    let low = rest.popFirst().flatMap(digit)
                else { throw refused("'%' is not followed by two hexadecimal digits") }
                plain.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsBlank: plain.append(UInt8(ascii: " "))
            default: plain.append(byte)
            }
        }
        guard !plain.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            throw refused("the address has a control character")
        }
        guard let text = String(validating: plain, as: UTF8.self) else {
            throw refused("the address is not UTF-8")
        }
        return text
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    private static func refused(_ detail: String) -> Problem { Problem(400, detail: detail) }
}
