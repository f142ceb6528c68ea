/// A path with places for arguments: `/orders/{number}{?detail,page}`.
///
/// The part of URI templates (RFC 6570) that a back end's path needs. A value is escaped whatever it
/// holds: it can neither end its part of the path nor begin another.
package struct AddressTemplate: Hashable, Sendable {
    package enum Piece: Hashable, Sendable {
        case text(String)
        /// `{name}`: a part of the path.
        case part(String)
        /// `{?one,another}`, or `{&…}` behind a `?` of its own: those that are filled.
        case query([String], isFirst: Bool)
    }

    /// What is wrong with a template, and how many characters before it are right.
    package struct Mistake: Error, Hashable {
        let offset: Int
        let message: String
        let hint: String
    }

    package let pieces: [Piece]

    /// Reads a template.
    package init(_ text: String) throws(Mistake) {
        guard text.hasPrefix("/"), !text.hasPrefix("//") else {
            throw Mistake(
                offset: 0,
                message: "the address does not begin with one '/'",
                hint:
                    "write the path alone, such as /orders/{number}: the server's file says where "
                    + "the service is"
            )
        }
        var pieces: [Piece] = []
        var rest = text[...]
        func offset() -> Int { text.distance(from: text.startIndex, to: rest.startIndex) }
        while !rest.isEmpty {
            let literal = rest.prefix { $0 != "{" && $0 != "}" }
            if let wrong = literal.firstIndex(where: { !Self.isPlain($0) }) {
                throw Mistake(
                    offset: text.distance(from: text.startIndex, to: wrong),
                    message: "'\(literal[wrong])' does not stand in an address",
                    hint:
                        "escape it with '%', or take it from an argument: that is escaped by itself"
                )
            }
            if !literal.isEmpty { pieces.append(.text(String(literal))) }
            rest = rest[literal.endIndex...]
            guard let brace = rest.first else { break }
            guard brace == "{", let end = rest.firstIndex(of: "}") else {
                throw Mistake(
                    offset: offset(),
                    message: "this '\(brace)' has no other half",
                    hint: "write '{name}'"
                )
            }
            let inner = rest[rest.index(after: rest.startIndex)..<end]
            guard let piece = Self.piece(inner) else {
                throw Mistake(
                    offset: offset(),
                    message: "'{\(shown(String(inner)))}' is no place for an argument",
                    hint: "write '{name}' in the path, '{?name,another}' behind it"
                )
            }
            pieces.append(piece)
            rest = rest[rest.index(after: end)...]
        }
        self.pieces = pieces
        for step in text.prefix(while: { $0 != "?" }).split(separator: "/")
        where step == "." || step == ".." {
            throw Mistake(
                offset: 0,
                message: "the address goes up or stays with '\(step)'",
                hint: "write the whole path"
            )
        }
    }

    /// The arguments that stand in it, in their order.
    package var arguments: [String] {
        pieces.flatMap { piece -> [String] in
            switch piece {
            case .text: []
            case .part(let name): [name]
            case .query(let names, _): names
            }
        }
    }

    private static func piece(_ inner: Substring) -> Piece? {
        guard let first = inner.first else { return nil }
        guard first == "?" || first == "&" else {
            return isName(String(inner)) ? .part(String(inner)) : nil
        }
        let names = inner.dropFirst().split(separator: ",", omittingEmptySubsequences: false)
            .map(String.init)
        return names.allSatisfy(isName) ? .query(names, isFirst: first == "?") : nil
    }

    /// Source: RFC 3986, `pchar`, `/` and `?`; what begins an escape among it.
    private static func isPlain(_ character: Character) -> Bool {
        guard let byte = character.asciiValue else { return false }
        return isUnreserved(byte) || "!$&'()*+,;=:@/?%".utf8.contains(byte)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x30...0x39).contains(byte) || "-._~".utf8.contains(byte)
    }
}

extension AddressTemplate {
    /// The address for some arguments.
    ///
    /// - Parameter value: An argument as text; nil where it is empty.
    /// - Returns: nil where a part of the path would be empty or a step up or down: there is nothing
    ///   of that name anywhere.
    package func filled(_ value: (String) -> String?) -> String? {
        var address = ""
        for piece in pieces {
            switch piece {
            case .text(let text): address += text
            case .part(let name):
                guard let text = value(name), !["", ".", ".."].contains(text) else { return nil }
                address += Self.escaped(text)
            case .query(let names, var isFirst):
                for name in names {
                    guard let text = value(name) else { continue }
                    address += (isFirst ? "?" : "&") + name + "=" + Self.escaped(text)
                    isFirst = false
                }
            }
        }
        return address
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            if isUnreserved(byte) {
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                escaped += digits.utf8.count == 1 ? "%0" + digits : "%" + digits
            }
        }
        return escaped
    }
}
