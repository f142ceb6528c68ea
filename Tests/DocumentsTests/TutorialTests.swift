import Foundation
import Testing

@Suite struct `The tutorial` {
    /// One part after another in one folder, as a reader does it: a file is written where it stands,
    /// a command is run where it stands.
    @Test func `holds word by word`() throws {
        let page = try MarkdownPage("docs/tutorial.md")
        let scratch = try Scratch()
        var files = 0
        var commands = 0
        for block in page.blocks {
            if let name = block.file {
                try scratch.write(block.text, to: name)
                files += 1
            }
            guard block.language == "console" else { continue }
            for example in ConsoleExample.all(in: block, of: page.path) {
                let told = try example.run(in: scratch.folder)
                #expect(told.program == told.page, "\(example.place): \(example.command)")
                commands += 1
            }
        }
        #expect(files >= 6)
        #expect(commands >= 14)
    }

    @Test func `has all that a first topic needs`() throws {
        let text = try MarkdownPage("docs/tutorial.md").text
        let shown = [
            "botsim new", "type: choice", "check:", "records:", "correction", ":save",
            "botsim test", "knowledge/", "handoff:", ":why", ":eval", "botsim check",
        ]
        for part in shown { #expect(text.contains(part), "\(part)") }
    }
}
