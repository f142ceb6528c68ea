import Values

/// Brings what waits in a lane to where it goes.
package protocol Courier: Sendable {
    /// Begins within `Delivery.latestStart`, or not at all: a person who takes over waits so long for
    /// what may be about to go out.
    func deliver(_ delivery: Delivery) async -> DeliveryOutcome

    /// Shows that an answer is on its way: to customers the bot's or a person's, to people the
    /// customer's.
    ///
    /// It is kept nowhere, and nothing is lost where it does not arrive.
    func showTyping(to contact: ContactKey, conversation: Int) async
}

extension Courier {
    package func showTyping(to contact: ContactKey, conversation: Int) async {}
}

/// A row of the outbox that is to be brought.
package struct Delivery: Sendable {
    package let row: OutboxRow
    /// What is brought: a reply, a packet.
    package let payload: JSON

    /// The last moment at which it may leave, counted from when the courier has it.
    package static let latestStart = Duration.seconds(3)

    package init(row: OutboxRow, payload: JSON) {
        self.row = row
        self.payload = payload
    }
}

/// What came of bringing it.
package enum DeliveryOutcome: Hashable, Sendable {
    case delivered
    /// The receiver has closed the conversation for good.
    case closed
    /// Not now; after that time, where the receiver names one.
    case again(after: Duration?, why: String)
    /// Never: the receiver will not have it.
    case refused(why: String)
}

/// When a delivery that failed is made again.
enum RetrySchedule {
    /// The longest pause before each next attempt, in seconds; half as long on average, so that it is
    /// given up a day after the first attempt.
    private static let pauses: [Double] = [
        1, 5, 30, 300, 1_800, 7_200, 14_400, 21_600, 43_200, 86_400,
    ]

    /// - Parameters:
    ///   - attempts: How many there were.
    ///   - random: From 0 to 1: whatever failed together does not come back together.
    /// - Returns: nil: it is given up.
    static func pause(after attempts: Int, random: Double) -> Double? {
        guard attempts >= 1, attempts <= pauses.count else { return nil }
        return max(0.05, pauses[attempts - 1] * random)
    }
}
