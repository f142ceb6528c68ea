import BotRuntime
import Dialogue
import Foundation
import Messages
import Values

extension FuzzTarget {
    /// A conversation is begun, saved, damaged in one or two of its fields, loaded and gone on with.
    ///
    /// The first bytes choose the bot, the channel and how far it gets; some more the damage.
    static func damageState(_ bytes: [UInt8]) -> [String] {
        var choices = Choices(bytes)
        let sample = choices.one(of: SampleBot.all)
        let channel = choices.one(of: Channel.allCases)
        var talk = Talk(with: sample, on: channel, isVerified: choices.next(4) > 0)
        for _ in 0..<choices.next(12) where talk.violations.isEmpty {
            talk.take(choices.event(with: sample, in: talk))
        }
        guard talk.violations.isEmpty,
            var state = try? JSON(parsing: talk.report.conversation.saved())
        else { return talk.violations }
        for _ in 0...choices.next(2) {
            let place = choices.next(256) * 256 + choices.next(256)
            state = state.damaged(at: place % state.size, with: choices.damage(of: state))
        }
        return goOn(with: state, sample, channel, &choices)
    }

    private static func goOn(
        with state: JSON,
        _ sample: SampleBot,
        _ channel: Channel,
        _ choices: inout Choices
    ) -> [String] {
        // Refused with its reason, it stays with whoever keeps it.
        guard let damaged = try? Conversation(saved: Data(state.text.utf8)) else { return [] }
        var violations: [String] = []
        var simulation = sample.simulation(on: channel, isVerified: true, language: nil)
        simulation.losing = { _ in damaged }
        let words = [choices.one(of: sample.words), "yes", choices.one(of: sample.words), "agent"]
        for word in words {
            let report = simulation.take(SimulatedEvent(.inbound(.text(word))))
            simulation.losing = nil
            let saved = report.conversation.saved()
            if (try? Conversation(saved: saved)) == nil {
                violations.append("what came of a damaged state does not load: \(state.text)")
            }
        }
        _ = simulation.take(SimulatedEvent(.wait(TimeSpan(seconds: 90_000))))
        _ = sample.bot.prospect(
            of: damaged,
            at: Event(
                at: simulation.now,
                profile: simulation.profile,
                contact: simulation.contact,
                kind: .timer(.idle)
            )
        )
        return violations
    }

    /// The seeds of conversations, each with another damage behind it.
    static var damageSeeds: [[UInt8]] {
        (0..<24).map { number in
            var random = RandomNumbers(seed: UInt64(number + 1000))
            return [UInt8(number % 3), UInt8(number / 3 % 4), 1, UInt8(number % 12)]
                + (0..<60).map { _ in UInt8(random.next(256)) }
        }
    }
}

extension Choices {
    /// What may stand in a damaged field; nil: nothing.
    fileprivate mutating func damage(of state: JSON) -> JSON? {
        switch next(14) {
        case 0: nil
        case 1: .null
        case 2: .bool(next(2) == 0)
        case 3: .int(-1)
        case 4: .int(Int64.max)
        case 5: .int(Int64(next(256)))
        case 6: .double(0.5)
        case 7: ""
        case 8: "q1"
        case 9: .string(text())
        case 10: .array([])
        case 11: .object([:])
        // Something else of the same state, where it does not belong.
        default: state.part(at: (next(256) * 256 + next(256)) % state.size)
        }
    }
}

extension JSON {
    /// How many values it has, with itself.
    var size: Int {
        switch self {
        case .array(let items): items.reduce(1) { $0 + $1.size }
        case .object(let fields): fields.values.reduce(1) { $0 + $1.size }
        case .null, .bool, .int, .double, .string: 1
        }
    }

    /// The value at a place, counted from itself in the order of the keys.
    func part(at place: Int) -> JSON {
        var part = JSON.null
        _ = visited(to: place) {
            part = $0
            return $0
        }
        return part
    }

    /// The same with another value in a place, or with none there.
    func damaged(at place: Int, with value: JSON?) -> JSON {
        visited(to: place) { _ in value } ?? .null
    }

    private func visited(to place: Int, _ change: (JSON) -> JSON?) -> JSON? {
        if place == 0 { return change(self) }
        var rest = place - 1
        func step(_ part: JSON) -> JSON? {
            defer { rest -= part.size }
            guard (0..<part.size).contains(rest) else { return part }
            return part.visited(to: rest, change)
        }
        switch self {
        case .array(let items): return .array(items.compactMap(step))
        case .object(let fields):
            var changed: [String: JSON] = [:]
            for (key, part) in fields.sorted(by: { $0.key < $1.key }) { changed[key] = step(part) }
            return .object(changed)
        case .null, .bool, .int, .double, .string: return self
        }
    }
}
