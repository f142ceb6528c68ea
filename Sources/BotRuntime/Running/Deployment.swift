import Dialogue
import Synchronization
import Topics
import Values

/// A bot in service, with what answers its calls.
public final class Deployment: Sendable {
    package let bot: Bot
    package let calls: any CallPerformer
    let secure: SecureNames

    package init(bot: Bot, calls: any CallPerformer) {
        self.bot = bot
        self.calls = calls
        secure = SecureNames(bot.definition)
    }

    /// Over everything that decides what the bot says.
    public var id: String { bot.id }
    public var name: String { bot.definition.name }
    /// What the bot hands over to.
    package var queues: [String] { bot.definition.queues.map(\.id.rawValue) }
}

/// What answers calls, for all conversations.
///
/// Asked again with the same key it gives the same answer and does nothing.
package protocol CallPerformer: Sendable {
    /// The answer, where it is there at once: nothing is waited for. nil: it takes `perform`.
    func answerAtOnce(_ request: CallRequest, at now: Timestamp) -> CallAnswer?

    /// The host that a call goes to: failures of one hold up no other.
    func destination(of request: CallRequest) -> String

    func perform(_ request: CallRequest, at now: Timestamp) async -> CallAnswer
}

/// A back end in this process, used by all conversations, one call at a time.
package final class SharedBackEnd: CallPerformer {
    private let backEnd: Mutex<any BackEnd>

    package init(_ backEnd: sending any BackEnd) { self.backEnd = Mutex(backEnd) }

    package func answerAtOnce(_ request: CallRequest, at now: Timestamp) -> CallAnswer? {
        backEnd.withLock { $0.perform(request, at: now) }
    }

    package func destination(of request: CallRequest) -> String { "records" }

    package func perform(_ request: CallRequest, at now: Timestamp) async -> CallAnswer {
        backEnd.withLock { $0.perform(request, at: now) }
    }
}

/// Which bot each account has: swapped whole, and back with one word.
final class DeploymentShelf: Sendable {
    private struct Slot {
        var current: Deployment
        var previous: Deployment?
        var canary: (deployment: Deployment, percent: Int)?
    }

    private let slots = Mutex<[AccountKey: Slot]>([:])

    /// Puts a bot in service; a canary is over.
    func deploy(_ deployment: Deployment, for account: AccountKey) {
        slots.withLock { slots in
            guard let slot = slots[account] else {
                slots[account] = Slot(current: deployment)
                return
            }
            let previous = slot.current.id == deployment.id ? slot.previous : slot.current
            slots[account] = Slot(current: deployment, previous: previous)
        }
    }

    /// Takes every bot of an account out of service.
    func remove(_ account: AccountKey) { slots.withLock { $0[account] = nil } }

    /// Lets a part of the new conversations try a bot.
    ///
    /// - Returns: Whether the account has a bot beside it.
    func tryOut(_ deployment: Deployment, percent: Int, for account: AccountKey) -> Bool {
        slots.withLock { slots in
            guard slots[account] != nil else { return false }
            slots[account]?.canary = (deployment, min(100, max(0, percent)))
            return true
        }
    }

    /// Ends a canary, where there is one.
    func endTrial(_ account: AccountKey) { slots.withLock { $0[account]?.canary = nil } }

    /// Ends a canary, or goes back to the bot before.
    ///
    /// - Returns: The bot that is in service now; nil where there is none to go back to.
    func rollBack(_ account: AccountKey) -> Deployment? {
        slots.withLock { slots in
            guard var slot = slots[account] else { return nil }
            if slot.canary != nil {
                slot.canary = nil
            } else if let previous = slot.previous {
                (slot.current, slot.previous) = (previous, nil)
            } else {
                return nil
            }
            slots[account] = slot
            return slot.current
        }
    }

    /// The bot for an event of a conversation.
    ///
    /// - Parameters:
    ///   - account: Whose.
    ///   - contact: Decides, with the ordinal, which new conversations try the canary.
    ///   - ordinal: Of the conversation that the event belongs to.
    ///   - bot: That took its last event; nil for one that begins.
    /// - Returns: nil where the account has none.
    func deployment(
        for account: AccountKey,
        contact: ContactKey,
        ordinal: Int,
        bot: String?
    ) -> Deployment? {
        slots.withLock { slots -> Deployment? in
            guard let slot = slots[account] else { return nil }
            guard let canary = slot.canary else { return slot.current }
            if let bot { return bot == canary.deployment.id ? canary.deployment : slot.current }
            var hash = StableHash()
            hash.combine(contact.text)
            hash.combine(Int64(ordinal))
            return hash.bits % 100 < UInt64(canary.percent) ? canary.deployment : slot.current
        }
    }

    func current(_ account: AccountKey) -> Deployment? {
        slots.withLock { $0[account]?.current }
    }

    func canary(_ account: AccountKey) -> (Deployment, percent: Int)? {
        slots.withLock { slots in
            slots[account]?.canary.map { ($0.deployment, $0.percent) }
        }
    }
}
