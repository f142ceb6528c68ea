import Crypto
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

    let client: HTTPClient
    let policy: EgressPolicy
    private let lines: [String: Line]

    /// - Parameters:
    ///   - configuration: Where they are, and what may be called.
    ///   - client: What calls them.
    package init(_ configuration: WebServicesConfiguration, _ client: HTTPClient) {
        self.client = client
        policy = configuration.policy
        lines = Dictionary(
            configuration.services.map { service in
                (
                    service.name,
                    Line(service: service, gate: ServiceGate(atOnce: service.atOnce))
                )
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// None at all.
    package convenience init() { self.init(WebServicesConfiguration(), HTTPClient()) }

    subscript(_ name: String) -> Line? { lines[name] }

    /// The services that a bot asks and that are not set up, with the place of an action that does.
    package func missing(for definition: BotDefinition) -> [Action] {
        var seen: Set<String> = []
        return definition.actions.values.sorted { $0.name < $1.name }.filter { action in
            guard case .http(let call) = action.provider, lines[call.service] == nil else {
                return false
            }
            return seen.insert(call.service).inserted
        }
    }

    /// Files of secrets that cannot be read, as they are to be told.
    package var unreadable: [String] {
        lines.values.flatMap(\.service.secretHeaders).compactMap { header in
            do throws(SecretFile.Failure) {
                _ = try SecretFile.read(header.file)
                return nil
            } catch {
                return error.description
            }
        }
        .sorted()
    }
}
