import BotRuntime
import HTTP
import Synchronization
import Values

/// Writes the log to standard output, a JSON object a line.
///
/// When something is wrong with everything, it says so often enough to be seen, and counts the rest:
/// whoever is short of time or disk is not to lose the more of it to the log. What cannot be written
/// is counted too.
final class LogWriter: Sendable {
    /// Lines of one message in a second; those of single turns are all written, for whoever wants them.
    static let most = 100

    private struct Window {
        var second: Int64 = 0
        var written: [String: Int] = [:]
        var leftOut = 0
    }

    private let window = Mutex(Window())
    private let now: @Sendable () -> Timestamp
    private let output: @Sendable (String) -> Bool

    /// - Parameters:
    ///   - now: The time.
    ///   - output: Writes a line, and says whether it is written.
    init(
        now: @escaping @Sendable () -> Timestamp = { SystemClock().now },
        output: @escaping @Sendable (String) -> Bool = LogOutput.standard.write
    ) {
        self.now = now
        self.output = output
    }

    func write(_ line: LogLine) {
        let now = now()
        let (isWanted, leftOut) = window.withLock { window -> (Bool, Int) in
            var leftOut = 0
            if window.second != now.seconds {
                leftOut = window.leftOut
                window = Window(second: now.seconds)
            }
            guard line.level > .debug else { return (true, leftOut) }
            window.written[line.message, default: 0] += 1
            let isWanted = window.written[line.message, default: 0] <= Self.most
            if !isWanted { window.leftOut += 1 }
            return (isWanted, leftOut)
        }
        var lost = 0
        if leftOut > 0 {
            let more = ["count": JSON.int(Int64(leftOut))]
            let gap = LogLine(.warning, "lines were left out", more)
            if !output(Self.text(gap, at: now)) { lost += leftOut }
        }
        if isWanted, !output(Self.text(line, at: now)) { lost += 1 }
        if lost > 0 { window.withLock { $0.leftOut += lost } }
    }

    private static func text(_ line: LogLine, at now: Timestamp) -> String {
        var fields = line.more
        fields["ts"] = .string(now.description)
        fields["level"] = .string(line.level.rawValue)
        fields["msg"] = .string(line.message)
        fields["trace_id"] = TraceContext.current.map { .string($0.id) }
        if let place = LogPlace.current, fields["conv_hash"] == nil {
            fields["conv_hash"] = .string(place.conversation)
            fields["rev"] = .int(place.rev)
        }
        return JSON.object(fields).text + "\n"
    }
}
