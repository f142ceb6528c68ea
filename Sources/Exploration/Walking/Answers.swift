import BotRuntime
import Dialogue
import Messages
import Topics
import Transcripts
import Values

/// What answers the open question of a walk.
struct Answers {
    let stock: WordStock
    let walker: Walker

    /// - Returns: nil where nothing was shown that could be answered.
    func answer(_ dice: inout Dice) -> MadeMove? {
        guard let control = walker.control else {
            return words(&dice).map { MadeMove(move: .say($0), answers: true) }
        }
        if let slot = askedSlot, slot.secure {
            return values.words(for: slot, &dice).map { words in
                // What stands in a table may stand elsewhere too: it is no secret to look for.
                MadeMove(
                    move: stock.cells.contains(words) ? .say(words) : .secret(words),
                    answers: true
                )
            }
        }
        // Who may leave something out sometimes does.
        if control.skip != nil, dice.comes(10) { return MadeMove(move: .touch(["skip"])) }
        switch control.kind {
        case .choice(let choice): return touch(choice, &dice)
        case .yesno(let yes, let no):
            let isYes = dice.comes(70)
            let move: Move =
                dice.comes(60) ? .touch([isYes ? "yes" : "no"]) : .say(isYes ? yes : no)
            return MadeMove(move: move, answers: isYes || !isConfirming)
        case .timeSlots(let times):
            guard let slot = dice.one(of: times.slots) else { return nil }
            return MadeMove(
                move: dice.comes(70) ? .touch([slot.id]) : .say(slot.title),
                answers: true
            )
        case .form(let form): return MadeMove(move: fill(form, &dice), answers: true)
        case .app: return words(&dice).map { MadeMove(move: .say($0), answers: true) }
        case .file(let mimes, let most):
            let mime = dice.comes(85) ? mimes.first ?? "image/png" : "text/x-odd"
            let size = dice.comes(85) ? min(most, 40_000) : most + 1
            let file = FileReference(
                id: "f1",
                mime: mime.replacing("*", with: "png"),
                size: size,
                name: "f1"
            )
            return MadeMove(move: .event(.inbound(.file(file))), answers: true)
        case .location:
            let place = Location(latitude: 42.36, longitude: -71.06, name: nil)
            return MadeMove(move: .event(.inbound(.location(place))), answers: true)
        case .date, .time, .number, .text, .signIn, .pay:
            return words(&dice).map { MadeMove(move: .say($0), answers: true) }
        }
    }

    private func touch(_ choice: ChoiceControl, _ dice: inout Dice) -> MadeMove? {
        if choice.more != nil, dice.comes(15) { return MadeMove(move: .touch(["more"])) }
        guard let option = dice.one(of: choice.options) else { return nil }
        var ids = [option.id]
        if choice.max > 1 {
            let count = max(choice.min, 1 + dice.below(choice.max))
            for other in choice.options where ids.count < count && other.id != option.id {
                if dice.comes(50) || choice.options.count <= count { ids.append(other.id) }
            }
        }
        let isNo = isConfirming && ["no", "none"].contains(option.id)
        switch dice.below(10) {
        case 0..<6: return MadeMove(move: .touch(ids), answers: !isNo && !isChanging)
        case 6..<8:
            let titles = choice.options.filter { ids.contains($0.id) }.map(\.title)
            return MadeMove(
                move: .say(titles.joined(separator: ", ")),
                answers: !isNo && !isChanging
            )
        default:
            let place = choice.options.firstIndex { $0.id == option.id } ?? 0
            return MadeMove(
                move: .say("\(option.number ?? place + 1)"),
                answers: !isNo && !isChanging
            )
        }
    }

    /// Words for the slot that is asked.
    func words(_ dice: inout Dice) -> String? {
        if let slot = askedSlot { return values.words(for: slot, &dice) }
        return dice.one(of: ["yes", "no", "1", "2", "5"])
    }

    private func fill(_ form: FormControl, _ dice: inout Dice) -> Move {
        var fields: [String: JSON] = [:]
        for page in form.pages where dice.comes(92) {
            let options = page.control.optionIDs
            if let option = dice.one(of: options) {
                fields[page.slot] = .string(option)
                if case .choice(let choice) = page.control.kind, choice.max > 1 {
                    fields[page.slot] = .array([.string(option)])
                }
            } else if let slot = topic?.slot(SlotName(page.slot)),
                let words = values.words(for: slot, &dice)
            {
                fields[page.slot] = .string(words)
            }
        }
        return .form(fields)
    }

    /// What the conversation has learned, as texts: an event of the back end may be about it.
    var knownTexts: [String] {
        walker.conversation.frames.flatMap { frame in
            frame.slots.values.map(\.spelled.text)
                + frame.memo.values.flatMap { memo in
                    guard case .called(_, _, let value) = memo else { return [String]() }
                    return value.texts
                }
        }.sorted()
    }

    private var topic: Topic? {
        walker.conversation.frames.last.flatMap { stock.bot.topic($0.topic) }
    }

    private var askedSlot: Slot? {
        walker.conversation.waiting.slot.flatMap { topic?.slot($0) }
    }

    private var values: SlotWords {
        SlotWords(
            stock: stock,
            language: walker.conversation.language,
            now: walker.simulation.now
        )
    }

    /// A *no* leads back to what was said before.
    private var isConfirming: Bool {
        switch walker.conversation.waiting {
        case .confirm, .readBack, .whichTopic, .whichResume, .startOver: true
        case .nothing, .question, .form, .change, .call, .signIn, .payment, .event, .unavailable,
            .feedback, .queue, .agent:
            false
        }
    }

    private var isChanging: Bool {
        if case .change = walker.conversation.waiting { true } else { false }
    }
}

extension Value {
    /// The texts in it.
    fileprivate var texts: [String] {
        switch self {
        case .string(let text): [text]
        case .record(let record): record.fields.values.flatMap(\.texts)
        case .list(let items): items.prefix(3).flatMap(\.texts)
        default: []
        }
    }
}
