import Crypto
import Dialogue
import Expressions
import Messages
import Topics
import Values

/// One customer's conversation with a bot, without network or waiting: `botsim`, transcripts and
/// tests drive it.
///
/// The clock stands still until it is moved; calls are answered at once unless a stub says
/// otherwise. After each event everything it set off has come to rest.
package struct Simulation {
    package let bot: Bot
    package private(set) var conversation: Conversation
    package private(set) var now: Timestamp
    package var profile: ChannelProfile
    package var contact: Contact
    package var desk = DeskSnapshot()
    /// Saves and loads the conversation after every step, as a runtime that restarts would.
    package var savesEveryTurn = false
    /// Keeps the secrets of what is saved; nil: they are absent, and asked for again.
    package var sealing: (any Sealing)? = SealingKey.random()
    /// Sees every step, with what it went through.
    package var observer: (any TurnObserver)?
    /// What a state may have lost when an event of the customer reaches it.
    package var losing: (@Sendable (Conversation) -> Conversation)?
    private let secure: SecureNames
    private var backEnd: any BackEnd
    private var stubs: [ActionName: [Stub]] = [:]
    private var answers: [String: TurnReport] = [:]
    private var late: [LateResult] = []

    /// A result that comes when its time has passed.
    private struct LateResult {
        let at: Timestamp
        let request: CallRequest
        let answer: CallAnswer
    }

    package init(
        bot: Bot,
        backEnd: any BackEnd,
        profile: ChannelProfile,
        contact: Contact,
        now: Timestamp,
        language: String? = nil
    ) {
        self.bot = bot
        secure = SecureNames(bot.definition)
        self.backEnd = backEnd
        self.profile = profile
        self.contact = contact
        self.now = now
        conversation = Conversation(
            contact: contact.id,
            ordinal: 1,
            language: bot.language(for: language ?? contact.locale),
            profile: profile
        )
    }

    /// An independent simulation that stands where this one does, with its own tables.
    package func copy() -> Simulation {
        var copy = self
        copy.backEnd = backEnd.copy()
        return copy
    }

    /// What a table of the back end holds now.
    package func rows(of table: String) -> [Record] { backEnd.rows(of: table) }

    /// What the expressions of the topic that waits see now.
    package var names: Environment {
        bot.names(in: conversation, at: event(.inbound(.typing(true))))
    }

    /// What each rule that takes a message now would do with it, in their order.
    package func readings(of text: String) -> [Transition] {
        bot.readings(of: event(.inbound(.text(text))), in: conversation)
    }

    private func event(_ kind: Event.Kind) -> Event {
        Event(at: now, profile: profile, contact: contact, desk: desk, kind: kind)
    }

    /// The same conversation with another version of its bot.
    package func continued(in bot: Bot) -> Simulation {
        var next = Simulation(
            bot: bot,
            backEnd: backEnd,
            profile: profile,
            contact: contact,
            now: now
        )
        next.conversation = conversation
        next.desk = desk
        next.stubs = stubs
        next.late = late
        next.savesEveryTurn = savesEveryTurn
        next.sealing = sealing
        next.observer = observer
        return next
    }

    /// Takes an event and everything it sets off.
    package mutating func take(_ event: SimulatedEvent) -> TurnReport {
        if let id = event.id, var known = answers[id] {
            known.isRepeated = true
            return known
        }
        var report = TurnReport(conversation, at: now, secure: secure)
        if let at = event.at, at > now { moveClock(to: at, &report) }
        switch event.kind {
        case .inbound(let inbound):
            if let losing { conversation = losing(conversation) }
            run(.inbound(inbound), &report)
        case .wait(let span):
            moveClock(to: now.adding(span), &report)
        case .new:
            conversation = conversation.next(profile: profile)
        case .profile(let profile): self.profile = profile
        case .stub(let stub): stubs[stub.action, default: []].append(stub)
        case .people(let queue, let state):
            if let queue {
                desk.states[queue] = state
            } else {
                for queue in bot.definition.queues { desk.states[queue.id] = state }
            }
        case .line(let place, let wait):
            desk.place = place
            desk.wait = wait
        case .verified(let verified):
            contact.verified = verified
            contact.subject = verified ? contact.subject ?? contact.id : nil
        }
        report.finish(conversation, at: now)
        if let id = event.id { answers[id] = report }
        return report
    }

    private mutating func moveClock(to end: Timestamp, _ report: inout TurnReport) {
        while let (at, due) = nextDue(by: end) {
            now = max(now, at)
            switch due {
            case .result(let result):
                report.add(result.request, result.answer.outcome)
                run(
                    .callResult(
                        key: result.request.key,
                        outcome: result.answer.outcome,
                        value: result.answer.value
                    ),
                    &report
                )
            case .timer(let name):
                if name == .call,
                    let request = late.first(where: { conversation.isUnderWay($0.request.key) })?
                        .request
                {
                    // The customer's patience is over before the answer came.
                    report.add(request, .unknown)
                }
                run(.timer(name), &report)
            }
        }
        now = max(now, end)
    }

    private enum Due {
        case timer(TimerName)
        case result(LateResult)
    }

    /// The first timer or late result that is due.
    private mutating func nextDue(by end: Timestamp) -> (Timestamp, Due)? {
        let timer = conversation.timers.min {
            ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue)
        }
        let index = late.indices.min { late[$0].at < late[$1].at }
        if let index, late[index].at <= end, timer.map({ late[index].at <= $0.value }) ?? true {
            let result = late.remove(at: index)
            return (result.at, .result(result))
        }
        guard let timer, timer.value <= end else { return nil }
        return (timer.value, .timer(timer.key))
    }

    /// Steps that one event may set off: a bot that never comes to rest does not take its simulation
    /// with it.
    package static let mostSteps = 300

    /// One step, and the calls it asks for.
    private mutating func run(_ kind: Event.Kind, _ report: inout TurnReport) {
        var queue = [kind]
        var steps = 0
        while !queue.isEmpty, steps < Self.mostSteps {
            steps += 1
            let event = event(queue.removeFirst())
            let transition = step(conversation, event, in: bot, tracing: observer != nil)
            observer?.saw(event, in: conversation, becoming: transition)
            conversation =
                savesEveryTurn ? reloaded(transition.conversation) : transition.conversation
            report.add(transition)
            for case .call(let request) in transition.effects {
                let (answer, delay) = perform(request)
                if delay > TimeSpan(seconds: 0) {
                    late.append(
                        LateResult(at: now.adding(delay), request: request, answer: answer)
                    )
                    report.add(request, nil)
                } else {
                    report.add(request, answer.outcome)
                    queue.append(
                        .callResult(
                            key: request.key,
                            outcome: answer.outcome,
                            value: answer.value
                        )
                    )
                }
            }
        }
    }

    private mutating func perform(_ request: CallRequest) -> (CallAnswer, TimeSpan) {
        guard var waiting = stubs[request.action], !waiting.isEmpty else {
            return (backEnd.perform(request, at: now), TimeSpan(seconds: 0))
        }
        let stub = waiting.removeFirst()
        stubs[request.action] = waiting
        let delay = stub.after ?? TimeSpan(seconds: 0)
        switch stub.outcome {
        case .ok where stub.gives == nil:
            return (backEnd.perform(request, at: now), delay)
        case .ok:
            let type = bot.definition.actions[request.action]?.gives
            let given = stub.gives ?? .null
            return (CallAnswer(.ok, type.map { Value(json: given, as: $0) } ?? .null), delay)
        case .refused, .failed, .unknown: return (CallAnswer(stub.outcome), delay)
        }
    }

    private func reloaded(_ conversation: Conversation) -> Conversation {
        do {
            return try Conversation(
                saved: conversation.saved(sealing: sealing),
                sealing: sealing
            )
        } catch {
            preconditionFailure("what was saved loads again: \(error)")
        }
    }
}

/// What is sealed in one run of a program opens in no other, unless the key is given again.
extension SealingKey: Sealing {}
