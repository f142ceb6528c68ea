import BotRuntime
import Crypto
import HTTP
import TestSupport
import Testing
import Values

@testable import Service

@Suite("Customers who talk to the service themselves", .prompt)
struct CustomersTests {
    private static let ann = "/v1/accounts/main/contacts/ann"

    @Test("write and read with a pass that their gateway gave them")
    func talking() async throws {
        let station = try await Station()
        let session = try await station.call(.post, Self.ann + "/sessions?for=10m", as: .gateway)
        #expect(session.status == 200)
        let token = try #require(session.json["token"]?.string)
        let end = try #require(session.json["expires"]?.string.flatMap { Timestamp($0) })
        #expect((590...600).contains(end.seconds - SystemClock().now.seconds))
        let headers = ["Authorization": "Bearer \(token)"]
        let reply = try await station.call(
            .post,
            Self.ann + "/events?wait",
            headers: headers,
            #"{"id":"m1","text":"I want a ticket","contact":{"name":"Ann"}}"#
        )
        #expect(reply.texts == ["Which class?"])
        let file = try await station.call(
            .post,
            Self.ann + "/uploads",
            headers: headers.merging(["Content-Type": "application/pdf"]) { $1 },
            "%PDF-1.4"
        )
        #expect(file.status == 201)
        let id = try #require(file.json["id"]?.string)
        let back = try await station.call(.get, Self.ann + "/uploads/" + id, headers: headers)
        #expect(back.text == "%PDF-1.4")
        let turns = try await station.call(.get, Self.ann + "/turns", headers: headers)
        #expect(turns.json["turns"]?.array?.count == 1)
        await station.stop()
    }

    @Test("read what was said to them, and nothing of what is behind it")
    func reading() async throws {
        let station = try await Station()
        _ = try await station.send(#"{"id":"m1","text":"agent"}"#)
        for body in [
            #"{"id":"d1","desk":"accepted","agent":"Dana"}"#,
            #"{"id":"d2","desk":"note","agent":"Dana","text":"is rude"}"#,
            #"{"id":"d3","desk":"message","agent":"Dana","text":"Hello Ann."}"#,
        ] {
            let reply = try await station.call(.post, Self.ann + "/desk?wait", as: .agent, body)
            #expect(reply.status == 200)
        }
        let own = try await station.call(.get, Self.ann + "/turns", as: .customer)
        #expect(own.text.contains("Hello Ann."))
        #expect(own.text.contains(#"{"text":"agent"}"#))
        for secret in ["rude", "handoff", "rule", "calls", "slots", "desk\""] {
            #expect(!own.text.contains(secret), "\(secret)")
        }
        let turn = try await station.call(
            .post,
            Self.ann + "/events?wait",
            as: .customer,
            #"{"id":"m2","text":"hello"}"#
        )
        #expect(turn.status == 200)
        #expect(turn.json["turn"] != nil && turn.json["slots"] == nil)
        await station.stop()
    }

    @Test("find nobody but themselves: who is there is as who is not")
    func others() async throws {
        let station = try await Station()
        _ = try await station.send(#"{"id":"m1","text":"I want a ticket"}"#, from: "bob")
        for route in station.service.routes {
            guard case .roles(let roles) = route.access, roles.contains(.customer) else { continue }
            func call(_ account: String, _ user: String) async throws -> Station.Reply {
                let path = route.path.map { segment in
                    switch segment {
                    case "{account}": account
                    case "{user}": user
                    case "{upload}": "0123456789abcdef0123456789abcdef"
                    default: segment
                    }
                }
                return try await station.call(
                    route.method,
                    "/" + path.joined(separator: "/"),
                    as: .customer,
                    #"{"id":"x1","text":"hello"}"#
                )
            }
            let there = try await call("main", "bob")
            for absent in [try await call("main", "nobody"), try await call("none", "ann")] {
                #expect(there.status == 404, "\(route.operation)")
                #expect(absent.status == 404, "\(route.operation)")
                #expect(there.text == absent.text, "\(route.operation)")
            }
        }
        await station.stop()
    }

    @Test(
        "do not say who they are proven to be, what they paid, or what others say",
        arguments: [
            (#"{"id":"x","desk":"accepted","agent":"Me"}"#, 403),
            (#"{"id":"x","signed_in":{"status":"ok","subject":"bob"}}"#, 403),
            (#"{"id":"x","paid":{"status":"ok","reference":"P-1"}}"#, 403),
            (#"{"id":"x","event":{"name":"orders.sent","gives":{}}}"#, 403),
            (#"{"id":"x","status":{"message":"r1","state":"read"}}"#, 403),
            (#"{"id":"x","consent":{"granted":true}}"#, 403),
            (#"{"id":"x","text":"hello","contact":{"subject":"bob"}}"#, 403),
            (#"{"id":"x","text":"a","contact":{"verified_until":"2036-01-01T00:00:00Z"}}"#, 403),
            (#"{"id":"x","file":{"id":"f","mime":"image/png","size":1}}"#, 422),
        ]
    )
    func refused(_ body: String, _ status: Int) async throws {
        let station = try await Station()
        let reply = try await station.call(.post, Self.ann + "/events", as: .customer, body)
        #expect(reply.status == status)
        let turns = try await station.call(.get, Self.ann + "/turns", as: .gateway)
        #expect(turns.json["turns"]?.array?.isEmpty == true)
        await station.stop()
    }

    @Test("are nobody with a pass that is over, or that somebody changed")
    func forged() async throws {
        let station = try await Station()
        let passes = station.service.passes
        let ann = try #require(ContactKey(tenant: "bank", account: "main", user: "ann / % ü"))
        let now = Timestamp(seconds: 1_772_463_600)
        let pass = passes.pass(for: ann, until: Timestamp(seconds: now.seconds + 60)).token
        #expect(passes.principal("Bearer " + pass, at: now)?.contact == ann)
        let end = Timestamp(seconds: now.seconds + 60)
        #expect(passes.principal("Bearer " + pass, at: end) == nil)
        for place in pass.indices {
            var changed = pass
            changed.replaceSubrange(place...place, with: pass[place] == "A" ? "B" : "A")
            // The last sign of a part has bits that say nothing.
            let principal = passes.principal("Bearer " + changed, at: now)
            #expect(principal == nil || principal?.contact == ann, "\(changed)")
        }
        // Another service's, whatever it says.
        let other = CustomerPasses(
            Runtime(engine: MemoryEngine(), key: .random())
        )
        let theirs = other.pass(for: ann, until: end).token
        #expect(passes.principal("Bearer " + theirs, at: now) == nil)
        let reply = try await station.call(
            .get,
            Self.ann + "/turns",
            headers: ["Authorization": "Bearer " + theirs]
        )
        #expect(reply.status == 401)
        // A token of that role is none.
        service(station)
        let token = try await station.call(
            .get,
            Self.ann + "/turns",
            headers: ["Authorization": "Bearer a token"]
        )
        #expect(token.status == 401)
        await station.stop()
    }

    private func service(_ station: Station) {
        let principal = Principal(tenant: "bank", name: "c", role: .customer)
        station.service.admit(principal, token: "a token")
    }

    @Test("are nobody with a pass that was taken back, while others of theirs hold")
    func takenBack() async throws {
        let station = try await Station()
        func session() async throws -> (id: String, headers: [String: String]) {
            let made = try await station.call(.post, Self.ann + "/sessions", as: .gateway).json
            let token = try #require(made["token"]?.string)
            return (try #require(made["id"]?.string), ["Authorization": "Bearer \(token)"])
        }
        func status(_ headers: [String: String]) async throws -> Int {
            try await station.call(.get, Self.ann + "/turns", headers: headers).status
        }
        let (phone, page) = (try await session(), try await session())
        let ended = try await station.call(
            .delete,
            Self.ann + "/sessions/" + phone.id,
            as: .gateway
        )
        #expect(ended.status == 204)
        #expect(try await status(phone.headers) == 401)
        #expect(try await status(page.headers) == 200)
        // Nobody else's are touched.
        let bob = "/v1/accounts/main/contacts/bob"
        let other = try await station.call(.post, bob + "/sessions", as: .gateway).json
        let theirs = ["Authorization": "Bearer \(other["token"]?.string ?? "")"]
        #expect(try await station.call(.delete, Self.ann + "/sessions", as: .admin).status == 204)
        #expect(try await status(page.headers) == 401)
        #expect(try await station.call(.get, bob + "/turns", headers: theirs).status == 200)
        // A pass that is made afterwards holds, and can be taken back as well.
        let again = try await session()
        #expect(try await status(again.headers) == 200)
        #expect(try await station.call(.delete, Self.ann + "/sessions", as: .gateway).status == 204)
        #expect(try await status(again.headers) == 401)
        let book = try await station.runtime.book(ofTenant: "bank").lines
        #expect(book.count { $0.did == "take back passes" } == 3)
        #expect(book.first { $0.did == "take back passes" }?.to == "bank/main/ann \(phone.id)")
        await station.stop()
    }

    @Test("read no further once their pass is taken back, while they wait for what comes")
    func streamEnds() async throws {
        let station = try await Station()
        _ = try await station.send(#"{"id":"m1","text":"hello"}"#)
        let made = try await station.call(.post, Self.ann + "/sessions", as: .gateway).json
        let headers = ["Authorization": "Bearer \(made["token"]?.string ?? "")"]
        async let waiting = station.call(
            .get,
            Self.ann + "/turns?after=1&wait=20s",
            headers: headers
        )
        async let stream = station.call(.get, Self.ann + "/stream?after=1", headers: headers)
        try await Task.sleep(for: .milliseconds(300))
        #expect(try await station.call(.delete, Self.ann + "/sessions", as: .gateway).status == 204)
        _ = try await station.send(#"{"id":"m2","text":"a secret of later"}"#)
        let (reply, events) = (try await waiting, try? await stream)
        #expect(reply.status == 401)
        #expect(events?.text.contains("later") != true)
        await station.stop()
    }

    @Test("have a pass for a day at most", arguments: ["25h", "59s", "-1h", "soon", ""])
    func lengths(_ length: String) async throws {
        let station = try await Station()
        let path = Self.ann + "/sessions?for=" + length
        #expect(try await station.call(.post, path, as: .gateway).status == 400)
        await station.stop()
    }

    @Test("wait when they flood, and nobody waits for them")
    func flood() async throws {
        var limits = RequestLimits()
        limits.customer = 3
        let station = try await Station(limits: limits)
        let replies = try await station.flood(Self.ann + "/turns", as: .customer)
        let refused = replies.count { $0.status == 429 }
        #expect(refused > 0 && refused <= replies.count - 3)
        #expect(try await station.call(.get, Self.ann + "/turns", as: .gateway).status == 200)
        await station.stop()
    }
}
