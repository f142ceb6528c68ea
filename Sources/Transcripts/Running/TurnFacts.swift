import BotRuntime
import Dialogue
import Messages
import Topics
import Values

/// What is true after the reports of one turn.
struct TurnFacts {
    private let reports: [TurnReport]
    private let conversation: Conversation
    private let simulation: Simulation

    init(_ reports: [TurnReport], simulation: Simulation) {
        self.reports = reports
        self.simulation = simulation
        conversation = simulation.conversation
    }

    /// What holds in place of a claim; nil where the claim holds.
    func contradiction(to claim: Claim) -> String? {
        switch claim.kind {
        case .topic(let wanted):
            let topic = reports.last?.topic?.rawValue
            // One that began and ended, or was put aside, was the topic of this turn too.
            let begun = facts.contains { $0 == wanted.map { .topic(.init($0)) } }
            return topic == wanted || begun ? nil : "topic \(topic ?? "none")"
        case .slot(let name, let wanted): return contradiction(to: wanted, of: name)
        case .correction(let name):
            if facts.contains(.correction(name)) { return nil }
            let made = facts.compactMap { fact -> String? in
                guard case .correction(let name) = fact else { return nil }
                return name
            }
            return made.isEmpty
                ? "no correction" : "correction \(made.joined(separator: ", "))"
        case .calls(let action, let times):
            let made = calls.filter { $0.action.rawValue == action }.count
            return made == times ? nil : "call \(action) \(made) times" + otherCalls(than: action)
        case .callOutcome(let action, let outcome):
            let made = calls.filter { $0.action.rawValue == action }
            if made.contains(where: { $0.outcome == outcome }) { return nil }
            let outcomes = made.map { $0.outcome?.rawValue ?? "under way" }
            return "call \(action) "
                + (outcomes.isEmpty ? "never" : outcomes.joined(separator: ", "))
        case .handoff(let queue):
            let asked = reports.compactMap(\.handoff).last?.queue.rawValue
            return asked == queue ? nil : "handoff \(asked ?? "none")"
        case .owner(let owner):
            return conversation.owner == owner ? nil : "owner \(conversation.owner.rawValue)"
        case .language(let language):
            return conversation.language == language ? nil : "language \(conversation.language)"
        case .waiting(let kind, let slot):
            let found = conversation.waiting
            let isIt = found.kind == kind && (slot == nil || found.slot?.rawValue == slot)
            return isIt ? nil : "waiting \(found.kind)" + (found.slot.map { " \($0)" } ?? "")
        case .outcome(let outcome):
            let ended = reports.compactMap(\.ended)
            if ended.contains(where: { $0.outcome == outcome }) { return nil }
            let recorded = entries.contains("outcome \(outcome)")
            return recorded ? nil : ended.last.map { "outcome \($0.outcome)" } ?? "no outcome"
        case .rule(let rule):
            let taken = reports.compactMap(\.rule).last
            return taken == rule ? nil : taken.map { "rule \($0.rawValue)" } ?? "no rule"
        case .interactions(let count):
            let open = conversation.interactions.count
            return open == count ? nil : "interaction \(open)"
        case .linked(let number, let other): return contradiction(toLink: number, other)
        case .articleShown(let id):
            let shown = reports.flatMap(\.replies).flatMap(\.articles).map(\.id)
            if shown.contains(id) { return nil }
            return shown.isEmpty ? "no article shown" : "article \(shown.joined(separator: ", "))"
        case .record(let words):
            let held = entries.contains { $0 == words || $0.hasPrefix(words + " ") }
            if held { return nil }
            return entries.isEmpty ? "no record" : "record \(entries.joined(separator: "; "))"
        case .row(let claim): return contradiction(to: claim)
        case .packet(let path, let wanted): return contradiction(toPacket: path, wanted)
        }
    }

    private var facts: [Fact] { reports.flatMap(\.facts) }
    private var calls: [TurnReport.Call] { reports.flatMap(\.calls) }

    private func otherCalls(than action: String) -> String {
        let names = calls.map(\.action.rawValue).filter { $0 != action }
        return names.isEmpty ? "" : " (but \(names.joined(separator: ", ")))"
    }

    private func contradiction(to wanted: String?, of name: String) -> String? {
        let values = conversation.frames.reversed().compactMap { frame -> Value? in
            let key = frame.order.last { SlotName(key: $0).rawValue == name }
            return key.flatMap { frame.slots[$0] }
        }
        let found = reports.last?.slots[name] ?? values.first { $0 != .null }
        guard let value = found, value != .null else {
            return wanted == nil ? nil : "slot \(name) empty"
        }
        guard let wanted else { return "slot \(name) = \(value.claimed)" }
        let isEqual = wanted == value.claimed || wanted == value.spelled.text
        return isEqual ? nil : "slot \(name) = \(value.claimed)"
    }

    private func contradiction(to claim: RowClaim) -> String? {
        let rows = simulation.rows(of: claim.table)
        let row = rows.first { $0.fields["id"]?.claimed == claim.id }
        let name = "row \(claim.table) \(claim.id)"
        switch claim.expected {
        case .none: return row == nil ? nil : "there is a \(name)"
        case .column(let column, let wanted):
            guard let row else {
                let ids = rows.compactMap { $0.fields["id"]?.claimed }
                return "\(name) none"
                    + (ids.isEmpty ? "" : " (but \(ids.joined(separator: ", ")))")
            }
            let value = row.fields[column] ?? .null
            guard value != .null else { return wanted == nil ? nil : "\(name) \(column) empty" }
            let isEqual = wanted == value.claimed || wanted == value.spelled.text
            return isEqual ? nil : "\(name) \(column) = \(value.claimed)"
        }
    }

    private func contradiction(toPacket path: String, _ wanted: String?) -> String? {
        guard let packet = reports.compactMap(\.handoff).last else { return "no packet" }
        let found = path.split(separator: ".").reduce(packet.json as JSON?) { $0?[String($1)] }
        let words = found?.claimed ?? ""
        guard words != wanted ?? "" else { return nil }
        return "packet \(path) " + (words.isEmpty ? "empty" : "= \(words)")
    }

    private func contradiction(toLink number: Int, _ other: Int) -> String? {
        let all = conversation.interactions
        guard all.indices.contains(number - 1), all.indices.contains(other - 1) else {
            return "interaction \(all.count)"
        }
        let link = all[number - 1].linkedTo
        if link == all[other - 1].id { return nil }
        guard let index = all.firstIndex(where: { $0.id == link }) else {
            return "interaction \(number) linked to none"
        }
        return "interaction \(number) linked \(index + 1)"
    }

    /// What was recorded, in the words of a claim.
    private var entries: [String] {
        reports.flatMap(\.records).flatMap { entry -> [String] in
            switch entry {
            case .interaction(let interaction):
                return ["interaction \(interaction.type) \(interaction.subtype)"]
                    + (interaction.feedback.map { ["feedback \($0)"] } ?? [])
            case .outcome(let topic, let outcome):
                return ["outcome \(outcome)", "outcome \(topic) \(outcome)"]
            case .consent(let granted, _): return ["consent \(granted ? "granted" : "withdrawn")"]
            case .delivery(let message, let state, _):
                return ["delivery \(message) \(state.rawValue)"]
            case .callback(let queue, let phone):
                return ["callback \(queue)" + (phone.map { " \($0)" } ?? "")]
            case .payment(let payment, let isLate):
                return ["payment \(isLate ? "late" : payment.status.rawValue)"]
            case .lateAnswer(let action, _, let outcome):
                return ["late \(action) \(outcome.rawValue)"]
            case .unanswered(let words): return ["unanswered \(words)"]
            case .unknownEvent(let name): return ["unknown_event \(name)"]
            case .note(_, let text): return ["note \(text)"]
            case .fault(let reason): return ["fault \(reason)"]
            }
        }
    }
}

extension Value {
    /// The spelling of a value in a claim: as in JSON, without quotation marks; of a list its items
    /// with commas.
    package var claimed: String { spelled.claimed }
}

extension JSON {
    /// The same of a value that is spelled already; empty for what is null.
    fileprivate var claimed: String {
        switch self {
        case .string(let text): text.onOneLine
        case .array(let items): items.map { $0.string ?? $0.text }.joined(separator: ", ")
        case .null: ""
        case let other: other.text
        }
    }
}
