import BotRuntime
import Dialogue
import Messages
import Topics
import Transcripts
import Values

/// A conversation from its beginning: where it began, and everything that happened.
struct Walk: Hashable, Sendable {
    var setting: Setting
    var moves: [MadeMove] = []
}

/// A walk that is being made.
///
/// A value: it may be kept, and gone on from in several ways.
struct Walker {
    private(set) var walk: Walk
    private(set) var simulation: Simulation
    /// The controls that were shown, newest last, at most eight.
    private(set) var offers: [Control] = []
    /// What was answered to secure questions and stands nowhere else.
    private(set) var secrets: [String] = []
    var memory = Memory()
    private let log: StepLog

    /// What a move led to.
    struct Outcome {
        let move: MadeMove
        let entries: [StepLog.Entry]
        let report: TurnReport
        let kind: SimulatedEvent.Kind
        /// What was on offer when it happened.
        let offer: Offer?
        /// The secure slot that was asked when it happened.
        let asked: SlotName?
    }

    init(_ setting: Setting, _ simulation: Simulation, log: StepLog) {
        walk = Walk(setting: setting)
        self.simulation = simulation
        self.log = log
    }

    var conversation: Conversation { simulation.conversation }

    /// An independent walk that stands where this one does.
    func copy() -> Walker {
        var copy = self
        copy.simulation = simulation.copy()
        return copy
    }

    /// The open question's control, where one was shown.
    var control: Control? {
        guard let question = conversation.waiting.questionID else { return nil }
        return offers.last { $0.question == question }
    }

    /// Lets a move happen.
    ///
    /// - Returns: nil where it cannot happen here: there is no such question.
    mutating func make(_ made: MadeMove) -> Outcome? {
        guard let kind = kind(of: made.move) else { return nil }
        let offer = control.map { Offer($0) }
        let asked = simulation.bot.secureSlot(askedIn: conversation)
        if case .secret(let words) = made.move, asked != nil, words.utf8.count >= 6,
            !hasSaid(words)
        {
            secrets.append(words)
        }
        let report = simulation.take(SimulatedEvent(kind))
        walk.moves.append(made)
        offers += report.replies.compactMap(\.control)
        if offers.count > 8 { offers.removeFirst(offers.count - 8) }
        return Outcome(
            move: made,
            entries: log.take(),
            report: report,
            kind: kind,
            offer: offer,
            asked: asked
        )
    }

    /// Whether something was said already that would be found where a secret is looked for.
    private func hasSaid(_ words: String) -> Bool {
        walk.moves.contains { made in
            if case .say(let said) = made.move { said.contains(words) } else { false }
        }
    }

    private func kind(of move: Move) -> SimulatedEvent.Kind? {
        let question = conversation.waiting.questionID
        switch move {
        case .say(let words), .secret(let words): return .inbound(.text(words))
        case .touch(let options):
            if let control { return .inbound(Offer(control).touch(options)) }
            return question.map { .inbound(.tap(question: $0, options: options)) }
        case .touchLate(let options, let back):
            let index = offers.count - 1 - back
            guard offers.indices.contains(index) else { return nil }
            return .inbound(Offer(offers[index]).touch(options))
        case .value(let value): return question.map { .inbound(.value(question: $0, value)) }
        case .form(let values):
            return question.map { .inbound(.form(question: $0, values: values)) }
        case .signIn(let ok, let subject):
            return .inbound(.signedIn(question: question, ok: ok, subject: subject))
        case .pay(let status, let reference, let amount):
            return .inbound(
                .paid(
                    PaymentResult(
                        question: question,
                        status: status,
                        reference: reference,
                        amount: amount
                    )
                )
            )
        case .event(let kind): return kind
        }
    }
}
