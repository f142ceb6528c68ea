import Foundation
import Testing

/// A command as it stands in a page behind `$ `, and what the page says comes of it.
struct ConsoleExample: CustomTestStringConvertible, Sendable {
    let place: String
    let command: String
    let output: [String]

    var testDescription: String { "\(place): \(command)" }

    static func all(in page: MarkdownPage) -> [ConsoleExample] {
        page.blocks.flatMap { all(in: $0, of: page.path) }
    }

    static func all(in block: MarkdownPage.Block, of path: String) -> [ConsoleExample] {
        var examples: [ConsoleExample] = []
        for (index, line) in block.lines.enumerated() where line.hasPrefix("$ ") {
            let output = block.lines[(index + 1)...].prefix { !$0.hasPrefix("$ ") }
            examples.append(
                ConsoleExample(
                    place: "\(path):\(block.number + index)",
                    command: String(line.dropFirst(2)),
                    output: Array(output)
                )
            )
        }
        return examples
    }

    /// What is typed in a conversation: the lines behind a prompt.
    private var typed: [String] {
        output.filter(Self.isTyped).map { line in
            String(line[(line.firstRange(of: "> ")?.upperBound ?? line.endIndex)...])
        }
    }

    /// Runs the command to its end.
    func ending(in folder: String) throws -> Program.Ending {
        let scratch = try Scratch()
        try scratch.write(typed.map { $0 + "\n" }.joined(), to: "typed")
        let bin = URL(fileURLWithPath: Program.botsim).deletingLastPathComponent().path
        let command = command.replacing("bin/botsim", with: "botsim")
        return try Program.run(
            "/usr/bin/timeout",
            ["60", "/bin/bash", "-c", "exec 2>&1; PATH=\"\(bin):$PATH\"; \(command)"],
            inputFrom: scratch.path("typed"),
            in: folder
        )
    }

    private static func isTyped(_ line: String) -> Bool { line.hasPrefix("> ") }

    /// Runs the command with the program that was built beside these tests as `botsim`.
    ///
    /// - Parameter folder: Where it runs.
    /// - Returns: What the page should say: all that it wrote; of a conversation what begins with
    ///   the first thing typed, because a page leaves the greeting out.
    /// - Throws: Where it cannot be run.
    func run(in folder: String) throws -> (page: [String], program: [String]) {
        let ending = try ending(in: folder)
        let lines = ending.output.split(separator: "\n", omittingEmptySubsequences: false)
        return (told(output), told(lines.map(String.init)))
    }

    /// Whether something is typed into it, and not only printed by it.
    private var isTalk: Bool { command.contains("botsim ") && output.contains(where: Self.isTyped) }

    private func told(_ lines: [String]) -> [String] {
        var lines = lines
        while lines.last?.isEmpty ?? false { lines.removeLast() }
        guard isTalk, let first = lines.firstIndex(where: Self.isTyped) else { return lines }
        return Array(lines[first...])
    }
}

@Suite struct `Commands in the pages` {
    private static let examples = Result {
        try MarkdownPage.all().filter { $0.path != "docs/tutorial.md" }
            .flatMap { ConsoleExample.all(in: $0) }
    }

    @Test func `are there`() throws {
        #expect(try Self.examples.get().count >= 3)
    }

    @Test(arguments: (try? examples.get()) ?? [])
    func `say what the pages say`(example: ConsoleExample) throws {
        let told = try example.run(in: Checkout.folder)
        #expect(told.program == told.page)
    }
}
