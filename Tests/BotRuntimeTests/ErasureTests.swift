import BotRuntime
import Dialogue
import Messages
import TestSupport
import Testing
import Values

@Suite("A contact that was erased", .prompt)
struct ErasureTests {
    /// A kiosk whose customer waits for a call.
    private static func calling(_ book: OrderBook) async throws -> Kiosk {
        let kiosk = try await Kiosk(orders: book)
        for text in ["I want to order", "red", "a bow"] {
            _ = try await kiosk.write(text, waiting: .zero)
        }
        try await eventually { book.isAsked }
        return kiosk
    }

    @Test("does not come back with the answer of a call, a timer, or news of what was sent")
    func gone() async throws {
        let book = try OrderBook(Kiosk.definition(), isSlow: true)
        let kiosk = try await Self.calling(book)
        try await kiosk.runtime.erase(Kiosk.contact())
        book.answer()
        kiosk.clock.move(3600)
        for event: Inbound in [
            .status(message: "r1", state: .failed, code: nil),
            .desk(DeskEvent(.accepted, agent: "Dana", handoff: "+14155550101/1/h1")),
        ] {
            var message = IncomingMessage(contact: Kiosk.contact(), id: "late", event: event)
            if case .desk = event { message.source = .desk }
            let answer = try await kiosk.runtime.receive(message, waitingAtMost: .zero)
            #expect(answer.turn == 0)
        }
        try await Task.sleep(for: .milliseconds(200))
        #expect(try await kiosk.engine.load(Kiosk.contact(), nil) == Loaded())
        #expect(try await kiosk.runtime.transcript(of: Kiosk.contact()).isEmpty)
        await kiosk.runtime.stop()
    }

    @Test("and writes again is somebody else, to whom the answer of an old call is nothing")
    func anew() async throws {
        let book = try OrderBook(Kiosk.definition(), isSlow: true)
        let kiosk = try await Self.calling(book)
        try await kiosk.runtime.erase(Kiosk.contact())
        kiosk.clock.move(1)
        for text in ["I want to order", "blue", "a card"] {
            _ = try await kiosk.write(text, waiting: .zero)
        }
        try await eventually { book.timesAsked == 2 }
        try await eventually { book.isAsked }
        book.answer()
        try await eventually {
            let turns = try await kiosk.runtime.transcript(of: Kiosk.contact())
            return turns.last?.line["waiting"]?["kind"]?.string != "call"
        }
        let text = JSON.array(
            try await kiosk.runtime.transcript(of: Kiosk.contact()).map(\.line)
        ).text
        #expect(text.contains("a card") && !text.contains("a bow"))
        await kiosk.runtime.stop()
    }
}
