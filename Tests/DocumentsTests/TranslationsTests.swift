import Foundation
import Testing

@Suite struct TranslationsTests {
    @Test(arguments: ["topics", "Tests/bots/clinic"])
    func `Every text of the sample bots is translated, and none is outdated`(bot: String) throws {
        let ending = try Program.run(Program.botsim, ["texts", "--check", Checkout.path(bot)])
        #expect(ending.code == 0, "\(ending.output) \(ending.errors)")
    }
}
