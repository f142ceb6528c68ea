import Foundation
import Testing

@testable import Serving

@Suite("Where the log is written")
struct LogOutputTests {
    private let reader: Int32
    private let writer: Int32

    init() {
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        (reader, writer) = (ends[0], ends[1])
    }

    private func readAll() -> String {
        close(writer)
        var text: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while case let count = read(reader, &piece, piece.count), count > 0 {
            text += piece.prefix(count)
        }
        close(reader)
        return String(decoding: text, as: UTF8.self)
    }

    @Test("nobody waits for a reader that is slow: whole lines are left out")
    func slow() {
        let output = LogOutput(writer)
        let lines = (0..<5_000).map { "line \($0) " + String(repeating: "x", count: 90) + "\n" }
        let written = lines.filter { output.write($0) }
        #expect(!written.isEmpty)
        #expect(written.count < lines.count)
        #expect(readAll() == written.joined())
    }

    @Test("a line that is longer than the pipe stops in its middle, and the next begins anew")
    func long() {
        let output = LogOutput(writer)
        #expect(!output.write(String(repeating: "y", count: 1 << 20) + "\n"))
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        #expect(read(reader, &piece, piece.count) > 0)
        #expect(output.write("next\n"))
        #expect(readAll().hasSuffix("\nnext\n"))
    }

    @Test("nobody ends because the reader has gone, or the disk is full")
    func gone() {
        let output = LogOutput(writer)
        close(reader)
        #expect(!output.write("one\n"))
        close(writer)
        let full = open("/dev/full", O_WRONLY)
        #expect(full >= 0)
        #expect(!LogOutput(full).write("two\n"))
        close(full)
    }
}
