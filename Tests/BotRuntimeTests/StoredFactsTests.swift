import Testing
import Values

@testable import BotRuntime

@Suite struct StoredFactsTests {
    @Test func `what a later version keeps of a contact stays when an earlier one writes`() throws {
        let later = #"{"since":7,"name":"Ann","loyalty":{"tier":"gold"}}"#
        var facts = try #require(StoredFacts(bytes: Array(later.utf8)))
        facts.take(ContactFacts(locale: "en-GB"))
        let written = try JSON(parsing: facts.bytes)
        #expect(written["loyalty"]?["tier"]?.string == "gold")
        #expect(written["name"]?.string == "Ann")
        #expect(written["locale"]?.string == "en-GB")
    }
}
