import Foundation
import Testing

/// Commands that a page lists, one a line with a remark behind it, and no output.
@Suite struct `Lists of commands in the pages` {
    private static func commands() throws -> [String] {
        try MarkdownPage.all().flatMap { page in
            page.blocks.filter { $0.language.isEmpty }.flatMap(\.lines)
                .filter { $0.hasPrefix("bin/botsim ") }
                .map { String($0.prefix { $0 != "#" }).trimmingCharacters(in: .whitespaces) }
        }
    }

    @Test func `can be typed one after another`() throws {
        let commands = try Self.commands()
        #expect(commands.count >= 7)
        let scratch = try Scratch()
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("topics"),
            withDestinationPath: Checkout.path("topics")
        )
        for command in commands {
            let example = ConsoleExample(place: "a list", command: command, output: [])
            #expect(try example.ending(in: scratch.folder).code == 0, "\(command)")
        }
    }
}
