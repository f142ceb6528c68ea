import BotRuntime
import Dialogue
import Foundation
import Messages
import Topics
import Values

extension FuzzTarget {
    /// The first byte chooses the bot, the second the channel; then each event takes some.
    static func converse(_ bytes: [UInt8]) -> [String] {
        var choices = Choices(bytes)
        let sample = choices.one(of: SampleBot.all)
        let channel = choices.one(of: Channel.allCases)
        let isVerified = choices.next(8) > 0
        let language = choices.one(of: sample.bot.definition.languages)
        var talk = Talk(with: sample, on: channel, isVerified: isVerified, language: language)
        while !choices.isDone, talk.violations.isEmpty {
            talk.take(choices.event(with: sample, in: talk))
        }
        return talk.violations.map { "\(sample.name) on \(channel.rawValue): \($0)" }
    }

    /// Conversations by a fixed sequence of numbers, some with each bot on each channel.
    static var conversationSeeds: [[UInt8]] {
        (0..<24).map { number in
            var random = RandomNumbers(seed: UInt64(number))
            // Every other one has to sign in.
            let opening = [number % 3, number / 3 % 4, number / 12, number / 2].map { UInt8($0) }
            return opening + (0..<200).map { _ in UInt8(random.next(256)) }
        }
    }
}

/// Bytes as a sequence of choices; all are the first when there are no more bytes.
struct Choices {
    private var bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        self.bytes = bytes[...]
    }

    var isDone: Bool { bytes.isEmpty }

    mutating func next(_ bound: Int) -> Int { Int(bytes.popFirst() ?? 0) % max(1, bound) }

    mutating func one<Items: RandomAccessCollection>(of items: Items) -> Items.Element
    where Items.Index == Int {
        items[items.startIndex + next(items.count)]
    }

    /// Text of any bytes.
    mutating func text() -> String {
        let length = next(40)
        defer { bytes = bytes.dropFirst(length) }
        return String(decoding: bytes.prefix(length), as: UTF8.self)
    }
}

extension Choices {
    mutating func event(with sample: SampleBot, in talk: Talk) -> SimulatedEvent.Kind {
        switch next(28) {
        case 0..<7: .inbound(.text(one(of: sample.words)))
        case 7: .inbound(.text("\(one(of: sample.words)), \(one(of: sample.words))"))
        case 8: .inbound(.text(text()))
        case 9..<15:
            .inbound(answer(sample, talk))
        case 15: .inbound(.tap(question: "q\(next(9))", options: [text()]))
        case 16: .wait(TimeSpan(seconds: one(of: [1, 6, 60, 700, 4000, 90_000, 2_000_000])))
        case 17: .inbound(.desk(desk(sample)))
        case 18: .stub(stub(of: sample))
        case 19: .inbound(.value(question: talk.question, value(sample)))
        case 20, 21: .inbound(form(sample, talk))
        case 22: .people(queue(sample), one(of: DeskSnapshot.State.allCases))
        case 23: .profile(ChannelProfile(channel: one(of: Channel.allCases)))
        case 24: .verified(next(3) > 0)
        case 25: .inbound(native(sample, talk))
        case 26: .line(place: next(9), wait: TimeSpan(seconds: Int64(next(256)) * 10))
        default: next(4) == 0 ? .new : .inbound(.timeSlot(question: talk.question, id: text()))
        }
    }

    /// What is asked for, so that conversations get on.
    private mutating func answer(_ sample: SampleBot, _ talk: Talk) -> Inbound {
        switch talk.report.conversation.waiting {
        case .signIn:
            let contact = sample.bot.definition.simulatedContact ?? "+14155550101"
            let subject = next(4) == 0 ? one(of: sample.words) : contact
            return .signedIn(question: talk.question, ok: next(4) > 0, subject: subject)
        case .payment: return .paid(payment(talk))
        case .event: return told(sample)
        default: break
        }
        if talk.asksSecret { return .text(one(of: Talk.canaries)) }
        return talk.options.isEmpty
            ? .text(one(of: sample.words))
            : .tap(question: talk.question, options: [one(of: talk.options)])
    }

    private mutating func queue(_ sample: SampleBot) -> QueueID? {
        next(2) == 0 ? nil : one(of: sample.bot.definition.queues).id
    }

    private mutating func desk(_ sample: SampleBot) -> DeskEvent {
        DeskEvent(
            one(of: DeskEvent.Kind.allCases),
            agent: next(2) == 0 ? nil : "Dana",
            text: next(2) == 0 ? nil : one(of: sample.words),
            queue: queue(sample)?.rawValue,
            place: next(3) == 0 ? nil : next(100),
            wait: next(3) == 0 ? nil : TimeSpan(seconds: Int64(next(256)) * 60),
            at: next(3) == 0 ? nil : Timestamp(seconds: 1_772_463_600 + Int64(next(256)) * 3600)
        )
    }

    private mutating func stub(of sample: SampleBot) -> Stub {
        let actions = sample.bot.definition.actions.keys.sorted { $0.rawValue < $1.rawValue }
        return Stub(
            action: one(of: actions),
            outcome: one(of: [CallOutcome.ok, .refused, .failed, .unknown]),
            after: next(2) == 0 ? nil : TimeSpan(seconds: Int64(next(20)))
        )
    }

    private mutating func value(_ sample: SampleBot) -> JSON {
        switch next(7) {
        case 0: .string("2026-03-\(10 + next(20))")
        case 1: .int(Int64(next(256)) - 5)
        case 2: .bool(next(2) == 0)
        case 3: .string("\(next(24)):\(next(60))")
        case 4: .array([.string(one(of: sample.words)), .string(text())])
        case 5: .object(["amount": .string("\(next(256))"), "currency": "USD"])
        default: .string(one(of: sample.words))
        }
    }

    private mutating func form(_ sample: SampleBot, _ talk: Talk) -> Inbound {
        var values: [String: JSON] = [:]
        for field in talk.fields where next(5) > 0 { values[field] = value(sample) }
        if next(6) == 0 { values[text()] = value(sample) }
        return .form(question: talk.question, values: values)
    }

    /// Events that the back end tells by itself, of those that the bot knows and another.
    private mutating func told(_ sample: SampleBot) -> Inbound {
        let events = sample.bot.definition.events.keys.sorted() + ["nobody.knows"]
        let row = ["id", "test", "about", "title"].reduce(into: [:]) { $0[$1] = value(sample) }
        return .backEnd(event: one(of: events), gives: next(4) == 0 ? .null : .object(row))
    }

    private mutating func payment(_ talk: Talk) -> PaymentResult {
        PaymentResult(
            question: next(5) == 0 ? nil : talk.question,
            status: one(of: PaymentResult.Status.allCases),
            reference: text(),
            amount: next(3) == 0 ? Money(amount: Decimal(next(100)), currency: "GBP") : nil
        )
    }

    private mutating func native(_ sample: SampleBot, _ talk: Talk) -> Inbound {
        switch next(13) {
        case 0:
            .file(
                FileReference(id: "f", mime: "image/png", size: next(256) * 50_000, name: "a.png")
            )
        case 1: .location(Location(latitude: 42.4, longitude: -71.1, name: nil))
        case 2: .signedIn(question: talk.question, ok: next(2) == 0, subject: one(of: sample.words))
        case 3: .paid(payment(talk))
        case 4: .app(question: talk.question, data: ["id": .string(text())])
        case 5: .typing(next(2) == 0)
        case 6: .status(message: "r\(next(9))", state: .read, code: nil)
        case 7: .edited(["text": .string(text())])
        case 8: .deleted(["message": "m1"])
        case 9: .closed
        case 10: told(sample)
        case 11: .entry(intent: text(), group: nil, body: text())
        default: .unsupported(kind: "hologram")
        }
    }
}

/// Numbers that look random and are the same in every run.
///
/// Source: Donald Knuth, MMIX, the multiplier of its linear congruential generator.
struct RandomNumbers {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 2 &+ 1
    }

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(max(1, bound)))
    }
}
