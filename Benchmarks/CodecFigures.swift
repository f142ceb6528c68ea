import Dialogue
import Foundation
import Messages
import Values

/// What a turn spends on bytes: its state is read and written, its message read and answered.
struct CodecFigures {
    private let conversation: Conversation
    let state: Data

    init(_ conversation: Conversation) {
        self.conversation = conversation
        state = conversation.saved()
    }

    /// CPU time of each, a median of seven times a thousand.
    var microseconds: [(what: String, micros: Double)] {
        guard let message = try? JSON(parsing: Self.message),
            let document = try? JSON(parsing: state)
        else { preconditionFailure("what the benchmark writes is JSON") }
        return [
            ("state written", micros { conversation.saved().count }),
            ("state read", micros { (try? Conversation(saved: state))?.ordinal ?? 0 }),
            (
                "message read",
                micros { (try? JSON(parsing: Self.message, limits: .border))?.object?.count ?? 0 }
            ),
            ("message written", micros { message.bytes.count }),
            ("the state as JSON, read", micros { (try? JSON(parsing: state))?.object?.count ?? 0 }),
            ("the state as JSON, written", micros { document.bytes.count }),
        ]
    }

    private func micros(_ body: () -> Int) -> Double {
        median(
            (0..<7).map { _ in
                let start = cpuSeconds()
                for _ in 0..<1_000 { precondition(body() > 0, "it was read and written") }
                return (cpuSeconds() - start) / 1_000 * 1e6
            }
        )
    }

    /// 305 bytes, as a gateway sends them.
    private static let message = Array(
        """
        {"id":"wamid.HBgLMTQxNTU1NTAxMDEVAgASGBQzQTBCM0YyQjlDQUU0","at":"2026-03-02T18:00:00Z",\
        "contact":{"id":"+14155550101","name":"Ann Example","verified":true},\
        "profile":{"channel":"whatsapp","capabilities":["BUTTON","LIST","QUICK"]},\
        "text":"I would like to order a replacement card, please — mine is lost"}
        """.utf8
    )
}
