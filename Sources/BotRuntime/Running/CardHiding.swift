import Messages
import Values

/// Hides the numbers of cards in what is kept of one turn, also one that this turn completes.
struct CardHiding {
    private let part: SplitCardNumber.Part?
    /// Earlier turns, which have the rest of it, as they were and as they are kept from now on.
    let turns: [(row: TurnRow, hidden: JSON)]
    /// What is kept beside these turns, as it is from now on.
    let entries: [Entry]

    /// What was kept before.
    struct Earlier {
        /// The customer's last turns, in their order.
        var turns: [TurnRow] = []
        var entries: [Entry] = []
    }

    /// Parts that are shorter are found in too much that is no card's.
    private static let shortestElsewhere = 4

    /// - Parameters:
    ///   - work: The turn.
    ///   - before: What the number may have begun in.
    init(_ work: TurnWork, after before: Earlier) {
        let earlier = before.turns.compactMap { Said($0) }
        guard case .inbound(.text(let text)) = work.trigger,
            let number = SplitCardNumber(earlier.map(\.text) + [text])
        else {
            part = nil
            turns = []
            entries = []
            return
        }
        part = number.parts.last
        let others = number.parts.dropLast().map { (said: earlier[$0.message], part: $0) }
        turns = others.map { said, part in (said.row, Self.hiding(part, in: said.json)) }
        entries = others.flatMap { said, part in
            before.entries.filter { $0.id.hasPrefix(EntryMaker.start(ofTurn: said.row.rev)) }
                .map { Self.hiding(part, in: $0) }
        }
    }

    /// A turn in which the customer said something.
    private struct Said {
        let row: TurnRow
        let json: JSON
        let text: String

        init?(_ row: TurnRow) {
            guard let json = TurnBody.shown(row),
                json["source"]?.string == MessageKey.Source.inbound.rawValue,
                let text = json["event"]?["text"]?.string
            else { return nil }
            self.row = row
            self.json = json
            self.text = text
        }
    }

    /// - Parameters:
    ///   - json: Of a turn: its line, its event, what is kept beside.
    ///   - keepsNames: The program made it: what names something in it stays as it is.
    /// - Returns: It without numbers of cards.
    func masking(_ json: JSON, keepsNames: Bool = false) -> JSON {
        let masked = CardNumbers.masking(json, keepsNames: keepsNames)
        return part.map { Self.hiding($0, in: masked) } ?? masked
    }

    private static func hiding(_ part: SplitCardNumber.Part, in entry: Entry) -> Entry {
        guard let json = try? JSON(parsing: entry.body) else { return entry }
        var entry = entry
        entry.body = hiding(part, in: json).bytes
        return entry
    }

    private static func hiding(_ part: SplitCardNumber.Part, in json: JSON) -> JSON {
        guard part.written.count < shortestElsewhere else { return part.hidden(in: json) }
        guard var fields = json.object else { return json }
        for name in ["event", "text", "words"] { fields[name] = fields[name].map(part.hidden(in:)) }
        return .object(fields)
    }
}
