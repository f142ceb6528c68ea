/// Fields of a stored value that whoever read it did not ask for.
///
/// A later version of the program wrote them; they are written again, so that it finds them. Kept
/// are those of the value itself and of objects that are reached from it through keys; those of
/// items of a list are let go of. Where an object is one of several forms, or stands under a key
/// that is data, something else may take its place: its fields are written only while it is as it
/// was.
package struct UnreadFields: Hashable, Sendable {
    /// The unread fields of one object.
    private struct Place: Hashable {
        /// The keys on the way to it.
        let path: [String]
        let fields: [String: JSON]
        let owner: Owner?
    }

    /// What something else may take the place of, on the way to an object or itself.
    private struct Owner: Hashable {
        let path: ArraySlice<String>
        /// As it is without the unread fields.
        let known: JSON
    }

    private var places: [Place] = []

    package init() {}

    package var isEmpty: Bool { places.isEmpty }

    /// What was read, with the fields among its own.
    ///
    /// - Parameter bytes: What the value says of itself now, as JSON.
    /// - Returns: JSON with sorted keys.
    /// - Throws: `JSONError` where the bytes are none.
    package func added(to bytes: [UInt8]) throws(JSONError) -> [UInt8] {
        let known = try JSON(parsing: bytes, limits: CodedJSON.limits)
        var whole = known
        for place in places {
            if let owner = place.owner, known.part(at: owner.path) != owner.known { continue }
            whole.add(place.fields, at: place.path[...])
        }
        return whole.bytes
    }
}

extension CodedDocument {
    /// What was not asked for by the values that were made of the document.
    ///
    /// - Parameter known: What these values say of themselves, as JSON; asked only where there is
    ///   something unread.
    /// - Returns: Nothing, as a rule.
    /// - Throws: What `known` throws.
    package func unread(besides known: () throws -> [UInt8]) throws -> UnreadFields {
        guard hasUnread(in: JSONTape.first) else { return UnreadFields() }
        let known = try JSON(parsing: try known(), limits: CodedJSON.limits)
        return try UnreadFields(of: self, besides: known)
    }

    /// Looks at objects that were read as such, each inside of another.
    private func hasUnread(in object: Int) -> Bool {
        guard tape.kind(at: object) == .object, isMarked(object) else { return false }
        let end = tape.end(of: object) - 1
        var key = object + 1
        while key < end {
            if !isMarked(key) || hasUnread(in: key + 1) { return true }
            key = tape.end(of: key + 1)
        }
        return false
    }
}

extension UnreadFields {
    fileprivate init(of document: CodedDocument, besides known: JSON) throws(JSONError) {
        try add(JSONTape.first, [], nil, document, known)
    }

    private mutating func add(
        _ object: Int,
        _ path: [String],
        _ owner: Owner?,
        _ document: CodedDocument,
        _ known: JSON
    ) throws(JSONError) {
        let tape = document.tape
        guard tape.kind(at: object) == .object, document.isMarked(object) else { return }
        let end = tape.end(of: object) - 1
        // The keys were looked at as data.
        let own = owner == nil && document.isMarked(end) ? known.part(at: path[...]) : nil
        let owner = owner ?? own.map { Owner(path: path[...], known: $0) }
        var fields: [String: JSON] = [:]
        var key = object + 1
        while key < end {
            let name = tape.string(at: key)
            if document.isMarked(key) {
                try add(key + 1, path + [name], owner, document, known)
            } else {
                fields[name] = try tape.value(at: key + 1, limits: CodedJSON.limits)
            }
            key = tape.end(of: key + 1)
        }
        if !fields.isEmpty { places.append(Place(path: path, fields: fields, owner: owner)) }
    }
}

extension JSON {
    fileprivate func part(at path: ArraySlice<String>) -> JSON? {
        guard let key = path.first else { return self }
        return self[key]?.part(at: path.dropFirst())
    }

    /// Adds fields to an object; where it has gone, they go too.
    fileprivate mutating func add(_ more: [String: JSON], at path: ArraySlice<String>) {
        guard case .object(var fields) = self else { return }
        if let key = path.first {
            fields[key]?.add(more, at: path.dropFirst())
        } else {
            fields.merge(more) { known, _ in known }
        }
        self = .object(fields)
    }
}

// A value that keeps them says nothing of them where it codes itself: they are no field of it, and
// what the compiler writes for such a value calls these.
extension UnreadFields: Codable {
    package init(from decoder: any Decoder) { self.init() }
    package func encode(to encoder: any Encoder) {}
}

extension KeyedDecodingContainer {
    package func decode(_ type: UnreadFields.Type, forKey key: Key) -> UnreadFields {
        UnreadFields()
    }
}

extension KeyedEncodingContainer {
    package mutating func encode(_ fields: UnreadFields, forKey key: Key) {}
}
