import Values

/// A tenant's desk as its document has it: with what a later version of this program keeps there.
///
/// Two versions may serve one desk by turns. What this one does not know, it writes again: fields of
/// the desk itself, of a ticket, an agent or a telling stay as long as these are there, whatever else
/// changes in them. What stands deeper belongs to a value that something else may take the place of,
/// and stays as long as that value is as it was.
struct KeptDesk {
    var desk = DeskState()
    /// The document as it was read and what this version knows of it; nil where that is all.
    private var later: (whole: JSON, known: JSON)?

    init() {}

    /// - Throws: Where the bytes are no desk.
    init(bytes: [UInt8]) throws {
        desk = try CodedJSON.value(DeskState.self, from: bytes)
        let known = try CodedJSON.bytes(of: desk)
        // Equal values are equal bytes, so as a rule there is nothing to look for.
        guard known != bytes else { return }
        later = (try JSON(parsing: bytes), try JSON(parsing: known))
    }

    var bytes: [UInt8] {
        guard let bytes = try? CodedJSON.bytes(of: desk), let now = try? JSON(parsing: bytes) else {
            preconditionFailure("a desk has nothing that JSON has not")
        }
        guard let later else { return bytes }
        return Self.desk(later.whole, later.known, now).bytes
    }

    // MARK: Adding what is not known

    private static func desk(_ whole: JSON, _ known: JSON, _ now: JSON) -> JSON {
        joined(whole, known, now) { key, whole, known, now in
            switch key {
            case "tickets": items(whole, known, now, named: "id")
            case "tellings": items(whole, known, now, named: "number")
            case "agents":
                joined(whole, known, now) { _, whole, known, now in entity(whole, known, now) }
            default: value(whole, known, now)
            }
        }
    }

    /// Somebody or something that is the same after it has changed.
    private static func entity(_ whole: JSON, _ known: JSON, _ now: JSON) -> JSON {
        joined(whole, known, now) { _, whole, known, now in value(whole, known, now) }
    }

    private static func value(_ whole: JSON, _ known: JSON, _ now: JSON) -> JSON {
        known == now ? whole : now
    }

    /// Fields that are not known, added to those of an object; what both know, as `part` joins it.
    private static func joined(
        _ whole: JSON,
        _ known: JSON,
        _ now: JSON,
        _ part: (_ key: String, _ whole: JSON, _ known: JSON, _ now: JSON) -> JSON
    ) -> JSON {
        guard let fields = whole.object, var joined = now.object else { return now }
        for (key, field) in fields {
            if let known = known[key] {
                joined[key] = joined[key].map { part(key, field, known, $0) }
            } else if joined[key] == nil {
                joined[key] = field
            }
        }
        return .object(joined)
    }

    /// The items of a list, each joined with the one of its name.
    private static func items(
        _ whole: JSON,
        _ known: JSON,
        _ now: JSON,
        named name: String
    ) -> JSON {
        guard let items = now.array, let whole = whole.array, let known = known.array else {
            return now
        }
        var earlier: [JSON: (whole: JSON, known: JSON)] = [:]
        for (whole, known) in zip(whole, known) { earlier[known[name] ?? .null] = (whole, known) }
        return .array(
            items.map { item in
                guard let found = earlier[item[name] ?? .null] else { return item }
                return entity(found.whole, found.known, item)
            }
        )
    }
}
