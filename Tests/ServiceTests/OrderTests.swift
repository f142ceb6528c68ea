import BotRuntime
import Crypto
import HTTP
import TestSupport
import Testing
import Values

@testable import Service

@Suite("Messages that a gateway numbers", .prompt)
struct OrderTests {
    /// What was heard, in the order of the turns.
    private static func heard(_ station: Station, _ user: String) async throws -> [String] {
        let path = "/v1/accounts/main/contacts/\(user)/turns"
        let turns = try await station.call(.get, path, as: .gateway)
        return (turns.json["turns"]?.array ?? []).compactMap {
            $0["line"]?["event"]?["text"]?.string
        }
    }

    @Test("are taken by their numbers, however they arrive, and twice", arguments: 0..<3)
    func shuffled(_ seed: Int) async throws {
        let station = try await Station()
        var dice = Seeded(state: UInt64(seed + 1))
        let arriving = (Array(1...8) + Array(1...8)).shuffled(using: &dice)
        try await withThrowingTaskGroup { group in
            for number in arriving {
                group.addTask {
                    let reply = try await station.send(
                        #"{"id":"m\#(number)","order":\#(number),"text":"number \#(number)"}"#
                    )
                    #expect(reply.status == 200)
                }
                // Some arrive at one moment, some one after the other.
                if Bool.random(using: &dice) { try await Task.sleep(for: .milliseconds(3)) }
            }
            try await group.waitForAll()
        }
        #expect(try await Self.heard(station, "ann") == (1...8).map { "number \($0)" })
        await station.stop()
    }

    @Test("are taken by their numbers where two processes get them")
    func twoProcesses() async throws {
        let (engine, key) = (MemoryEngine(), SealingKey.random())
        let stations = [try await Station(engine, key: key), try await Station(engine, key: key)]
        var dice = Seeded(state: 7)
        try await withThrowingTaskGroup { group in
            for number in (1...6).shuffled(using: &dice) {
                group.addTask {
                    let reply = try await stations[number % 2].send(
                        #"{"id":"m\#(number)","order":\#(number),"text":"number \#(number)"}"#
                    )
                    #expect(reply.status == 200)
                }
            }
            try await group.waitForAll()
        }
        #expect(try await Self.heard(stations[0], "ann") == (1...6).map { "number \($0)" })
        for station in stations { await station.stop() }
    }

    @Test("go on without one that does not come, which is taken when it does")
    func gap() async throws {
        let station = try await Station()
        _ = try await station.send(#"{"id":"m1","order":1,"text":"one"}"#)
        let clock = ContinuousClock()
        let span = try await clock.measure {
            let reply = try await station.send(#"{"id":"m3","order":3,"text":"three"}"#)
            #expect(reply.status == 200)
        }
        #expect(span >= .milliseconds(1_900))
        for body in [
            #"{"id":"m4","order":4,"typing":true}"#, #"{"id":"m5","order":5,"text":"five"}"#,
            #"{"id":"m2","order":2,"text":"two"}"#,
        ] {
            #expect(try await station.send(body).status == 200)
        }
        #expect(try await Self.heard(station, "ann") == ["one", "three", "five", "two"])
        await station.stop()
    }

    @Test("need not be numbered from their beginning, and not all")
    func later() async throws {
        let station = try await Station()
        _ = try await station.send(#"{"id":"m1","text":"one"}"#)
        let span = try await ContinuousClock().measure {
            _ = try await station.send(#"{"id":"m7","order":7,"text":"seven"}"#)
            _ = try await station.send(#"{"id":"m0","text":"none"}"#)
            _ = try await station.send(#"{"id":"m8","order":8,"text":"eight"}"#)
        }
        #expect(span < .milliseconds(1_900))
        #expect(try await Self.heard(station, "ann") == ["one", "seven", "none", "eight"])
        await station.stop()
    }

    @Test(
        "have whole numbers from 1 to 2^53 - 1",
        arguments: [
            "0", "-1", "1.5", "\"1\"", "true", "1e308", "9007199254740992", "9223372036854775807",
            "-9223372036854775808", "18446744073709551615",
        ]
    )
    func wrong(_ order: String) async throws {
        let station = try await Station()
        let reply = try await station.send(#"{"id":"m1","text":"one","order":\#(order)}"#)
        #expect(reply.status == 422 || reply.status == 400)
        let after = try await station.send(#"{"id":"m2","text":"two","order":2}"#)
        #expect(after.status == 200)
        await station.stop()
    }

    @Test("are answered after the last number that there is")
    func last() async throws {
        let station = try await Station()
        for (id, number) in [("m1", "9007199254740991"), ("m2", "9007199254740991"), ("m3", "1")] {
            let reply = try await station.send(
                #"{"id":"\#(id)","order":\#(number),"text":"hello"}"#
            )
            #expect(reply.status == 200)
        }
        await station.stop()
    }

    @Test("are numbered by nobody else")
    func others() async throws {
        let station = try await Station()
        let event = #"{"id":"m1","order":1,"text":"hello"}"#
        let path = "/v1/accounts/main/contacts/ann/"
        #expect(try await station.call(.post, path + "events", as: .customer, event).status == 403)
        let desk = #"{"id":"d1","order":1,"desk":"accepted","agent":"Dana"}"#
        #expect(try await station.call(.post, path + "desk", as: .agent, desk).status == 403)
        await station.stop()
    }
}

/// SplitMix64: the same numbers for the same seed.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
