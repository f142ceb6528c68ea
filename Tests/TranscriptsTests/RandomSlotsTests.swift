import BotRuntime
import Dialogue
import Messages
import Records
import Testing
import Topics
import Values

/// Whatever customers send to the clinic, in whatever order: nothing breaks, nothing is swallowed,
/// nothing leaks, and every list fits its device.
@Suite struct RandomSlotsTests {
    private static let secrets = ["4111111111111111", "739184", "sesame-xyz"]
    private static let words = [
        "can the vet come to my house", "I need more of the diet food", "settle an invoice",
        "my dog needs to see the vet", "more", "back", "next page", "previous", "skip", "none",
        "all of them", "1, 2", "2", "17", "44", "the birch one", "the kidney one", "also the lamp",
        "without the crate", "only scales", "that's all", "yes", "no", "inv-1001", "INV-1002",
        "my card number is 4111111111111111", "739",
        "my security code is 739184", "my password is sesame-xyz",
        "Low Farm, Stillington Road, York", "53.96, -1.08", "two bags", "Bruno", "Friday",
        "10:30", "owner@mail.example", "cat", "agent", "cancel", "start over", "help", "menu",
        "change the place", "no wait, the stretcher", "what does it cost?", "the first one", "",
        "🐶", "done", "either", "reception",
    ]
    private static let files = ["image/jpeg", "application/pdf", "audio/mpeg"]

    private struct Dice {
        var state: UInt64
        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(max(1, sides)))
        }
        mutating func pick<T>(_ items: [T]) -> T { items[roll(items.count)] }
    }

    private static func event(
        _ dice: inout Dice,
        _ report: TurnReport,
        asksSecurely: Bool
    ) -> SimulatedEvent.Kind {
        // A secret without a name is one only where it is asked for.
        if asksSecurely, dice.roll(3) == 0 { return .inbound(.text(dice.pick(secrets))) }
        let question =
            dice.roll(8) == 0 ? "q\(dice.roll(9))" : report.conversation.waiting.questionID ?? "q1"
        var ids: [String] = []
        for control in report.replies.compactMap(\.control) {
            switch control.kind {
            case .choice(let choice):
                ids += choice.options.map(\.id) + (choice.more == nil ? [] : ["more", "more"])
            case .timeSlots(let times): ids += times.slots.map(\.id)
            case .yesno: ids += ["yes", "no"]
            default: ids += ["skip", "more", "done"]
            }
        }
        switch dice.roll(16) {
        case 0..<7: return .inbound(.text(dice.pick(words)))
        case 7..<11 where !ids.isEmpty:
            let count = dice.roll(6) == 0 ? dice.roll(4) : 1
            let picked = (0..<count).map { _ in dice.pick(ids) }
            return .inbound(.tap(question: question, options: picked))
        case 11:
            return .inbound(
                .file(
                    FileReference(
                        id: "f\(dice.roll(9))",
                        mime: dice.pick(files),
                        size: dice.pick([10, 3_000_000]),
                        name: nil
                    )
                )
            )
        case 12:
            return .inbound(
                .location(
                    Location(latitude: 53.9, longitude: -1.1, name: dice.pick([nil, "Farm"]))
                )
            )
        case 13:
            let data: [JSON] = [
                ["id": "r1"], ["id": "nowhere"], .null, ["cancelled": true], ["ids": ["lamp"]],
                .string("nowhere"), .array([]),
            ]
            return .inbound(.app(question: question, data: dice.pick(data)))
        case 14:
            return .inbound(
                .form(
                    question: question,
                    values: [
                        "invoice": "INV-1001",
                        "card": .string(dice.pick(["4111111111111111", "x"])),
                        "code": "739184",
                        "bring": dice.pick([["lamp"], [], ["lamp", "crate", "x"]]),
                    ]
                )
            )
        default:
            switch dice.roll(4) {
            case 0: return .wait(TimeSpan(seconds: 400))
            case 1:
                let kinds: [DeskEvent.Kind] = [.accepted, .closed, .declined, .failed]
                return .inbound(.desk(DeskEvent(dice.pick(kinds), agent: "D")))
            case 2:
                return .stub(
                    Stub(
                        action: ActionName(
                            dice.pick(["rounds.free", "foods.all", "invoices.pay", "foods.order"])
                        ),
                        outcome: dice.pick([.ok, .refused, .failed, .unknown]),
                        after: dice.roll(2) == 0 ? TimeSpan(seconds: 3) : nil
                    )
                )
            default:
                return .profile(
                    ChannelProfile(channel: dice.pick([.web, .sms, .whatsapp, .apple]))
                )
            }
        }
    }

    private func simulation(_ channel: Channel) throws -> Simulation {
        let bot = try #require(SampleBots.clinic.bot)
        let now = Timestamp(seconds: 1_772_463_600)
        return Simulation(
            bot: bot,
            backEnd: try RecordsBackEnd(definition: bot.definition, now: now),
            profile: ChannelProfile(channel: channel),
            contact: Contact(id: "+447700900123", subject: "+447700900123", verified: true),
            now: now
        )
    }

    @Test(arguments: 1...48)
    func `Nothing breaks, leaks or is swallowed`(seed: Int) throws {
        let channel = [Channel.web, .sms, .whatsapp, .apple][seed % 4]
        var kept = try simulation(channel)
        var saved = try simulation(channel)
        saved.savesEveryTurn = true
        saved.sealing = kept.sealing
        var dice = Dice(state: UInt64(seed) &* 7919)
        var report = kept.take(SimulatedEvent(.wait(TimeSpan(seconds: 0))))
        _ = saved.take(SimulatedEvent(.wait(TimeSpan(seconds: 0))))
        for turn in 0..<70 {
            let ownedByBot = kept.conversation.owner == .bot
            let next = Self.event(
                &dice,
                report,
                asksSecurely: kept.bot.secureSlot(askedIn: kept.conversation) != nil
            )
            report = kept.take(SimulatedEvent(next))
            let other = saved.take(SimulatedEvent(next))
            #expect(report.json == other.json, "turn \(turn): \(next)")
            guard report.json == other.json else { return }
            let faults = report.records.filter { if case .fault = $0 { true } else { false } }
            #expect(faults.isEmpty, "turn \(turn): \(next): \(faults)")
            if case .inbound(.text(let text)) = next, ownedByBot,
                !kept.conversation.stopped, kept.conversation.waiting.kind != "call"
            {
                let swallowed = report.replies.isEmpty ? text : nil
                #expect(swallowed == nil, "turn \(turn): \(report.json.text)")
            }
            for case .choice(let choice)? in report.replies.map({ $0.control?.kind }) {
                #expect(choice.options.count <= kept.profile.rowsOfAPage, "turn \(turn): \(next)")
                #expect(Set(choice.options.map(\.id)).count == choice.options.count)
            }
            let state = String(
                decoding: kept.conversation.saved(sealing: kept.sealing),
                as: UTF8.self
            )
            let outputs = report.json.text + "\(report.records) \(report.facts)" + state
            for secret in Self.secrets {
                #expect(!outputs.contains(secret), "turn \(turn): \(next)")
            }
        }
    }
}
