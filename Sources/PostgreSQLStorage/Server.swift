import BotRuntime
import PostgreSQL
import Synchronization

/// Where connections go, and when one may be tried again.
///
/// While the server is away, one attempt after the other is made, farther and farther apart; whoever
/// comes between them is refused at once instead of waiting.
final class Server: Sendable {
    private static let firstPause = Duration.milliseconds(50)
    private static let longestPause = Duration.seconds(2)

    private struct Absence {
        var why: StoreError
        var until: ContinuousClock.Instant
        var pause: Duration
    }

    private let target: String
    private let absence = Mutex<Absence?>(nil)

    init(target: String) { self.target = target }

    private var timeouts: Timeouts {
        var timeouts = Timeouts()
        timeouts.connecting = .seconds(3)
        timeouts.lock = .seconds(5)
        timeouts.answer = .seconds(15)
        return timeouts
    }

    /// A connection that is set up.
    ///
    /// - Throws: `unavailable` where there is none, or the pause after the last attempt is not over.
    func connect() throws(StoreError) -> Connection {
        let absent = absence.withLock { $0 }
        if let absent, ContinuousClock.now < absent.until { throw absent.why }
        do throws(PostgreSQLError) {
            let connection = try Connection.open(target, timeouts)
            try connection.executeScript(PostgreSQLSchema.settings)
            absence.withLock { $0 = nil }
            return connection
        } catch {
            let why = StoreError.unavailable(error.description)
            absence.withLock { absence in
                let pause = min((absence?.pause ?? Self.firstPause / 2) * 2, Self.longestPause)
                // Of several that wait for the same server not all come back at once.
                let until = ContinuousClock.now + pause * Double.random(in: 0.5...1)
                absence = Absence(why: why, until: until, pause: pause)
            }
            throw why
        }
    }
}
