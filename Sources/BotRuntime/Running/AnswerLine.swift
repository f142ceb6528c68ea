import Values

/// The lines of several turns as one, as if they had been one turn.
enum AnswerLine {
    /// What only a line that brings it has.
    private static let ownLines = ["handoff", "rule", "outcome"]
    /// What the transcript adds to a line.
    private static let beside = ["source", "id", "event", posted]
    /// The line's replies go to the account's gateway.
    static let posted = "posted"

    /// A line as it is without what led to it.
    static func withoutEvent(_ line: JSON) -> JSON {
        var fields = line.object ?? [:]
        for name in ["source", "id", "event"] { fields[name] = nil }
        return .object(fields)
    }

    /// The lines with which everything that a message set off had come to rest, or all so far.
    ///
    /// A call's answer that comes later than the customer waited belongs to them no more.
    static func settled(_ lines: [JSON]) -> (lines: [JSON], isWhole: Bool) {
        var out: Set<String> = []
        for (place, line) in lines.enumerated() {
            for call in line["calls"]?.array ?? [] {
                guard let key = call["key"]?.string else { continue }
                if call["outcome"] == nil || call["outcome"] == .null {
                    out.insert(key)
                } else {
                    out.remove(key)
                }
            }
            if out.isEmpty { return (Array(lines[...place]), true) }
        }
        return (lines, lines.isEmpty)
    }

    static func joining(_ lines: [JSON]) -> (line: JSON, posted: [JSON]) {
        guard var fields = lines.last?.object else { return (.null, []) }
        for name in beside { fields[name] = nil }
        fields["replies"] = .array(replies(lines.filter { !isPosted($0) }))
        fields["calls"] = .array(answered(lines.flatMap { $0["calls"]?.array ?? [] }))
        for name in ownLines {
            let found = lines.compactMap { $0[name] }.first { $0 != .null }
            if let found { fields[name] = found }
        }
        return (.object(fields), replies(lines.filter(isPosted)))
    }

    private static func isPosted(_ line: JSON) -> Bool { line[posted]?.bool == true }

    private static func replies(_ lines: [JSON]) -> [JSON] {
        lines.flatMap { $0["replies"]?.array ?? [] }
    }

    /// Each call once: as it was answered, where it was.
    private static func answered(_ calls: [JSON]) -> [JSON] {
        var order: [String] = []
        var byKey: [String: JSON] = [:]
        for call in calls {
            guard let key = call["key"]?.string else { continue }
            if byKey[key] == nil { order.append(key) }
            byKey[key] = call["outcome"] == nil && byKey[key] != nil ? byKey[key] : call
        }
        return order.compactMap { byKey[$0] }
    }
}
