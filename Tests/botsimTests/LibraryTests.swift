import Foundation
import Testing

@testable import botsim

/// The bot of `docs/actions.md`, which has no table of its own.
@Suite struct `The library, whose actions another system answers` {
    private static let folder = "Tests/bots/library"

    @Test func `loads, and plays its transcripts without a network`() {
        #expect(Botsim.run(["check", Self.folder]) == .ok)
        #expect(Botsim.run(["test", Self.folder]) == .ok)
        #expect(Botsim.run(["explore", "--walks", "200", Self.folder]) == .ok)
    }

    @Test func `stands in the page as it is`() throws {
        let page = try String(contentsOfFile: "docs/actions.md", encoding: .utf8)
        let actions = try String(contentsOfFile: Self.folder + "/actions.yaml", encoding: .utf8)
        #expect(page.contains("```yaml\n\(actions)```"))
    }

    @Test func `is talked to with a file that says where that system is, and not with another`()
        throws
    {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("services-\(UUID().uuidString).yaml").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        func chat(_ text: String) throws -> ExitCode {
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            let empty = ["chat", "--json", "--services", file, Self.folder]
            return Botsim.run(empty)
        }
        #expect(try chat("services: { shop: { url: \"https://shop.example\" } }") == .failed)
        #expect(try chat("services: { catalogue: { url: \"http://shop.example\" } }") == .failed)
        #expect(try chat("services: { catalogue: { url: \"ftp://shop.example\" } }") == .failed)
        #expect(try chat("services: { catalogue: { uri: \"https://shop.example\" } }") == .failed)
    }
}
