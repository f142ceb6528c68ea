import Diagnostics
import Expressions
import Testing
import Topics
import Values

@Suite struct `The example of the format` {
    @Test func `loads as it is printed`() throws {
        let (bot, diagnostics) = SampleBot.load()
        #expect(diagnostics.map(\.rendered) == [])
        #expect(bot?.topics.map(\.id.rawValue) == ["identify", "replace_card"])
    }
}
