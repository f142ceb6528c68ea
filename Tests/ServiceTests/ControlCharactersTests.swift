import HTTP
import TestSupport
import Testing
import Values

@testable import Service

@Suite("What no store can be asked for", .prompt)
struct ControlCharactersTests {
    @Test("is nowhere, or a mistake: it is not to be tried again")
    func refused() async throws {
        let station = try await Station()
        let path = "/v1/accounts/main/contacts/ann/"
        let kind = try await station.call(.get, path + "entries?kind=a%00b", as: .manager)
        #expect(kind.status == 400)
        let letter = path + "dead-letters/a%00b/replay"
        #expect(try await station.call(.post, letter, as: .admin).status == 400)
        // A control character of more than one byte, which an address may have.
        let name = "/v1/tokens/a%C2%85b"
        #expect(try await station.call(.delete, name, as: .admin).status == 404)
        let id = try await station.send(#"{"id":"a\u0000b","text":"hello"}"#)
        #expect(id.status == 400)
        await station.stop()
    }
}
