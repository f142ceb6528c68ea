import Diagnostics
import Dialogue
import Exploration
import Proof
import Testing
import Topics
import Values

/// `CI_LONG=1 .ci/run` makes a hundred thousand walks over the sample; here are some.
@Suite struct `Exploring bots that are well` {
    @Test(arguments: ["/topics", "/Tests/bots/clinic"])
    func `Nothing is found`(_ path: String) throws {
        let bot = try #require(Checkout.bot(path))
        var explorer = Explorer(bot, Explorer.Plan(walks: 200, stages: Stages.of(bot.definition)))
        let report = try explorer.explore()
        let found = report.items.map { "\($0.diagnostic.rendered)\n\($0.transcript)" }
        #expect(report.items.isEmpty, "\(found.joined(separator: "\n"))")
        #expect(report.places.reached * 2 > report.places.all)
    }

    @Test func `The same seed walks the same way, another another`() throws {
        let bot = try #require(Checkout.bot(Checkout.brokenPath + "ordered-twice"))
        func lines(seed: UInt64) throws -> [String] {
            var explorer = Explorer(bot, Explorer.Plan(walks: 100, seed: seed))
            let report = try explorer.explore()
            return report.items.map(\.json.text) + ["\(report.steps)"]
        }
        #expect(try lines(seed: 7) == lines(seed: 7))
        #expect(try lines(seed: 7) != lines(seed: 8))
    }

    @Test func `Walks begin with the topic that was asked for`() throws {
        let bot = try #require(Checkout.bot("/topics"))
        var explorer = Explorer(bot, Explorer.Plan(walks: 40, topic: TopicID("replace_card")))
        let some = try explorer.explore()
        #expect(some.places.reached > 0)
    }
}
