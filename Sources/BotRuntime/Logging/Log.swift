import Synchronization
import Values

/// How much a line of the log matters.
package enum LogLevel: String, CaseIterable, Comparable, Sendable {
    /// What goes as it should, turn by turn.
    case debug
    case info
    /// Something went badly, and may go well by itself.
    case warning
    /// Somebody has to look at it.
    case error

    private var rank: Int {
        switch self {
        case .debug: 0
        case .info: 1
        case .warning: 2
        case .error: 3
        }
    }

    package static func < (one: LogLevel, other: LogLevel) -> Bool { one.rank < other.rank }
}

/// A line of the log, with nothing in it that a customer said or is known by.
package struct LogLine: Hashable, Sendable {
    package var level: LogLevel
    /// The same for all that is of one kind.
    package var message: String
    /// What else there is to say, by its names.
    package var more: [String: JSON]

    package init(_ level: LogLevel, _ message: String, _ more: [String: JSON] = [:]) {
        self.level = level
        self.message = message
        self.more = more
    }
}

/// Where lines of the log go; lines that nobody wants cost nothing.
package final class Log: Sendable {
    private let least: Mutex<LogLevel>
    private let sink: @Sendable (LogLine) -> Void

    /// Takes no line.
    package static let none = Log(from: .error) { _ in }

    /// - Parameters:
    ///   - least: Lines that matter less are not written.
    ///   - sink: Writes a line.
    package init(from least: LogLevel, _ sink: @escaping @Sendable (LogLine) -> Void) {
        self.least = Mutex(least)
        self.sink = sink
    }

    /// Lines that matter less are not written from now on.
    package func write(from level: LogLevel) { least.withLock { $0 = level } }

    /// Whether a line of that level is written: what it costs to make one is spent only then.
    package func takes(_ level: LogLevel) -> Bool { least.withLock(\.self) <= level }

    package func write(
        _ level: LogLevel,
        _ message: String,
        _ more: @autoclosure () -> [String: JSON] = [:]
    ) {
        if takes(level) { sink(LogLine(level, message, more())) }
    }
}

/// The conversation that something is done for, in tasks begun for it too: back ends that are asked
/// know nothing of conversations.
package struct LogPlace: Hashable, Sendable {
    /// What the contact is called in the log.
    package let conversation: String
    package let rev: Int64

    package init(conversation: String, rev: Int64) {
        self.conversation = conversation
        self.rev = rev
    }

    @TaskLocal package static var current: LogPlace?
}
