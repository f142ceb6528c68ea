import BotRuntime
import Diagnostics
import Dialogue
import Topics

extension Transcript {
    /// Names that the bot does not know.
    ///
    /// A fact such as `call cards.freze never` would hold for ever, whatever the bot does.
    package func unknownNames(in definition: BotDefinition) -> [Diagnostic] {
        let names = KnownNames(definition)
        var problems: [Diagnostic] = []
        for line in lines {
            switch line.kind {
            case .claims(let claims):
                for claim in claims {
                    problems += names.unknown(in: claim.kind).map { name in
                        names.problem(name.what, name.name, name.known, at: claim.location)
                    }
                }
            case .input(.event(.stub(let stub))):
                guard !names.actions.contains(stub.action.rawValue) else { continue }
                problems.append(
                    names.problem(
                        "action",
                        stub.action.rawValue,
                        names.actions,
                        at: line.location
                    )
                )
            case .input(.event(.people(let queue?, _))):
                guard !names.queues.contains(queue.rawValue) else { continue }
                problems.append(
                    names.problem("queue", queue.rawValue, names.queues, at: line.location)
                )
            case .input, .saying, .factsOnly, .remark: break
            }
        }
        return problems
    }
}

/// What the bot has a name for.
private struct KnownNames {
    let topics: [String]
    let slots: [String]
    let actions: [String]
    let queues: [String]
    /// Columns by table.
    let tables: [String: [String]]

    /// The closed set of what a conversation waits for.
    static let waiting = [
        "nothing", "question", "form", "confirm", "change", "which_topic", "which_resume",
        "start_over", "call", "unavailable", "sign_in", "payment", "event", "feedback", "queue",
        "agent",
    ]

    struct Unknown {
        let what: String
        let name: String
        let known: [String]
    }

    init(_ definition: BotDefinition) {
        topics = (definition.topics + definition.inherited).map(\.id.rawValue)
        slots = Set(definition.topics.flatMap { $0.slots.map(\.name.rawValue) }).sorted()
        actions = definition.actions.keys.map(\.rawValue).sorted()
        queues = definition.queues.map(\.id.rawValue)
        tables = definition.tables.mapValues { $0.columns.map(\.name) }
    }

    func unknown(in claim: Claim.Kind) -> [Unknown] {
        let named: [Unknown] =
            switch claim {
            case .topic(let topic?): [Unknown(what: "topic", name: topic, known: topics)]
            case .slot(let slot, _), .correction(let slot):
                [Unknown(what: "slot", name: slot, known: slots)]
            case .calls(let action, _), .callOutcome(let action, _):
                [Unknown(what: "action", name: action, known: actions)]
            case .handoff(let queue?): [Unknown(what: "queue", name: queue, known: queues)]
            case .waiting(let kind, let slot):
                [Unknown(what: "kind of waiting", name: kind, known: Self.waiting)]
                    + (slot.map { [Unknown(what: "slot", name: $0, known: slots)] } ?? [])
            case .row(let row): unknown(in: row)
            case .packet(let path, _): unknown(inPacket: path)
            case .topic, .handoff, .owner, .language, .outcome, .rule, .interactions, .linked,
                .articleShown,
                .record:
                []
            }
        return named.filter { !$0.known.contains($0.name) }
    }

    private func unknown(inPacket path: String) -> [Unknown] {
        let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
        let key = Unknown(what: "key of a packet", name: parts[0], known: HandoffPacket.keys)
        guard parts.count == 2, parts[0] == "slots" else { return [key] }
        return [Unknown(what: "slot", name: parts[1], known: slots)]
    }

    private func unknown(in row: RowClaim) -> [Unknown] {
        guard let columns = tables[row.table] else {
            return [Unknown(what: "table", name: row.table, known: tables.keys.sorted())]
        }
        guard case .column(let name, _) = row.expected else { return [] }
        return [Unknown(what: "column", name: name, known: columns)]
    }

    func problem(
        _ what: String,
        _ name: String,
        _ known: [String],
        at location: SourceLocation
    ) -> Diagnostic {
        let near = nearest(to: name, in: known).map { "did you mean '\($0)'?" }
        return .error(
            "unknown-name",
            at: location,
            "there is no \(what) '\(name)'",
            hint: near ?? "there is " + (known.isEmpty ? "none" : known.joined(separator: ", "))
        )
    }
}
