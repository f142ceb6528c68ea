import Crypto
import Diagnostics
import HTTP
import Synchronization
import Topics
import Values

/// The services that a company's bots may ask, with what is known of how they do.
///
/// All bots of the company share it: a service that one of them finds dead is left alone by all.
package final class WebServices: Sendable {
    struct Line: Sendable {
        let service: WebService
        let gate: ServiceGate
    }

    /// Where they are, and what may be called.
    private struct Directory: Sendable {
        let policy: EgressPolicy
        let lines: [String: Line]

        /// Services that are as they were keep what is known of them.
        init(_ configuration: WebServicesConfiguration, after old: Directory? = nil) {
            policy = configuration.policy
            let lines = configuration.services.map { service in
                let known = old?.lines[service.name]
                let isAsItWas =
                    known?.service.url == service.url && known?.service.atOnce == service.atOnce
                let gate = isAsItWas ? known?.gate : nil
                return (
                    service.name,
                    Line(service: service, gate: gate ?? ServiceGate(atOnce: service.atOnce))
                )
            }
            self.lines = Dictionary(lines) { first, _ in first }
        }
    }

    /// What is gone by now, by all bots of the company.
    private final class Current: Sendable {
        let directory: Mutex<Directory>

        init(_ directory: Directory) { self.directory = Mutex(directory) }
    }

    let client: HTTPClient
    private let current: Current
    /// What this one was made of.
    private let own: Directory

    /// - Parameters:
    ///   - configuration: Where they are, and what may be called.
    ///   - client: What calls them.
    package init(_ configuration: WebServicesConfiguration, _ client: HTTPClient) {
        self.client = client
        own = Directory(configuration)
        current = Current(own)
    }

    /// Others in the place of these, once they are used; bots can be held against them before.
    package init(_ configuration: WebServicesConfiguration, inPlaceOf old: WebServices) {
        client = old.client
        current = old.current
        own = Directory(configuration, after: old.current.directory.withLock(\.self))
    }

    /// None at all.
    package convenience init() { self.init(WebServicesConfiguration(), HTTPClient()) }

    /// Lets all bots of the company ask these from now on, in the place of those before.
    package func use() { current.directory.withLock { $0 = own } }

    subscript(_ name: String) -> Line? { current.directory.withLock { $0.lines[name] } }

    /// What may be called.
    var policy: EgressPolicy { current.directory.withLock(\.policy) }

    /// The calls of a bot whose services are not set up, with their actions, as those follow in it.
    package func missing(for definition: BotDefinition) -> [(action: Action, call: WebCall)] {
        definition.actions.values.compactMap { action in
            guard case .http(let call) = action.provider, own.lines[call.service] == nil else {
                return nil
            }
            return (action, call)
        }
        .sorted { ($0.call.place.line, $0.action.name) < ($1.call.place.line, $1.action.name) }
    }

    /// What is wrong with files of secrets.
    package var unreadable: [SecretFile.Failure] {
        own.lines.values.flatMap(\.service.secretHeaders).compactMap { header in
            do throws(SecretFile.Failure) {
                _ = try SecretFile.read(header.file)
                return nil
            } catch {
                return error
            }
        }
        .sorted { $0.path < $1.path }
    }
}
