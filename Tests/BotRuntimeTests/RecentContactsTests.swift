import Dialogue
import Messages
import Testing
import Values

@testable import BotRuntime

@Suite struct RecentContactsTests {
    private let recent = RecentContacts()
    private let contact: ContactKey
    private let row = ContactRow(
        rev: 3,
        n: 1,
        owner: "bot",
        epoch: 1,
        bot: "b",
        state: [1, 2, 3],
        lastSeq: 4,
        updated: Timestamp(seconds: 1_772_452_800)
    )

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

    @Test func `a contact is taken up as the last turn left it, without the bytes of its state`() {
        recent.keep(conversation(), row, of: contact)
        var bare = row
        bare.state = []
        #expect(recent[contact]?.conversation == conversation())
        #expect(recent[contact]?.row == bare)
    }

    @Test func `what is forgotten is read from the store`() {
        recent.keep(conversation(), row, of: contact)
        recent.forget(contact)
        #expect(recent[contact] == nil)
    }

    @Test func `a conversation that has held secrets is not kept in the clear`() {
        recent.keep(conversation(), row, of: contact)
        var secret = conversation()
        secret.counters.secrets = 1
        recent.keep(secret, row, of: contact)
        #expect(recent[contact] == nil)
    }

    @Test func `those that have not written for long make room`() throws {
        recent.keep(conversation(), row, of: contact)
        for user in 0..<(2 * RecentContacts.mostInGeneration) {
            let other = try #require(ContactKey(tenant: "t", account: "a", user: "other \(user)"))
            recent.keep(conversation(), row, of: other)
        }
        #expect(recent[contact] == nil)
    }
}
