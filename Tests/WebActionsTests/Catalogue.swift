import BotRuntime
import Diagnostics
import Dialogue
import Foundation
import HTTP
import Synchronization
import Testing
import Topics
import Values
import WebActions

/// A library's catalogue over HTTP, and a bot's side of it.
final class Catalogue: Sendable {
    /// A request that came.
    struct Asked: Sendable {
        let method: String
        let target: String
        let headers: HTTPHeaders
        let body: String
    }

    typealias Answering = @Sendable (_ number: Int, Asked) async -> HTTPResponse

    let base: String
    private let server: HTTPServer
    private let heard = Mutex<[String]>([])

    init(_ answering: @escaping Answering) throws {
        let asked = Sink()
        let server = HTTPServer(HTTPServerConfiguration()) { head in
            .whole { request in
                let one = Asked(
                    method: head.method.name,
                    target: head.target,
                    headers: head.headers,
                    body: String(decoding: request.body, as: UTF8.self)
                )
                return await answering(asked.add(one), one)
            }
        }
        self.server = server
        sink = asked
        base = "http://127.0.0.1:\(try server.start())"
    }

    private let sink: Sink

    /// What was asked, counted from 1.
    private final class Sink: Sendable {
        let all = Mutex<[Asked]>([])

        func add(_ one: Asked) -> Int {
            all.withLock { all in
                all.append(one)
                return all.count
            }
        }
    }

    var asked: [Asked] { sink.all.withLock(\.self) }
    /// What those who run the bot were told.
    var notes: [String] { heard.withLock(\.self) }

    func stop() async { await server.stop(within: .zero) }

    /// Serves while `body` runs.
    static func with(
        _ answering: @escaping Answering,
        _ body: (Catalogue) async throws -> Void
    ) async throws {
        let catalogue = try Catalogue(answering)
        do { try await body(catalogue) } catch {
            await catalogue.stop()
            throw error
        }
        await catalogue.stop()
    }

    // MARK: The bot's side

    static let shapes = """
        shapes:
          loan: { id: text, title: text, due: date, renewals: optional int }
        """

    /// The back end of a bot whose actions are these, which asks this catalogue.
    func backEnd(
        _ actions: String,
        service change: (inout WebService) -> Void = { _ in },
        allowed: [String] = ["127.0.0.0/8"]
    ) throws -> WebBackEnd {
        var service = WebService(name: "catalogue", url: base)
        change(&service)
        var configuration = WebServicesConfiguration()
        configuration.services = [service]
        configuration.policy = EgressPolicy(
            allowed: allowed.compactMap { EgressPolicy.Allowance($0) }
        )
        return WebBackEnd(
            definition: try Self.bot(actions),
            services: WebServices(configuration, HTTPClient())
        ) { [self] note in
            heard.withLock { $0.append(note.what) }
        }
    }

    static func bot(_ actions: String) throws -> BotDefinition {
        let bot = "name: Library\nqueues: { desk: { title: the desk } }"
        let (definition, diagnostics) = BotLoader.load(files: [
            BotFile(path: "bot.yaml", text: bot),
            BotFile(path: "actions.yaml", text: shapes + "\n" + actions),
        ])
        #expect(diagnostics.filter { $0.severity == .error }.map(\.rendered) == [])
        return try #require(definition)
    }
}

extension WebBackEnd {
    /// Makes a call now.
    func call(
        _ action: String,
        _ arguments: [String: Value] = [:],
        key: String = "k",
        within seconds: Int64 = 30
    ) async -> CallAnswer {
        await perform(
            CallRequest(
                action: ActionName(action),
                key: key,
                arguments: arguments,
                within: TimeSpan(seconds: seconds)
            ),
            at: Timestamp(seconds: 1_772_463_600)
        )
    }
}

/// An answer of JSON as it is written.
func json(_ text: String, _ status: Int = 200) -> HTTPResponse {
    .json(Array(text.utf8), status: status)
}
