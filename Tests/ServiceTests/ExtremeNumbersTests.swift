import HTTP
import TestSupport
import Testing
import Values

@testable import Service

/// A process that stops at a number stops for every tenant, and again whenever the number is read.
@Suite("Numbers of any size", .prompt)
struct ExtremeNumbersTests {
    private static let spans = [
        "9223372036854775807s", "1000000000d", String(repeating: "1000000000d", count: 120), "-1s",
    ]
    private static let moments = [
        "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "9999-12-31T23:59:60Z",
    ]
    private static let numbers = [
        "0", "-1", "1.5", "9007199254740992", "9223372036854775807", "-9223372036854775808",
        "18446744073709551615", "1e308", "-1e308", "1e-308", String(repeating: "9", count: 400),
    ]
    /// As they stand in JSON.
    private static let all =
        numbers + (spans + moments + numbers.suffix(5)).map { "\"\($0)\"" }

    private static let control: [String] = [
        #"{"type":"choice","options":[{"title":"One"},{"title":"Two"}],"min":0,"max":#}"#,
        #"{"type":"choice","options":[{"title":"One"}],"min":#}"#,
        #"{"type":"date","min":#,"max":#}"#, #"{"type":"text","max_length":#}"#,
        #"{"type":"file","max_bytes":#}"#,
        #"{"type":"time_slots","slots":[{"start":"9999-12-31T23:59:59Z","seconds":#}]}"#,
        #"{"type":"form","pages":[{"slot":"a","value":#,"control":{"type":"number"}}]}"#,
    ]

    /// Every body with a number in the place of each `#`: a new one needs a line here.
    private static let bodies: [String: [String]] = [
        "Event": [
            ##""order":#,"text":"hello""##, ##""at":#,"text":"hello""##,
            ##""text":"hello","contact":{"verified_until":#,"subject":"a"}"##, ##""text":#"##,
            ##""file":{"id":"f","mime":"image/png","size":#}"##,
            ##""location":{"latitude":#,"longitude":#}"##,
            ##""value":{"question":"q1","value":#}"##,
            ##""form":{"question":"q1","values":{"class":#}}"##,
            ##""slot":{"question":"q1","id":#}"##, ##""tap":{"question":"q1","options":[#]}"##,
            ##""paid":{"status":"ok","amount":{"amount":#,"currency":"EUR"}}"##,
            ##""app":{"question":"q1","data":#}"##, ##""event":{"name":"x","gives":#}"##,
            ##""typing":#"##, ##""edited":{"at":#}"##, ##""contact_card":{"age":#}"##,
            ##""status":{"message":"m","state":"failed","code":#}"##,
        ],
        "DeskEvent": [
            ##""desk":"queued","place":#"##, ##""desk":"queued","place":2,"wait":#"##,
            ##""desk":"callback","at":#"##,
        ] + control.map { #""desk":"message","control":"# + $0 },
        "Consent": [##""granted":true,"words":#"##], "Presence": [##""presence":#"##],
        "Transfer": [##""queue":#"##], "Closing": [##""outcome":#,"topic":#"##],
        "Callback": [##""at":#"##], "Identified": [##""number":#"##],
        "AgentMessage": [##""text":#"##] + control.map { #""control":"# + $0 },
        "Note": [##""text":#"##], "TopicStart": [##""topic":#"##],
        "BotChoice": [##""bot":"x","percent":#"##],
        "TokenWish": [##""name":"n","role":"gateway","expires":#"##],
    ]

    private static func path(_ route: Route, _ user: String, _ number: String = "1") -> String {
        "/"
            + route.path.map { segment in
                switch segment {
                case "{account}": "main"
                case "{user}": user
                case "{report}": "containment"
                case "{reference}": "outbox:\(number)"
                case let segment where segment.hasPrefix("{"): number
                default: segment
                }
            }.joined(separator: "/")
    }

    /// A route that a token opens, with the role that asks.
    private static func open(_ routes: [Route]) -> [(Route, Role)] {
        routes.compactMap { route in
            guard case .roles(let roles) = route.access,
                let role = roles.min(by: { $0.rawValue > $1.rawValue })
            else { return nil }
            return (route, roles.contains(.gateway) ? .gateway : role)
        }
    }

    @Test("are taken or refused in every body, and the customer is answered afterwards")
    func bodies() async throws {
        let station = try await Station()
        let staffed = try await Station(agents: ["agent"])
        var count = 0
        for (route, role) in Self.open(station.service.routes) {
            guard let body = route.body else { continue }
            // Deeds of agents are for who works at the service's own desk.
            let station = route.path.starts(with: ["v1", "desk"]) ? staffed : station
            let templates = try #require(Self.bodies[body], "\(body)")
            for template in templates {
                for number in Self.all {
                    count += 1
                    let user = "u\(count)"
                    if body == "DeskEvent" {
                        _ = try await station.send(#"{"id":"m1","text":"agent"}"#, from: user)
                    }
                    let json = #"{"id":"e\#(count)","# + template.replacing("#", with: number) + "}"
                    let path = Self.path(route, user)
                    let reply = try await station.call(route.method, path, as: role, json)
                    #expect(reply.status < 500, "\(route.operation) \(json.prefix(200))")
                    guard route.path.contains("{user}") else { continue }
                    let next = try await station.send(#"{"id":"n","text":"hello"}"#, from: user)
                    #expect(next.status == 200, "after \(route.operation) \(json.prefix(200))")
                }
            }
        }
        await station.stop()
        await staffed.stop()
    }

    @Test("are taken or refused in every address")
    func addresses() async throws {
        let station = try await Station(agents: ["agent"])
        _ = try await station.send(#"{"id":"m1","text":"agent"}"#)
        let texts = Self.numbers + Self.spans + Self.moments.map { $0.replacing("+", with: "%2B") }
        for (route, role) in Self.open(station.service.routes) where route.body == nil {
            guard route.answer != "EventStream", route.operation != "eraseContact" else { continue }
            for text in texts {
                let headers = ["Last-Event-ID": text]
                for query in [""] + route.query.map({ "?\($0.name)=\(text)" }) {
                    // Whoever waits for nothing long waits long.
                    if query == "?wait=\(text)", !["0", "-1", "1.5", "-1s"].contains(text) {
                        continue
                    }
                    let path = Self.path(route, "ann", text.count < 100 ? text : "1") + query
                    let reply = try await station.call(
                        route.method,
                        path,
                        as: role,
                        headers: headers
                    )
                    #expect(reply.status < 500, "\(route.operation) \(path.prefix(200))")
                }
            }
        }
        #expect(try await station.send(#"{"id":"m2","text":"hello"}"#).status == 200)
        await station.stop()
    }

    @Test("are taken or refused as what a stream goes on from")
    func streams() async throws {
        let station = try await Station(agents: ["agent"])
        for (route, role) in Self.open(station.service.routes) {
            guard route.answer == "EventStream" else { continue }
            for text in Self.numbers + ["x.\(Int64.min)-\(Int64.max)", "x.\(Int64.max)-1.1-1"] {
                let client = try RawClient(port: station.port)
                let head = """
                    GET \(Self.path(route, "ann")) HTTP/1.1\r
                    Host: a\r
                    Authorization: Bearer \(Station.token("bank", role))\r
                    Last-Event-ID: \(text)\r\n\r\n
                    """
                try await client.send(Array(head.utf8))
                #expect(try await [200, 400].contains(client.status()), "\(text)")
                client.reset()
            }
        }
        #expect(try await station.call(.get, "/livez").status == 200)
        await station.stop()
    }
}
