import Crypto
import Foundation
import Values

/// Writes what becomes of conversations into the log, each under a name that leads back to nobody.
struct ConversationLog: Sendable {
    let log: Log
    /// All processes with the same key call a contact the same.
    private let secret: [UInt8]

    init(_ log: Log, _ key: SealingKey) {
        self.log = log
        secret = key.secret(for: "names in logs")
    }

    /// What a contact is called: 16 hexadecimal digits.
    ///
    /// It is made with a key, as the numbers that customers write from are few enough to try them all.
    func name(of contact: ContactKey) -> String {
        hexadecimal(HMAC.sha256(of: Array(contact.text.utf8), key: secret).prefix(8))
    }

    func place(_ contact: ContactKey, rev: Int64) -> LogPlace {
        LogPlace(conversation: name(of: contact), rev: rev)
    }

    // MARK: Turns

    /// A turn was written.
    func written(_ work: TurnWork, _ outcome: TurnOutcome, since start: ContinuousClock.Instant?) {
        if let start {
            let took = ((ContinuousClock.now - start) / .milliseconds(1) * 1000).rounded() / 1000
            write(.debug, "turn", work, rev: outcome.rev) {
                [
                    "rule": outcome.line["rule"], "topic": outcome.line["topic"],
                    "owner": outcome.line["owner"], "ms": .double(took),
                ]
            }
        }
        for note in outcome.notes {
            let topic = outcome.line["topic"]
            switch note {
            case .handedOver(let reason, let queue):
                write(.info, "a person was asked for", work, rev: outcome.rev) {
                    ["reason": .string(reason), "queue": .string(queue), "topic": topic]
                }
            case .callFailed(let action, let outcomeOfCall):
                write(.warning, "a call came to nothing", work, rev: outcome.rev) {
                    ["action": .string(action), "outcome": .string(outcomeOfCall), "topic": topic]
                }
            case .fault:
                write(.warning, "a step could not be done", work, rev: outcome.rev) {
                    ["topic": topic]
                }
            case .undelivered:
                write(.warning, "the channel did not deliver", work, rev: outcome.rev) { [:] }
            case .quarantined:
                write(.error, "a message was put aside", work, rev: outcome.rev) { [:] }
            }
        }
    }

    /// A turn was not made.
    ///
    /// - Parameters:
    ///   - work: What it was to do.
    ///   - rev: The one that it was to be; nil where it did not come so far.
    ///   - error: Why.
    func failed(_ work: TurnWork, rev: Int64?, _ error: RuntimeError) {
        switch error {
        case .unknownAccount, .badID, .stopping: return
        case .reused:
            write(.warning, "an ID was used for another message", work, rev: rev) { [:] }
        case .busy:
            write(.warning, "a turn was put off", work, rev: rev) { ["why": .string("busy")] }
        case .overloaded:
            write(.warning, "a turn was put off", work, rev: rev) { ["why": .string("overloaded")] }
        case .contended:
            write(.warning, "a turn was put off", work, rev: rev) { ["why": .string("contended")] }
        case .unreadable:
            // What is wrong with it may show what it holds.
            write(.error, "a conversation cannot be read", work, rev: rev) { [:] }
        case .store(let error):
            write(.error, "a turn was not written", work, rev: rev) {
                ["why": .string(error.description)]
            }
        }
    }

    private func write(
        _ level: LogLevel,
        _ message: String,
        _ work: TurnWork,
        rev: Int64?,
        _ more: () -> [String: JSON?]
    ) {
        guard log.takes(level) else { return }
        var fields = more()
        fields["conv_hash"] = .string(name(of: work.contact))
        fields["rev"] = rev.map(JSON.int)
        fields["tenant"] = .string(work.contact.tenant)
        fields["account"] = .string(work.contact.account)
        fields["source"] = .string((work.message?.source ?? .timer).rawValue)
        log.write(level, message, fields.compactMapValues { $0 == .null ? nil : $0 })
    }

    // MARK: Deliveries

    /// Something did not arrive, and is brought again at a moment.
    func failed(_ row: OutboxRow, why: String, again due: Timestamp) {
        write(.warning, "a delivery failed", row, why, again: due)
    }

    /// Something is a dead letter now.
    func gaveUp(_ row: OutboxRow, why: String) {
        write(.error, "a delivery was given up", row, why)
    }

    private func write(
        _ level: LogLevel,
        _ message: String,
        _ row: OutboxRow,
        _ why: String,
        again due: Timestamp? = nil
    ) {
        guard log.takes(level) else { return }
        let fields: [String: JSON?] = [
            "conv_hash": .string(name(of: row.contact)), "tenant": .string(row.contact.tenant),
            "account": .string(row.contact.account), "lane": .string(row.lane.rawValue),
            "destination": .string(row.destination),
            "kind": .string(row.kind), "attempts": .int(Int64(row.attempts)),
            "why": .string(why), "again": due.map { .string($0.description) },
        ]
        log.write(level, message, fields.compactMapValues { $0 })
    }
}
