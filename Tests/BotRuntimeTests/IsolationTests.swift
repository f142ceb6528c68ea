import BotRuntime
import Messages
import Synchronization
import TestSupport
import Testing
import Values

/// A gateway that hangs until it is let go, beside one that does not.
private final class HangingMail: Courier {
    private struct State {
        var isHanging = true
        var waiting: [CheckedContinuation<Void, Never>] = []
        var most = 0
        var kept: [Delivery] = []
    }

    private let state = Mutex(State())

    func deliver(_ delivery: Delivery) async -> DeliveryOutcome {
        if delivery.row.destination == Kiosk.account.key.description {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    guard state.isHanging else { return true }
                    state.waiting.append(continuation)
                    state.most = max(state.most, state.waiting.count)
                    return false
                }
                if goesOn { continuation.resume() }
            }
        }
        state.withLock { $0.kept.append(delivery) }
        return .delivered
    }

    func letGo() {
        let waiting = state.withLock { state in
            state.isHanging = false
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    var most: Int { state.withLock(\.most) }

    /// What came for each customer of an account, in its order.
    func kept(for account: String) -> [String: [Int64]] {
        let rows = state.withLock(\.kept).map(\.row).filter { $0.contact.account == account }
        return Dictionary(grouping: rows) { $0.contact.user }.mapValues { $0.map(\.seq) }
    }
}

@Suite("A gateway that hangs", .prompt)
struct IsolationTests {
    @Test("holds up no other, takes up little, and has all in order when it comes back")
    func hanging() async throws {
        let mail = HangingMail()
        let kiosk = try await Kiosk(posts: mail)
        let other = Account(tenant: "shop", id: "other", channel: .whatsapp, posts: true)
        kiosk.runtime.deploy(
            Kiosk.deployment(try Kiosk.definition(), kiosk.orders),
            for: other
        )
        for number in 0..<40 {
            for text in ["I want to order", "blue"] {
                _ = try await kiosk.write(text, from: "u\(number)", waiting: nil)
            }
        }
        #expect(mail.kept(for: "main").isEmpty)
        for number in 0..<40 {
            guard let key = ContactKey(tenant: "shop", account: "other", user: "u\(number)") else {
                continue
            }
            _ = try await kiosk.runtime.receive(
                IncomingMessage(contact: key, id: "m1", event: .text("I want to order")),
                waitingAtMost: nil
            )
        }
        try await eventually { mail.kept(for: "other").values.count { $0.count == 2 } == 40 }
        #expect(mail.kept(for: "main").isEmpty)
        #expect(mail.most <= 16)
        mail.letGo()
        try await eventually { mail.kept(for: "main").values.count { $0.count == 3 } == 40 }
        #expect(mail.kept(for: "main").values.allSatisfy { $0 == $0.sorted() })
        await kiosk.runtime.stop()
    }
}
