import Dialogue
import Messages
import Testing

@testable import BotRuntime

@Suite struct RecentConversationsTests {
    private let recent = RecentConversations()
    private let contact: ContactKey
    private let sealed = [UInt8](repeating: 7, count: 40)

    init() throws {
        contact = try #require(ContactKey(tenant: "t", account: "a", user: "1"))
    }

    private func conversation(_ ordinal: Int = 1) -> Conversation {
        Conversation(
            contact: "1",
            ordinal: ordinal,
            language: "en",
            profile: ChannelProfile(channel: .web)
        )
    }

    @Test func `a conversation is taken up under the seal it was written with`() {
        recent.keep(conversation(), of: contact, sealed: sealed)
        #expect(recent.conversation(of: contact, sealed: sealed) == conversation())
    }

    @Test func `what another process has written since is read from the store`() {
        recent.keep(conversation(), of: contact, sealed: sealed)
        var others = sealed
        others[39] = 8
        #expect(recent.conversation(of: contact, sealed: others) == nil)
    }

    @Test func `a conversation that has held secrets is not kept in the clear`() {
        recent.keep(conversation(), of: contact, sealed: sealed)
        var secret = conversation()
        secret.counters.secrets = 1
        recent.keep(secret, of: contact, sealed: sealed)
        #expect(recent.conversation(of: contact, sealed: sealed) == nil)
    }

    @Test func `those that have not written for long make room`() throws {
        recent.keep(conversation(), of: contact, sealed: sealed)
        for user in 0..<(2 * RecentConversations.mostInGeneration) {
            let other = try #require(ContactKey(tenant: "t", account: "a", user: "other \(user)"))
            recent.keep(conversation(), of: other, sealed: sealed)
        }
        #expect(recent.conversation(of: contact, sealed: sealed) == nil)
    }
}
