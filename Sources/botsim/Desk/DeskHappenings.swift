import Foundation
import Values

/// What reaches a desk's terminal, from the keyboard and from the server, in its order.
///
/// Unchecked: everything in it is touched under its condition.
final class DeskHappenings: @unchecked Sendable {
    enum Happening {
        /// nil: there is nobody at the keyboard any more.
        case line(String?)
        case update(JSON)
        case trouble(String)
        /// Nothing came for as long as was waited.
        case silence
    }

    private let condition = NSCondition()
    private var lines: [String?] = []
    private var others: [Happening] = []

    func add(_ happening: Happening) {
        condition.lock()
        defer { condition.unlock() }
        if case .line(let line) = happening { lines.append(line) } else { others.append(happening) }
        condition.signal()
    }

    /// What is next; what the server tells goes first.
    ///
    /// - Parameters:
    ///   - takesLines: Whether what was typed may come now.
    ///   - end: When it is `silence` that comes; nil: never.
    /// - Returns: What came, which has been taken.
    func next(takingLines takesLines: Bool, until end: Date?) -> Happening {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if !others.isEmpty { return others.removeFirst() }
            if takesLines, !lines.isEmpty { return .line(lines.removeFirst()) }
            guard let end else {
                condition.wait()
                continue
            }
            if !condition.wait(until: end) { return .silence }
        }
    }
}
