import Dialogue
import Messages
import Values

/// Who types is shown to the other side, and kept nowhere.
extension Runtime {
    /// A call that takes so long is shown to be under way, and again as often as channels forget it.
    private static let untilTyping = Duration.seconds(1)
    private static let betweenTyping = Duration.seconds(10)

    /// Shows the customer that somebody works on it, for as long as a call takes.
    func showTyping(during call: OutboxRow, _ account: Account) async {
        guard let courier = typingCourier(of: account) else { return }
        try? await clock.sleep(Self.untilTyping)
        while !Task.isCancelled {
            await courier.showTyping(to: call.contact, conversation: call.n)
            try? await clock.sleep(Self.betweenTyping)
        }
    }

    /// Shows the customer that the person types who has their conversation.
    package func showTyping(to contact: ContactKey) async {
        guard let account = account(AccountKey(contact)), let courier = typingCourier(of: account),
            let conversation = await conversationOfPeople(contact)
        else { return }
        await courier.showTyping(to: contact, conversation: conversation)
    }

    /// Takes a message that says that somebody types to the other side.
    func passOnTyping(_ message: IncomingMessage) {
        let contact = message.contact
        if case .typing(true) = message.event {
            Task { await showTyping(of: contact) }
        } else if case .desk(let desk) = message.event, desk.kind == .typing {
            Task { await showTyping(to: contact) }
        }
    }

    /// Shows the person who has a customer's conversation that the customer types.
    private func showTyping(of contact: ContactKey) async {
        guard let courier = couriers[.desk], let conversation = await conversationOfPeople(contact)
        else { return }
        await courier.showTyping(to: contact, conversation: conversation)
    }

    /// What shows it to customers of an account; nil where their channel has nothing for it.
    private func typingCourier(of account: Account) -> (any Courier)? {
        account.posts && account.channel.showsTyping ? couriers[.channel] : nil
    }

    /// The ordinal of a contact's conversation where a person has it.
    private func conversationOfPeople(_ contact: ContactKey) async -> Int? {
        guard let row = try? await engine.load(contact, nil).row,
            row.owner == Owner.agent.rawValue
        else { return nil }
        return row.n
    }
}
