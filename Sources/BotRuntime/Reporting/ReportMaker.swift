import Values

/// Counts entries, one after the other.
struct ReportMaker {
    let kind: ReportKind
    private var counts: [[String]: Int] = [:]
    /// When a question was asked last.
    private var last: [[String]: Timestamp] = [:]

    init(_ kind: ReportKind) { self.kind = kind }

    /// Different questions that are told.
    private static let mostQuestions = 1000

    mutating func take(_ entry: Entry) {
        guard let body = try? JSON(parsing: entry.body) else { return }
        let account = entry.contact.account
        switch kind {
        case .containment: takeConversation(account, body)
        case .handoffs:
            count([account, body.word("reason"), body.word("queue"), body.word("topic")])
        case .completion: count([account, body.word("topic"), body.word("outcome")])
        case .dropOff: takeDropOff(account, entry.kind, body)
        case .feedback:
            if let score = body["feedback"]?.int { count([account, "\(score)"]) }
        case .unanswered:
            let key = [account, body.word("words").lowercased()]
            count(key)
            last[key] = max(last[key] ?? entry.at, entry.at)
        }
    }

    private mutating func count(_ key: [String]) { counts[key, default: 0] += 1 }

    private mutating func takeConversation(_ account: String, _ body: JSON) {
        // What is linked to another is its call-back, and no conversation with the bot.
        guard body["closed"] != nil, body["linked_to"] == nil else { return }
        count([account, body["handed_over"]?.bool == true ? "handed_over" : "contained"])
    }

    private mutating func takeDropOff(_ account: String, _ kind: String, _ body: JSON) {
        guard let place = body["at"]?.string, let topic = body["topic"]?.string else { return }
        switch (kind, body.word("outcome")) {
        case ("handoff", _): count([account, topic, place, "handed_over"])
        case (_, "cancelled"), (_, "expired"):
            count([account, topic, place, body.word("outcome")])
        default: break
        }
    }

    // MARK: The table

    var report: Report {
        switch kind {
        case .containment:
            return table(["account", "conversations", "handed_over", "containment"]) { own in
                let handedOver = own["handed_over"] ?? 0
                let all = handedOver + (own["contained"] ?? 0)
                return [.int(all), .int(handedOver), Self.share(all - handedOver, of: all)]
            }
        case .completion:
            let known = ["resolved", "cancelled", "expired", "handed_over"]
            let columns = ["account", "topic", "ended"] + known + ["other", "completion"]
            return table(columns) { own in
                let all = own.values.reduce(0, +)
                let counts = known.map { own[$0] ?? 0 }
                return [.int(all)] + counts.map { .int($0) }
                    + [.int(all - counts.reduce(0, +)), Self.share(counts[0], of: all)]
            }
        case .feedback:
            let scores = (1...5).map { "\($0)" }
            let columns = ["account", "rated", "average"] + scores.map { "score_" + $0 }
            return table(columns) { own in
                let counts = scores.map { own[$0] ?? 0 }
                let all = counts.reduce(0, +)
                let sum = zip(1...5, counts).reduce(0) { $0 + $1.0 * $1.1 }
                return [.int(all), Self.share(sum, of: all)] + counts.map { .int($0) }
            }
        case .handoffs: return list(["account", "reason", "queue", "topic"])
        case .dropOff: return list(["account", "topic", "at", "how"])
        case .unanswered:
            let rows = inOrder.prefix(Self.mostQuestions).map { key, count -> [JSON] in
                key.map { .string($0) } + [
                    .int(count), .string(last[key]?.description ?? ""),
                ]
            }
            return Report(columns: ["account", "words", "count", "last"], rows: rows)
        }
    }

    /// The most frequent first.
    private var inOrder: [(key: [String], value: Int)] {
        counts.sorted { one, other in
            one.value != other.value
                ? one.value > other.value : one.key.lexicographicallyPrecedes(other.key)
        }
    }

    private func list(_ columns: [String]) -> Report {
        Report(
            columns: columns + ["count"],
            rows: inOrder.map { key, count in key.map { .string($0) } + [.int(count)] }
        )
    }

    /// A row for all keys that differ in their last part alone.
    private func table(
        _ columns: [String],
        _ cells: ([String: Int]) -> [JSON]
    ) -> Report {
        var groups: [[String]: [String: Int]] = [:]
        for (key, count) in counts {
            groups[Array(key.dropLast()), default: [:]][key.last ?? "", default: 0] += count
        }
        let rows = groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { key, own in key.map { JSON.string($0) } + cells(own) }
        return Report(columns: columns, rows: rows)
    }

    /// To three digits behind the point.
    private static func share(_ part: Int, of all: Int) -> JSON {
        .double(all == 0 ? 0 : (Double(part) / Double(all) * 1000).rounded() / 1000)
    }
}

extension JSON {
    fileprivate func word(_ name: String) -> String { self[name]?.string ?? "" }

    fileprivate static func int(_ number: Int) -> JSON { .int(Int64(number)) }
}
