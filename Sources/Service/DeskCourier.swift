import BotRuntime
import Desk

/// Brings what bots want of people to the desk of each tenant: this service's own, or another.
package final class DeskCourier: Courier {
    private let desk: EmbeddedDesk
    private let elsewhere: GatewayCourier

    package init(_ desk: EmbeddedDesk, elsewhere: GatewayCourier) {
        self.desk = desk
        self.elsewhere = elsewhere
    }

    package func deliver(_ delivery: Delivery) async -> DeliveryOutcome {
        let tenant = delivery.row.contact.tenant
        if desk.configuration(of: tenant) != nil { return await desk.deliver(delivery) }
        if elsewhere.postsToDesk(of: tenant) { return await elsewhere.deliver(delivery) }
        // A desk that asks for itself what there is: it reads the transcripts.
        return .delivered
    }

    package func showTyping(to contact: ContactKey, conversation: Int) async {
        if desk.configuration(of: contact.tenant) != nil {
            await desk.showTyping(to: contact, conversation: conversation)
        } else {
            await elsewhere.showTypingAtDesk(of: contact, conversation: conversation)
        }
    }
}
