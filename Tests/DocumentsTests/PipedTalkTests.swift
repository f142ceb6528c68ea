import Foundation
import Testing

/// A conversation with `botsim` line by line, as somebody has it who types.
private final class PipedTalk {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var heard = ""

    init(_ arguments: [String], in folder: String) throws {
        process.executableURL = URL(fileURLWithPath: Program.botsim)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    func type(_ line: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    }

    /// What the program says up to some words; all of it where they never come.
    func hear(until words: String) -> String {
        heard = ""
        while !heard.contains(words) {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { break }
            heard += String(decoding: more, as: UTF8.self)
        }
        return heard
    }

    func end() throws -> Int32 {
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        return process.terminationStatus
    }
}

@Suite struct `A talk while its files are edited` {
    @Test(.timeLimit(.minutes(1)))
    func `goes on with what was saved, mistakes and all`() throws {
        let scratch = try Scratch()
        #expect(try Program.run(Program.botsim, ["new", "cafe"], in: scratch.folder).code == 0)
        let path = "cafe/book_table.yaml"
        let first = try String(contentsOfFile: scratch.path(path), encoding: .utf8)
        let talk = try PipedTalk(["cafe", "--channel", "sms"], in: scratch.folder)
        try talk.type("I want to book a table for 4")
        #expect(talk.hear(until: "For which day?").contains("For which day?"))

        try scratch.write(first.replacing("type: choice", with: "type: choise"), to: path)
        try talk.type("tomorrow")
        let wrong = talk.hear(until: "Where would you like to sit?")
        #expect(wrong.contains("cafe/book_table.yaml:"))
        #expect(wrong.contains("there is no slot type 'choise'"))
        #expect(wrong.contains("the conversation goes on with the old version"))

        let next = first.replacing("A table for {people}", with: "So, a table for {people}")
        try scratch.write(next, to: path)
        try talk.type("inside")
        let mended = talk.hear(until: "So, a table for 4")
        #expect(mended.contains("loaded: no errors") && mended.contains("So, a table for 4"))
        #expect(try talk.end() == 0)
    }
}
