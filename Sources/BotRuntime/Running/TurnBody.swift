import Dialogue
import Messages
import Topics
import Values

/// A turn as the transcript keeps it: the line of `chat --json`, with what happened beside it.
///
/// Where the line had to be changed, as there is a card's number in it, or something that looks like
/// one, it stands there once more, sealed: the customer who is answered again is told the same.
struct TurnBody {
    private static let exact = "exact"

    private let fields: [String: JSON]
    /// Nothing was said or done that anybody asks for.
    let isEmpty: Bool

    init(
        work: TurnWork,
        line: JSON,
        hiding: CardHiding,
        bot: Bot,
        rev: Int64,
        place: SealedPlace
    ) {
        let shown = hiding.masking(line, keepsNames: true)
        var fields = shown.object ?? [:]
        if shown != line { fields[Self.exact] = .string(place.seal(line, ofTurn: rev)) }
        fields["source"] = .string((work.message?.source ?? .timer).rawValue)
        fields["id"] = work.message.map { .string(CardNumbers.masking(name: $0.id)) }
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
        case .timer:
            isEmpty = ["replies", "calls"].allSatisfy { fields[$0]?.array?.isEmpty ?? true }
        }
        self.fields = fields
    }

    var bytes: [UInt8] { JSON.object(fields).bytes }

    // MARK: Reading

    /// What of a turn anybody may read who may read transcripts; nil where it cannot be read.
    static func shown(_ row: TurnRow) -> JSON? {
        guard var fields = (try? JSON(parsing: row.body))?.object else { return nil }
        fields[exact] = nil
        return .object(fields)
    }

    /// Whether something in it is shown to the customer alone.
    static func hidesSomething(_ row: TurnRow) -> Bool { sealed(in: row) != nil }

    /// The turn as the customer was told it; what happened is shown as to all.
    static func told(_ row: TurnRow, _ place: SealedPlace) -> JSON? {
        guard let shown = shown(row), let sealed = sealed(in: row),
            let line = place.line(sealed, ofTurn: row.rev)?.object
        else { return shown(row) }
        return .object((shown.object ?? [:]).merging(line) { $1 })
    }

    private static func sealed(in row: TurnRow) -> String? {
        (try? JSON(parsing: row.body))?[exact]?.string
    }

    /// A turn of which more is hidden than when it was written.
    static func rewritten(_ row: TurnRow, _ hidden: JSON, _ place: SealedPlace) -> TurnRow {
        var fields = hidden.object ?? [:]
        let line = AnswerLine.withoutEvent(shown(row) ?? .null)
        fields[exact] = .string(sealed(in: row) ?? place.seal(line, ofTurn: row.rev))
        var row = row
        row.body = JSON.object(fields).bytes
        return row
    }

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
