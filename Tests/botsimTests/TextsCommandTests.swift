import Foundation
import Testing

@testable import botsim

/// `botsim texts` on a folder of its own.
@Suite struct TextsCommandTests {
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "texts-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        try write(
            "bot.yaml",
            "name: Small\nlanguages: [en, es]\nqueues: { desk: { title: the desk } }\n"
        )
        try write(
            "hello.yaml",
            "title: Hello\nexamples: [say hello]\nsteps:\n  - say: Good day\n  - end: resolved\n"
        )
    }

    private func write(_ name: String, _ text: String) throws {
        try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }

    private func catalogue() throws -> String {
        try String(contentsOfFile: "\(folder)/languages/es.po", encoding: .utf8)
    }

    private func run(_ options: String...) -> ExitCode {
        Botsim.run(["texts", folder] + options)
    }

    @Test func `makes a catalogue, and finds nothing to do the second time`() throws {
        #expect(run() == .ok)
        let first = try catalogue()
        #expect(first.contains("msgctxt \"hello\"\nmsgid \"Good day\"\nmsgstr \"\"\n"))
        #expect(run() == .ok)
        #expect(try catalogue() == first)
        try FileManager.default.removeItem(atPath: folder)
    }

    @Test func `checks that every text is translated and the file up to date`() throws {
        #expect(run("--check") == .failed)
        #expect(!FileManager.default.fileExists(atPath: folder + "/languages"))
        #expect(run() == .ok)
        #expect(run("--check") == .failed)
        var entries = try catalogue().components(separatedBy: "\n\n")
        for index in entries.indices.dropFirst() {
            entries[index] = entries[index].replacing("msgstr \"\"", with: "msgstr \"Hola\"")
        }
        try write("languages/es.po", entries.joined(separator: "\n\n"))
        #expect(run("--check", "--json") == .ok)
        try write(
            "hello.yaml",
            "title: Hello\nexamples: [say hello]\nsteps:\n  - say: Good day!\n  - end: resolved\n"
        )
        #expect(run("--check") == .failed)
        #expect(run() == .ok)
        #expect(try catalogue().contains("#, fuzzy\n#| msgid \"Good day\"\n"))
        #expect(run("--check") == .failed)
        try FileManager.default.removeItem(atPath: folder)
    }

    @Test func `leaves a catalogue that it cannot read as it is`() throws {
        #expect(run() == .ok)
        let broken = try catalogue() + "\nmsgid \"a\n"
        try write("languages/es.po", broken)
        #expect(run() == .failed)
        #expect(try catalogue() == broken)
        try FileManager.default.removeItem(atPath: folder)
    }

    @Test func `needs a bot that loads, and a language that exists`() throws {
        try write("hello.yaml", "title: Hello\n")
        #expect(run() == .failed)
        #expect(Botsim.run(["texts", folder + "/none"]) == .noInput)
        try FileManager.default.removeItem(atPath: folder)
        #expect(Botsim.run(["chat", "--json", "--language", "sp", "Tests/bots/clinic"]) == .usage)
    }
}
