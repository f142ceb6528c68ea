import Messages
import Values

extension Runtime {
    /// A call that takes so long is shown to be under way, and again as often as channels forget it.
    private static let untilTyping = Duration.seconds(1)
    private static let betweenTyping = Duration.seconds(10)

    /// Shows the customer that somebody works on it, for as long as a call takes.
    func showTyping(during call: OutboxRow, _ account: Account) async {
        guard account.posts, account.channel.showsTyping, let courier = couriers[.channel] else {
            return
        }
        try? await clock.sleep(Self.untilTyping)
        while !Task.isCancelled {
            await courier.showTyping(to: call.contact, conversation: call.n)
            try? await clock.sleep(Self.betweenTyping)
        }
    }
}
