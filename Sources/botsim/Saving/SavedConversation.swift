import BotRuntime
import Bots
import Dialogue
import Expressions
import Foundation
import Messages
import Topics
import Transcripts
import Values

/// A conversation of a server, played again on this machine with everything personal replaced, and
/// written down as it goes.
///
/// What the file says is what the bot says here: it is true of the bot from its first run.
struct SavedConversation {
    /// A turn as the server lists it.
    struct Turn {
        let number: Int64
        let at: Timestamp
        let cause: Int64
        let line: JSON

        init?(_ json: JSON) {
            guard let number = json["turn"]?.int, let line = json["line"],
                let at = json["at"]?.string.flatMap({ Timestamp($0) })
            else { return nil }
            self.number = Int64(number)
            self.at = at
            self.line = line
            cause = Int64(json["cause"]?.int ?? number)
        }

        var source: String { line["source"]?.string ?? "" }
        var replies: [String] {
            (line["replies"]?.array ?? []).compactMap { $0["text"]?.string }
        }
    }

    private let bot: Bot
    private let turns: [Turn]
    private var simulation: Simulation
    private var recorder: SessionRecorder
    private var standIns: StandIns
    private var secrets: [String: String] = [:]
    private var offers: [Control] = []
    /// What was said here.
    private var said: [String] = []

    /// - Parameters:
    ///   - turns: Of one conversation, in their order; at least one.
    ///   - simulation: The bot before it, as whom the file names.
    ///   - standIns: Knows the names of whom it is about.
    ///   - bot: Whose conversation it is.
    init(_ turns: [Turn], _ simulation: Simulation, _ standIns: StandIns, in bot: Bot) {
        self.turns = turns
        self.simulation = simulation
        self.standIns = standIns
        self.bot = bot
        recorder = SessionRecorder(simulation)
    }

    /// Time that is not worth a line.
    private static let shortest: Int64 = 30

    /// Plays it, and gives the text of the file.
    mutating func play(title: String) throws(InboundError) -> String {
        for turn in turns where turn.source == "in" || turn.source == "desk" {
            guard let event = turn.line["event"]?.object else { continue }
            pass(to: turn.at)
            for stub in stubs(of: turn) {
                recorder.add(stub)
                _ = simulation.take(SimulatedEvent(.stub(stub)))
            }
            try take(event, turn)
        }
        if let last = turns.last { pass(to: last.at) }
        return recorder.text(title: title, secrets: secrets)
    }

    /// Lets the time pass until something happens, where that is long or decides something.
    private mutating func pass(to moment: Timestamp) {
        let seconds = (moment.milliseconds - simulation.now.milliseconds) / 1000
        let isDue = simulation.conversation.timers.values.contains { $0 <= moment }
        let waitsForCall = simulation.conversation.waiting.kind == "call"
        guard seconds > 0, seconds >= Self.shortest || isDue || waitsForCall else { return }
        take(.wait(TimeSpan(seconds: seconds)))
    }

    // MARK: What was answered

    /// The answers of the calls that a message led to, where no table of the bot gives them.
    private mutating func stubs(of turn: Turn) -> [Stub] {
        let all = turns.filter { $0.cause == turn.number }
        // That the customer waited long enough says less than what the back end answered then.
        let answers = all.filter { $0.source != "timer" } + all.filter { $0.source == "timer" }
        var stubs: [Stub] = []
        var seen: Set<String> = []
        for answer in answers {
            for call in answer.line["calls"]?.array ?? [] {
                guard let name = call["action"]?.string, let key = call["key"]?.string,
                    let outcome = call["outcome"]?.string.flatMap(CallOutcome.init),
                    let action = bot.definition.actions[ActionName(name)],
                    action.isElsewhere || outcome != .ok, seen.insert(key).inserted
                else { continue }
                let delay = (answer.at.milliseconds - turn.at.milliseconds) / 1000
                stubs.append(
                    Stub(
                        action: action.name,
                        outcome: outcome,
                        gives: outcome == .ok ? given(answer.line["event"]?["gives"], action) : nil,
                        after: delay >= 1 ? TimeSpan(seconds: delay) : nil
                    )
                )
            }
        }
        return stubs
    }

    private mutating func given(_ json: JSON?, _ action: Action) -> JSON? {
        guard let json, let type = action.gives else { return nil }
        return masking(json, as: type)
    }

    /// What a back end gave, with the values hidden that are personal by their type.
    private mutating func masking(_ json: JSON, as type: Expressions.`Type`) -> JSON {
        switch (type.unwrapped, json) {
        case (.list(let item), .array(let items)):
            var masked: [JSON] = []
            for json in items { masked.append(masking(json, as: item)) }
            return .array(masked)
        case (.record(let row), .object(let fields)):
            var masked: [String: JSON] = [:]
            for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
                masked[name] = masking(value, as: row.fields[name] ?? .dyn)
            }
            return .object(masked)
        case (.phone, .string(let text)):
            return .string(standIns.phone(text).filter { $0 != " " })
        case (.email, .string(let text)): return .string(standIns.email(text))
        case (.address, .string(let text)): return .string(standIns.address(text))
        default: return standIns.masking(json)
        }
    }

    // MARK: What was said

    private mutating func take(_ event: [String: JSON], _ turn: Turn) throws(InboundError) {
        learn(from: turn)
        var fields = event
        // Numbers of this conversation's questions and hand-offs are others here.
        fields["handoff"] = nil
        for (name, value) in fields {
            guard var inner = value.object, let question = inner["question"]?.string else {
                continue
            }
            if question == asked(before: turn), let here = offers.last?.question {
                inner["question"] = .string(here)
            }
            fields[name] = .object(inner)
        }
        var kind = try SimulatedEvent(json: .object(masked(fields)), current: simulation.profile)
            .kind
        let asked = bot.secureSlot(askedIn: simulation.conversation)
        if let asked, case .inbound(.text(let text)) = kind, text.contains("•") {
            let sample = secrets[asked.rawValue] ?? sample(of: asked)
            secrets[asked.rawValue] = sample
            kind = .inbound(.text(sample))
        }
        take(kind, asked: asked)
    }

    /// What a secure slot takes: nobody knows what it was answered.
    private func sample(of slot: SlotName) -> String {
        let topic = simulation.conversation.frames.last?.topic
        return topic.flatMap { bot.samples(of: SlotPlace(topic: $0, slot: slot)).first } ?? "2718"
    }

    private mutating func masked(_ fields: [String: JSON]) -> [String: JSON] {
        // What a touch names is the bot's, and not the customer's.
        guard fields["tap"] == nil, fields["slot"] == nil else { return fields }
        return standIns.masking(.object(fields)).object ?? fields
    }

    /// The values of a turn's slots that are personal by their type.
    private mutating func learn(from turn: Turn) {
        for answer in turns where answer.cause == turn.number {
            guard let name = answer.line["topic"]?.string,
                let topic = bot.topic(TopicID(name))
            else { continue }
            for slot in topic.slots {
                guard case .address = slot.type,
                    let text = answer.line["slots"]?[slot.name.rawValue]?.string
                else { continue }
                standIns.hide(name: text, as: standIns.address(text))
            }
        }
    }

    /// The question that stood open there when a turn's event came.
    private func asked(before turn: Turn) -> String? {
        turns.filter { $0.number < turn.number }
            .flatMap { $0.line["replies"]?.array ?? [] }
            .compactMap { $0["control"]?["question"]?.string }.last
    }

    /// Makes something happen here, and writes it down.
    private mutating func take(_ kind: SimulatedEvent.Kind, asked: SlotName? = nil) {
        let offer = offers.last.map { Offer($0) }
        let report = simulation.take(SimulatedEvent(kind))
        recorder.add(kind, report, offer: offer, asked: asked, in: bot)
        offers += report.replies.compactMap(\.control)
        said += report.replies.compactMap(\.text)
    }

    /// The first words in which the bot here and the server differ, once it was played; nil where
    /// they do not.
    mutating func firstDifference() -> (here: String?, there: String?)? {
        let there = turns.flatMap(\.replies).map { standIns.masking($0) }
        let place =
            zip(said, there).enumerated().first { $1.0 != $1.1 }?.offset
            ?? min(said.count, there.count)
        guard place < max(said.count, there.count) else { return nil }
        return (
            said.indices.contains(place) ? said[place] : nil,
            there.indices.contains(place) ? there[place] : nil
        )
    }
}
