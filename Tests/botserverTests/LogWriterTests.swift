import BotRuntime
import Foundation
import Synchronization
import Testing
import Values

@testable import Serving

@Suite("The log")
struct LogWriterTests {
    /// What was written at moments that the test says.
    private final class Page: Sendable {
        private let lines = Mutex<[String]>([])
        private let second = Mutex<Int64>(1_772_463_600)

        func writer() -> LogWriter {
            LogWriter(
                now: { [self] in Timestamp(seconds: second.withLock(\.self)) },
                output: { [self] line in
                    lines.withLock { lines in
                        guard hasRoom.load(ordering: .relaxed) else { return false }
                        lines.append(line)
                        return true
                    }
                }
            )
        }

        let hasRoom = Atomic(true)

        func wait() { second.withLock { $0 += 1 } }

        var json: [JSON] {
            lines.withLock(\.self).compactMap { line in
                line.hasSuffix("\n") && !line.dropLast().contains("\n")
                    ? try? JSON(parsing: line) : nil
            }
        }
    }

    @Test("is a JSON object a line, with the conversation that it is written for")
    func lines() {
        let page = Page()
        let writer = page.writer()
        writer.write(LogLine(.info, "ready", ["address": "http://127.0.0.1:1"]))
        LogPlace.$current.withValue(LogPlace(conversation: "00ff", rev: 7)) {
            writer.write(LogLine(.warning, "a call to a back end", ["why": "line\nbreak"]))
        }
        #expect(
            page.json == [
                [
                    "ts": "2026-03-02T15:00:00Z", "level": "info", "msg": "ready",
                    "address": "http://127.0.0.1:1",
                ],
                [
                    "ts": "2026-03-02T15:00:00Z", "level": "warning",
                    "msg": "a call to a back end", "why": "line\nbreak", "conv_hash": "00ff",
                    "rev": 7,
                ],
            ]
        )
    }

    @Test("says the same no more than a hundred times a second, and how often it would have")
    func flood() {
        let page = Page()
        let writer = page.writer()
        for _ in 1...250 { writer.write(LogLine(.error, "a turn was not written")) }
        writer.write(LogLine(.error, "something else"))
        for _ in 1...250 { writer.write(LogLine(.debug, "turn")) }
        #expect(page.json.count == 351)
        page.wait()
        writer.write(LogLine(.error, "a turn was not written"))
        let last = page.json.suffix(2)
        #expect(last.first?["msg"]?.string == "lines were left out")
        #expect(last.first?["count"]?.int == 150)
        #expect(last.last?["msg"]?.string == "a turn was not written")
    }

    @Test("counts what could not be written, and says so when it can")
    func noRoom() {
        let page = Page()
        let writer = page.writer()
        page.hasRoom.store(false, ordering: .relaxed)
        for _ in 1...3 {
            writer.write(LogLine(.info, "ready"))
            page.wait()
        }
        page.hasRoom.store(true, ordering: .relaxed)
        writer.write(LogLine(.info, "ready"))
        #expect(page.json.map { $0["msg"]?.string } == ["lines were left out", "ready"])
        #expect(page.json.first?["count"]?.int == 3)
    }
}
