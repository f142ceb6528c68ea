import TestSupport
import Testing
import Values

@testable import Service

@Suite("Replies that are posted", .prompt)
struct PostedRepliesTests {
    @Test("are not in the answer as well, and it says so, whenever the message comes again")
    func once() async throws {
        let station = try await Station(gateway: "http://127.0.0.1:9/")
        for query in ["", "", "?wait"] {
            let reply = try await station.send(
                #"{"id":"m1","text":"I want a ticket"}"#,
                query: query
            )
            #expect(reply.status == (query.isEmpty ? 202 : 200))
            #expect(reply.texts.isEmpty && reply.json["posted"]?.bool == true)
            #expect(reply.json["waiting"]?["kind"]?.string == "question")
        }
        let reply = try await station.send(#"{"id":"m2","text":"first"}"#)
        #expect(reply.texts == ["First, then."] && reply.json["posted"] == nil)
        await station.stop()
    }
}
