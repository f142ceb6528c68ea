import BotRuntime
import Synchronization

/// What only the store knows, as of the last second at most: whoever asks all the time costs it nothing
/// more.
final class StoreFigures: Sendable {
    struct Reading: Sendable {
        var backlogs: [DueDestination: Runtime.Backlog]
        var openConversations: Int
    }

    private struct Read {
        var at: ContinuousClock.Instant
        var reading: Reading?
    }

    private let runtime: Runtime
    private let last = Mutex<Read?>(nil)

    init(_ runtime: Runtime) { self.runtime = runtime }

    /// nil where the store is away.
    var reading: Reading? {
        get async {
            let now = ContinuousClock.now
            if let last = last.withLock(\.self), last.at.duration(to: now) < .seconds(1) {
                return last.reading
            }
            var reading: Reading?
            do throws(StoreError) {
                reading = Reading(
                    backlogs: try await runtime.backlogs(),
                    openConversations: try await runtime.openConversations()
                )
            } catch {
                // Whether it is ready says why.
            }
            last.withLock { $0 = Read(at: now, reading: reading) }
            return reading
        }
    }
}
