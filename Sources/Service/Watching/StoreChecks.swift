import BotRuntime
import Synchronization
import Values

/// Looks through the store when somebody asks for it: at most once at a time for a tenant.
final class StoreChecks: Sendable {
    /// One, and what came of it.
    struct Check: Hashable, Sendable {
        enum State: Hashable, Sendable {
            case running
            case done(Runtime.Inspection, at: Timestamp)
            case failed(why: String)
        }

        var begun: Timestamp
        var state: State
    }

    private let runtime: Runtime
    private let checks = Mutex<[String: Check]>([:])

    init(_ runtime: Runtime) { self.runtime = runtime }

    /// The last of a tenant; nil where there was none since the process was begun.
    func last(of tenant: String) -> Check? { checks.withLock { $0[tenant] } }

    /// Begins one, unless one is under way.
    func begin(_ tenant: String) {
        let now = runtime.now
        let isNew = checks.withLock { checks in
            guard checks[tenant]?.state != .running else { return false }
            checks[tenant] = Check(begun: now, state: .running)
            return true
        }
        guard isNew else { return }
        Task.detached(priority: .background) { [self] in
            let state = await look(tenant)
            checks.withLock { $0[tenant]?.state = state }
        }
    }

    private func look(_ tenant: String) async -> Check.State {
        do throws(RuntimeError) {
            let inspection = try await runtime.inspect(tenant: tenant)
            return .done(inspection, at: runtime.now)
        } catch {
            return .failed(why: error.description)
        }
    }
}

extension StoreChecks.Check {
    var json: JSON {
        var fields: [String: JSON] = ["begun": .string(begun.description)]
        switch state {
        case .running: fields["state"] = "running"
        case .failed(let why):
            fields["state"] = "failed"
            fields["why"] = .string(why)
        case .done(let inspection, let end):
            fields["state"] = "done"
            fields["ended"] = .string(end.description)
            fields["conversations"] = .int(Int64(inspection.conversations))
            fields["holds"] = .bool(inspection.damage.isEmpty)
            fields["damage"] = .array(
                inspection.damage.map { damage in
                    .compact([
                        "place": .string(damage.place), "what": .string(damage.what),
                        "conv_hash": damage.conversation.map(JSON.string),
                    ])
                }
            )
        }
        return .object(fields)
    }
}
