import BotRuntime
import Dialogue
import Messages
import Testing
import Topics
import Values

/// Random conversations, once kept in memory and once saved and loaded after every step, say the
/// same.
@Suite struct RandomConversationsTests {
    private static let topics = [
        "order": """
        title: Order a parcel pick-up
        examples: [pick up a parcel, send a parcel]
        slots:
          size: { type: choice, from: sizes, ask: How big? }
          day: { type: date, prefer: future, ask: Which day? }
          weight: { type: number, ask: How heavy?, suggest: 2 }
          worth: { type: money, currency: EUR, ask: How much is it worth?, optional: true }
          long: { type: duration, ask: For how long? }
          at: { type: time, ask: At what time?, confirm: true }
          extras: { type: choice, many: 1..2, ask: Extras?, options: { a: Fragile, b: Cold } }
          more: { type: yesno, ask: Another one? }
          window: { type: time_slot, from: windows, ask: Which window? }
        steps:
          - call: sizes.all
            into: sizes
          - call: windows.all
            into: windows
          - run: name
            with: { greeting: "'Hello'" }
            into: who
          - set: { goon: "true" }
          - repeat: goon
            at_most: 5
            steps:
              - ask: [size, day, weight, worth, long, at, extras, window]
              - confirm: "{size.title} on {day.long()}, {weight}, {at}, {window.title}?"
                change: [size, day, weight, at, window]
              - call: parcels.send
                with: { what: size.id }
                into: sent
                else:
                  refused: { say: No. }
                  failed: { say: It failed. }
                  unknown: { handoff: desk }
              - ask: more
              - set: { goon: more }
          - say: "Thank you, {who}."
          - feedback:
          - end: resolved
        """,
        "name": """
        title: Name
        takes: { greeting: text }
        gives: name
        slots:
          name: { type: text, ask: "{greeting}, your name?" }
        steps:
          - ask: name
        """,
        "track": """
        title: Track a parcel
        examples: [where is my parcel, track a shipment]
        slots:
          code: { type: pattern, pattern: "[A-Z]{2}[0-9]{3}", ask: Which code? }
          mail: { type: email, ask: Your e-mail?, optional: true }
        steps:
          - form: Details
            ask: [code, mail]
          - say: "{code} is on its way."
          - handoff: office
        """,
    ]
    private static let actions = """
        sizes.all:
          safe: true
          within: 5s
          else: { handoff: desk }
          gives: list of sizes
          records: { table: sizes, order: title }
        windows.all:
          safe: true
          within: 5s
          else: { handoff: desk }
          gives: list of windows
          records: { table: windows, order: start }
        parcels.send:
          within: 5s
          takes: { what: text }
          gives: parcels
          records: { table: parcels, insert: { id: new_id('P'), what: takes.what } }
        """
    private static let tables = [
        "sizes": """
        columns: { id: text, title: text, price: money }
        rows:
          - { id: s, title: Small, price: 4.50 EUR }
          - { id: l, title: Large, price: 9.00 EUR }
        """,
        "windows": """
        columns: { id: text, title: text, start: timestamp, seconds: int }
        rows:
          - { id: w1, title: Early, start: +1d 08:00, seconds: 3600 }
          - { id: w2, title: Late, start: +1d 18:00, seconds: 3600 }
        """,
        "parcels": "columns: { id: text, what: text }\nrows: []",
    ]
    private static let words = [
        "send a parcel", "where is my parcel", "small", "large", "tomorrow", "5 April", "2 hours",
        "17:30", "yes", "no", "3", "1", "12.50 euros", "skip", "back", "cancel", "start over",
        "fragile", "also cold", "Ann", "AB123", "ann@example.com", "change the day", "menu",
        "agent",
        "no wait, large", "no, tomorrow", "hello", "what does it cost?", "either", "help", "repeat",
    ]

    private static func event(_ random: inout Steps, _ report: TurnReport) -> SimulatedEvent.Kind {
        var options: [String] = []
        for reply in report.replies {
            switch reply.control?.kind {
            case .choice(let choice)?: options += choice.options.map(\.id)
            case .yesno?: options += ["yes", "no"]
            case .timeSlots(let times)?: options += times.slots.map(\.id)
            default: break
            }
        }
        let question = report.conversation.waiting.questionID ?? "q1"
        switch random.next(20) {
        case 0..<9: return .inbound(.text(words[random.next(words.count)]))
        case 9..<15 where !options.isEmpty:
            return .inbound(
                .tap(question: question, options: [options[random.next(options.count)]])
            )
        case 15: return .wait(TimeSpan(seconds: [1, 6, 700, 4000][random.next(4)]))
        case 16:
            let kinds: [DeskEvent.Kind] = [
                .accepted, .declined, .closed, .failed, .transferred, .callback, .message,
            ]
            return .inbound(
                .desk(DeskEvent(kinds[random.next(kinds.count)], agent: "D", text: "t"))
            )
        case 17:
            let outcomes: [CallOutcome] = [.ok, .refused, .failed, .unknown]
            return .stub(
                Stub(
                    action: ActionName(["sizes.all", "parcels.send"][random.next(2)]),
                    outcome: outcomes[random.next(4)],
                    after: random.next(2) == 0 ? TimeSpan(seconds: 3) : nil
                )
            )
        case 18: return .inbound(.value(question: question, .string("2026-03-09")))
        case 19:
            return .inbound(.form(question: question, values: ["code": "AB123", "mail": "a@b.de"]))
        default: return .inbound(.text("yes"))
        }
    }

    @Test(arguments: 1...60)
    func saysTheSame(seed: Int) throws {
        let channel: Channel = seed % 2 == 0 ? .sms : .web
        var kept = try Chat(
            Self.topics,
            actions: Self.actions,
            tables: Self.tables,
            channel: channel
        )
        var saved = try Chat(
            Self.topics,
            actions: Self.actions,
            tables: Self.tables,
            channel: channel
        )
        kept.simulation.savesEveryTurn = false
        var random = Steps(state: UInt64(seed))
        for turn in 0..<80 {
            let next = Self.event(&random, kept.last)
            kept.take(next)
            saved.take(next)
            #expect(kept.last.json == saved.last.json, "turn \(turn): \(next)")
            if kept.last.json != saved.last.json { return }
            #expect(kept.last.conversation == saved.last.conversation, "turn \(turn): \(next)")
        }
    }

    /// A sequence of numbers that is the same in every run.
    struct Steps {
        var state: UInt64
        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
    }
}
