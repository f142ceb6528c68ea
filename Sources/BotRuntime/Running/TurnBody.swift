import Dialogue
import Messages
import Topics
import Values

/// A turn as the transcript keeps it: the line of `chat --json`, with what happened beside it.
struct TurnBody {
    private let fields: [String: JSON]
    /// Nothing was said or done that anybody asks for.
    let isEmpty: Bool

    init(work: TurnWork, line: JSON, hiding: CardHiding, bot: Bot) {
        var fields = hiding.masking(line).object ?? [:]
        fields["source"] = .string((work.message?.source ?? .timer).rawValue)
        fields["id"] = work.message.map { .string($0.id) }
        switch work.trigger {
        case .inbound(.desk(let desk)) where desk.kind == .note:
            // Whoever reads transcripts may not be of the desk: the words are kept beside.
            fields["event"] = Inbound.desk(DeskEvent(.note, agent: desk.agent)).json
            isEmpty = false
        case .inbound(let inbound):
            fields["event"] = hiding.masking(bot.secrecy.masking(inbound).json)
            isEmpty = false
        case .result(let request, let answer):
            fields["event"] = .compact([
                "call": .string(request.action.rawValue), "key": .string(request.key),
                "outcome": .string(answer.outcome.rawValue),
                "gives": Self.recorded(answer, of: request, bot),
            ])
            isEmpty = false
        case .timer: isEmpty = fields["replies"]?.array?.isEmpty ?? true
        }
        self.fields = fields
    }

    var bytes: [UInt8] { JSON.object(fields).bytes }

    /// What a back end elsewhere gave, so that the conversation can be played again without it.
    private static func recorded(
        _ answer: CallAnswer,
        of request: CallRequest,
        _ bot: Bot
    ) -> JSON? {
        guard bot.definition.actions[request.action]?.isElsewhere == true, answer.value != .null
        else { return nil }
        return CardNumbers.masking(answer.value.spelled)
    }
}

/// The lines of several turns as one, as if they had been one turn.
enum AnswerLine {
    /// What is there once in each line and whole in all of them together.
    private static let lists = ["replies", "calls"]
    /// What only a line that brings it has.
    private static let ownLines = ["handoff", "rule", "outcome"]
    /// What the transcript adds to a line.
    private static let beside = ["source", "id", "event"]

    static func joining(_ lines: [JSON]) -> JSON {
        guard var fields = lines.last?.object else { return .null }
        for name in beside { fields[name] = nil }
        for name in lists {
            fields[name] = .array(lines.flatMap { $0[name]?.array ?? [] })
        }
        for name in ownLines {
            let found = lines.compactMap { $0[name] }.first { $0 != .null }
            if let found { fields[name] = found }
        }
        fields["calls"] = .array(answered(fields["calls"]?.array ?? []))
        return .object(fields)
    }

    /// Whether everything that was called has answered.
    static func isWhole(_ line: JSON) -> Bool {
        (line["calls"]?.array ?? []).allSatisfy { $0["outcome"] != nil && $0["outcome"] != .null }
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
