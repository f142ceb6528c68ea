import Foundation
import HTTP
import Synchronization

/// What others notice of those who do not keep to what is usual: a tenant that floods the server, a
/// gateway that hangs, more customers at once than can be served.
enum Neighbours {
    private static let store = "{ sqlite: data/conversations.db }"
    private static let rival = "a token of another tenant"
    /// Requests a second that a token may make, and those that the tenant which floods makes.
    private static let (limit, flood) = (200, 2_000)
    /// Messages whose times are compared; one each 10 ms.
    private static let messages = 600

    static func run() -> Int32 {
        do {
            try floodingTenant()
            try hangingGateway()
            try overload()
            return 0
        } catch {
            print("\(error)")
            return 1
        }
    }

    /// Ten times the requests that it may make come from one tenant; another is served meanwhile.
    private static func floodingTenant() throws {
        let server = try MeasuredServer(
            store: store,
            rest: """
                limits: { token: \(limit) }
                tenants:
                  bench:
                    tokens: { load: { role: gateway, file: token } }
                    accounts: { main: { channel: whatsapp, bot: bot } }
                  rival:
                    tokens: { load: { role: gateway, file: rival } }
                    accounts: { main: { channel: whatsapp, bot: bot } }
                """,
            secrets: ["rival": rival]
        )
        defer { server.stop() }
        var customers = 0
        func answered() throws -> [Double] {
            let load = try LoadGenerator(port: server.port, inFlight: 1, messages: 1) { _, _ in
                customers += 1
                return ServerLoad.request(0, of: "c\(customers)", isWaiting: true)
            }
            return try paced { try load.run(conversations: 1).times[0] }
        }
        _ = try answered()
        let before = try answered()
        let flood = try Flood(of: server.port, token: rival, perSecond: flood)
        let during = try answered()
        let (taken, refused) = try flood.end()
        compare("one tenant floods", before, during)
        print("".padded(to: 21), "of the flood \(taken) taken, \(refused) refused")
    }

    /// The gateway of one account takes what is posted and does not answer; that of another is posted
    /// to meanwhile.
    private static func hangingGateway() throws {
        let arrived = DispatchSemaphore(value: 0)
        let gateway = HTTPServer(HTTPServerConfiguration()) { _ in
            arrived.signal()
            return .answer(HTTPResponse(status: 204))
        }
        let hanging = HTTPServer(HTTPServerConfiguration()) { _ in
            .whole { _ in
                try? await Task.sleep(for: .seconds(3600))
                return HTTPResponse(status: 204)
            }
        }
        let ports = (try gateway.start(), try hanging.start())
        func account(_ port: UInt16) -> String {
            "{ channel: whatsapp, bot: bot, post_to: 'http://127.0.0.1:\(port)/', secret_files: [secret] }"
        }
        let server = try MeasuredServer(
            store: store,
            rest: """
                tenants:
                  bench:
                    tokens: { load: { role: gateway, file: token } }
                    accounts: { main: \(account(ports.0)), hanging: \(account(ports.1)) }
                """,
            secrets: ["secret": "whsec_" + Data(repeating: 7, count: 32).base64EncodedString()]
        )
        defer { server.stop() }
        var customers = 0
        func write(to account: String) throws {
            let load = try LoadGenerator(port: server.port, inFlight: 1, messages: 1) { _, _ in
                customers += 1
                return ServerLoad.request(0, of: "c\(customers)", on: account, isWaiting: false)
            }
            _ = try load.run(conversations: 1)
        }
        func posted() throws -> [Double] {
            try paced {
                let begin = ContinuousClock.now
                try write(to: "main")
                guard arrived.wait(timeout: .now() + 30) == .success else {
                    throw LoadError(description: "a reply was not posted within 30 s")
                }
                return begin.duration(to: .now) / .seconds(1)
            }
        }
        _ = try posted()
        let before = try posted()
        for _ in 0..<500 { try write(to: "hanging") }
        compare("one gateway hangs", before, try posted())
    }

    /// Far more customers at once than are served without waiting: those who are refused come again when
    /// they are told to.
    private static func overload() throws {
        let server = try MeasuredServer(store: store)
        defer { server.stop() }
        var round = 0
        func run(inFlight: Int, _ conversations: Int) throws -> (LoadGenerator.Outcome, Double) {
            round += 1
            let load = try LoadGenerator(
                port: server.port,
                inFlight: inFlight,
                messages: ServerLoad.length
            ) { ServerLoad.request($1, of: "r\(round)-\($0)", isWaiting: true) }
            let begin = ContinuousClock.now
            let outcome = try load.run(conversations: conversations, rest: .seconds(1))
            return (outcome, Double(outcome.times.count) / (begin.duration(to: .now) / .seconds(1)))
        }
        _ = try run(inFlight: 64, 500)
        let (_, peak) = try run(inFlight: 64, 3_000)
        let (outcome, goodput) = try run(inFlight: 1_900, 40_000)
        let (_, after) = try run(inFlight: 64, 3_000)
        let share = Benchmarks.rounded(goodput / peak * 100)
        print(
            "1,900 in flight".padded(to: 21),
            "\(Int(goodput)) turns/s, \(share) % of \(Int(peak)) at 64; p99 of what was taken",
            "\(Benchmarks.rounded(outcome.seconds(0.99) * 1000)) ms; \(outcome.refused) refused;",
            "\(Int(after)) turns/s afterwards, \(server.megabytes) MB"
        )
    }

    // MARK: Measuring

    /// Takes a time a hundred times a second.
    private static func paced(_ time: () throws -> Double) throws -> [Double] {
        let begin = ContinuousClock.now
        var times: [Double] = []
        for number in 0..<messages {
            times.append(try time())
            let due = begin + .milliseconds(10) * number
            Thread.sleep(forTimeInterval: max(0, (due - .now) / .seconds(1)))
        }
        return times.sorted()
    }

    private static func compare(_ what: String, _ before: [Double], _ during: [Double]) {
        func time(_ times: [Double], _ part: Double) -> Double {
            times[Int(Double(times.count - 1) * part)] * 1000
        }
        func figures(_ part: Double) -> String {
            let (quiet, loud) = (time(before, part), time(during, part))
            return "\(Benchmarks.rounded(quiet)) to \(Benchmarks.rounded(loud)) ms, "
                + "\(Benchmarks.rounded(loud / quiet)) times"
        }
        print(what.padded(to: 21), "others' p50 \(figures(0.5)); p99 \(figures(0.99))")
    }
}

/// Requests of one tenant, so many a second, from a thread of its own.
private final class Flood: Sendable {
    private let isEnding = Atomic(false)
    private let counts = Mutex((taken: 0, refused: 0))
    private let ended = DispatchSemaphore(value: 0)
    private static let atOnce = 20

    init(of port: UInt16, token: String, perSecond: Int) throws {
        Thread.detachNewThread { [self] in
            defer { ended.signal() }
            var customers = 0
            let begin = ContinuousClock.now
            let load = try? LoadGenerator(port: port, inFlight: 1, messages: 1) { _, _ in
                customers += 1
                return ServerLoad.request(0, of: "f\(customers)", token: token, isWaiting: true)
            }
            while !isEnding.load(ordering: .relaxed),
                let outcome = try? load?.run(conversations: Self.atOnce, rest: .zero)
            {
                counts.withLock {
                    $0.taken += outcome.times.count
                    $0.refused += outcome.refused
                }
                let due = begin + .seconds(Double(customers) / Double(perSecond))
                Thread.sleep(forTimeInterval: max(0, (due - .now) / .seconds(1)))
            }
        }
    }

    /// Ends it.
    ///
    /// - Returns: How many requests were taken and refused.
    func end() throws -> (taken: Int, refused: Int) {
        isEnding.store(true, ordering: .relaxed)
        ended.wait()
        let counts = counts.withLock(\.self)
        guard counts.refused > 0 else { throw LoadError(description: "nothing was refused") }
        return counts
    }
}
