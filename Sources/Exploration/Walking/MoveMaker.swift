import BotRuntime
import Dialogue
import Expressions
import Foundation
import Messages
import Topics
import Understanding
import Values

/// Chooses what happens next in a walk, from what can happen where it stands.
struct MoveMaker {
    let stock: WordStock
    /// Where every other walk begins; nil: with any topic.
    let topic: Topic?
    private let actions: [TopicID: [ActionName]]
    private let allActions: [ActionName]

    /// How a customer is in one walk.
    enum Temper: CaseIterable {
        /// Answers what is asked.
        case willing
        /// Now and then does something else.
        case lively
        /// Does anything.
        case wild

        /// How often of a hundred times they answer what is asked.
        var answers: Int {
            switch self {
            case .willing: 94
            case .lively: 65
            case .wild: 25
            }
        }
    }

    init(_ stock: WordStock, topic: Topic?) {
        self.stock = stock
        self.topic = topic
        let definition = stock.bot.definition
        let topics = definition.topics + definition.inherited
        var direct: [TopicID: [ActionName]] = [:]
        for topic in topics {
            var names = topic.everyStep.compactMap { $0.call?.action }
            for case .run(let run) in topic.everyStep.map(\.kind) {
                names +=
                    topics.first { $0.id == run.topic }?.everyStep
                    .compactMap { $0.call?.action } ?? []
            }
            direct[topic.id] = Array(Set(names)).sorted()
        }
        actions = direct
        allActions = definition.actions.keys.sorted()
    }

    /// What happens next: a move, and before it perhaps what decides how it goes.
    func moves(_ walker: Walker, _ temper: Temper, _ dice: inout Dice) -> [MadeMove] {
        var moves: [MadeMove] = []
        if dice.comes(temper == .willing ? 5 : 14), let stub = stub(walker, &dice) {
            moves.append(MadeMove(move: .event(.stub(stub))))
        }
        if dice.comes(temper == .willing ? 1 : 4) { moves.append(people(&dice)) }
        moves.append(move(walker, temper, &dice))
        return moves
    }

    private func move(_ walker: Walker, _ temper: Temper, _ dice: inout Dice) -> MadeMove {
        let conversation = walker.conversation
        switch conversation.owner {
        case .queue: return inQueue(walker, &dice)
        case .agent: return withPerson(walker, &dice)
        case .nobody, .bot: break
        }
        guard dice.comes(temper.answers) else { return aside(walker, &dice) }
        switch conversation.waiting {
        case .nothing: return MadeMove(move: .say(wish(walker, &dice)))
        case .call: return MadeMove(move: .event(.wait(span(&dice))))
        case .event: return awaited(walker, &dice)
        case .signIn:
            let subject = stock.bot.definition.simulatedContact ?? "customer"
            let ok = dice.comes(80)
            return MadeMove(move: .signIn(ok: ok, subject: subject), answers: ok)
        case .payment:
            let status = dice.comes(75) ? PaymentResult.Status.ok : .failed
            return MadeMove(
                move: .pay(status, reference: "P-1", amount: nil),
                answers: status == .ok
            )
        case .question, .form, .confirm, .change, .readBack, .whichTopic, .whichResume, .startOver,
            .unavailable, .feedback, .queue, .agent:
            return Answers(stock: stock, walker: walker).answer(&dice)
                ?? aside(walker, &dice)
        }
    }

    private func wish(_ walker: Walker, _ dice: inout Dice) -> String {
        let language = walker.conversation.language
        if let topic, topic.startsFromWords, dice.comes(70) {
            return stock.wish(for: topic, in: language, &dice)
        }
        var words = stock.anyWish(in: language, &dice)
        // Said with the answers at once.
        if dice.comes(15), let slot = dice.one(of: topic?.slots ?? []),
            let value = values(walker).words(for: slot, &dice)
        {
            words += ", " + value
        }
        return words
    }

    private func values(_ walker: Walker) -> SlotWords {
        SlotWords(
            stock: stock,
            language: walker.conversation.language,
            now: walker.simulation.now
        )
    }

    // MARK: Beside what is asked

    private func aside(_ walker: Walker, _ dice: inout Dice) -> MadeMove {
        MadeMove(move: asideMove(walker, &dice))
    }

    private func asideMove(_ walker: Walker, _ dice: inout Dice) -> Move {
        let language = walker.conversation.language
        switch dice.below(30) {
        case 0..<6:
            let word = dice.one(of: ControlWord.allCases) ?? .cancel
            return .say(stock.any(word, in: language, &dice))
        case 6..<9: return .say(correction(walker, &dice) ?? WordStock.nonsense[0])
        case 9, 10: return .say(dice.one(of: WordStock.nonsense) ?? "?")
        case 11, 12: return .say(stock.anyWish(in: language, &dice))
        case 13, 14: return .say(stock.question(in: language, &dice) ?? "?")
        case 15: return .say(stock.words(.agent, in: language))
        case 16: return .say(dice.one(of: WordStock.smallTalk) ?? "hello")
        case 17, 18: return .event(.wait(span(&dice)))
        case 19, 20: return late(walker, &dice)
        case 21: return .event(.inbound(media(&dice)))
        case 22:
            let channel = dice.one(of: stock.bot.definition.channels) ?? .web
            return .event(.profile(ChannelProfile(channel: channel)))
        case 23:
            let answers = Answers(stock: stock, walker: walker)
            guard let first = answers.words(&dice), let other = otherValue(walker, &dice) else {
                return .say("1, 2")
            }
            return .say("\(first), \(other)")
        case 24: return .event(.verified(dice.comes(50)))
        case 25:
            return .signIn(
                ok: dice.comes(60),
                subject: dice.comes(50) ? "somebody else" : walker.conversation.contact
            )
        case 26:
            return .pay(
                dice.one(of: PaymentResult.Status.allCases) ?? .ok,
                reference: "P-\(dice.below(3))",
                amount: dice.comes(30) ? Money(amount: 1, currency: "EUR") : nil
            )
        case 27: return .event(.inbound(dice.comes(50) ? .closed : .typing(true)))
        case 28: return awaited(walker, &dice).move
        default:
            return .event(
                .inbound(
                    .entry(
                        intent: dice.one(of: stock.bot.definition.topics)?.id.rawValue,
                        group: nil,
                        body: dice.comes(50) ? stock.anyWish(in: language, &dice) : nil
                    )
                )
            )
        }
    }

    /// Another value for a slot of the topic that waits.
    private func correction(_ walker: Walker, _ dice: inout Dice) -> String? {
        let conversation = walker.conversation
        guard let frame = conversation.frames.last, let topic = stock.bot.topic(frame.topic) else {
            return nil
        }
        let answered = topic.slots.filter { frame.slots[$0.name.rawValue] != nil }
        guard let slot = dice.one(of: answered.isEmpty ? topic.slots : answered),
            let value = values(walker).words(for: slot, &dice)
        else { return nil }
        let language = conversation.language
        return stock.correction(of: slot.title[language], to: value, in: language)
    }

    private func otherValue(_ walker: Walker, _ dice: inout Dice) -> String? {
        guard let frame = walker.conversation.frames.last,
            let slots = stock.bot.topic(frame.topic)?.slots, let slot = dice.one(of: slots)
        else { return nil }
        return values(walker).words(for: slot, &dice)
    }

    /// A touch of something that was asked before.
    private func late(_ walker: Walker, _ dice: inout Dice) -> Move {
        guard walker.offers.count > 1 else { return .touch(["yes"]) }
        let back = 1 + dice.below(walker.offers.count - 1)
        let control = walker.offers[walker.offers.count - 1 - back]
        return .touchLate([dice.one(of: control.optionIDs) ?? "yes"], back: back)
    }

    private func media(_ dice: inout Dice) -> Inbound {
        switch dice.below(3) {
        case 0:
            .file(FileReference(id: "f1", mime: "image/png", size: 1 << dice.below(26), name: "f1"))
        case 1: .location(Location(latitude: 42.36, longitude: -71.06, name: nil))
        default: .unsupported(kind: "sticker")
        }
    }

    /// Something that the back end tells by itself, of what the bot knows.
    private func awaited(_ walker: Walker, _ dice: inout Dice) -> MadeMove {
        let events = stock.bot.definition.events
        guard dice.comes(60), let name = dice.one(of: events.keys.sorted()), let type = events[name]
        else { return MadeMove(move: .event(.wait(span(&dice)))) }
        let known = Answers(stock: stock, walker: walker).knownTexts
        let gives = GivenValues.json(of: type, among: known, &dice)
        return MadeMove(move: .event(.inbound(.backEnd(event: name, gives: gives))))
    }

    /// From less than a call's patience to more than any conversation lasts.
    private func span(_ dice: inout Dice) -> TimeSpan {
        let seconds: [Int64] = [2, 6, 10, 60, 700, 3700, 20_000, 90_000, 400_000]
        return TimeSpan(seconds: dice.one(of: seconds) ?? 6)
    }

    // MARK: What decides how the next things go

    private func stub(_ walker: Walker, _ dice: inout Dice) -> Stub? {
        let near = walker.conversation.frames.last.flatMap { actions[$0.topic] } ?? []
        guard let action = dice.one(of: near.isEmpty ? allActions : near) else { return nil }
        let outcome = dice.one(of: [CallOutcome.ok, .refused, .failed, .unknown]) ?? .failed
        let isLate = outcome == .ok || dice.comes(20)
        let delays: [Int64] = [1, 3, 30]
        return Stub(
            action: action,
            outcome: outcome,
            // What was there a moment ago may be gone when it is asked for again.
            gives: outcome == .ok && dice.comes(60) ? nothing(from: action) : nil,
            after: isLate ? dice.one(of: delays).map { TimeSpan(seconds: $0) } : nil
        )
    }

    /// What an action gives that finds nothing; nil where it always gives something.
    private func nothing(from action: ActionName) -> JSON? {
        switch stock.bot.definition.actions[action]?.gives {
        case .optional: .null
        case .list: .array([])
        default: nil
        }
    }

    private func people(_ dice: inout Dice) -> MadeMove {
        let queue = dice.comes(30) ? dice.one(of: stock.bot.definition.queues)?.id : nil
        let state = dice.one(of: DeskSnapshot.State.allCases) ?? .closed
        return MadeMove(move: .event(.people(queue, state)))
    }

    // MARK: While people have the conversation

    private func inQueue(_ walker: Walker, _ dice: inout Dice) -> MadeMove {
        let language = walker.conversation.language
        let kind: SimulatedEvent.Kind
        switch dice.below(10) {
        case 0..<4: kind = .inbound(.desk(DeskEvent(.accepted, agent: "Dana")))
        case 4: kind = .inbound(.desk(DeskEvent(.declined, agent: "Dana")))
        case 5: kind = .inbound(.desk(DeskEvent(.failed)))
        case 6: kind = .inbound(.desk(DeskEvent(.queued, place: 1 + dice.below(9))))
        case 7: kind = .wait(span(&dice))
        case 8: return MadeMove(move: .say(stock.any(.cancel, in: language, &dice)))
        default: return aside(walker, &dice)
        }
        return MadeMove(move: .event(kind))
    }

    private func withPerson(_ walker: Walker, _ dice: inout Dice) -> MadeMove {
        let kind: SimulatedEvent.Kind
        switch dice.below(8) {
        case 0...2: kind = .inbound(.desk(DeskEvent(.closed)))
        case 3: kind = .inbound(.desk(DeskEvent(.message, agent: "Dana", text: "How can I help?")))
        case 4:
            let queue = dice.one(of: stock.bot.definition.queues)?.id.rawValue
            kind = .inbound(.desk(DeskEvent(.transferred, queue: queue)))
        case 5: kind = .wait(span(&dice))
        default: return aside(walker, &dice)
        }
        return MadeMove(move: .event(kind))
    }
}

extension Control {
    /// What can be touched.
    var optionIDs: [String] {
        switch kind {
        case .choice(let choice): choice.options.map(\.id)
        case .yesno: ["yes", "no"]
        case .timeSlots(let times): times.slots.map(\.id)
        case .date, .time, .number, .text, .form, .file, .location, .signIn, .pay, .app: []
        }
    }
}
