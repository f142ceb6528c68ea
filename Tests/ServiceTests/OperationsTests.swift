import BotRuntime
import Diagnostics
import Foundation
import HTTP
import TestSupport
import Testing
import Values
import YAML

@testable import Service

@Suite("What whoever runs the service sees", .prompt)
struct OperationsTests {
    @Test("is a description that names every operation, and no other")
    func openAPI() async throws {
        let station = try await Station()
        let text = try await station.call(.get, "/openapi.yaml").text
        let (node, diagnostics) = parse(SourceFile(path: "openapi.yaml", text: text))
        #expect(diagnostics.isEmpty)
        let document = try #require(node)
        #expect(document["openapi"]?.string == "3.1.0")
        var described: Set<String> = []
        for path in document["paths"]?.entries ?? [] {
            for operation in path.value.entries ?? [] {
                described.insert("\(operation.key.string ?? "") \(path.key.string ?? "")")
                #expect(operation.value["operationId"]?.string != nil)
                #expect(operation.value["responses"]?.entries?.isEmpty == false)
            }
        }
        let routes = station.service.routes
        let served = Set(
            routes.map { "\($0.method.name.lowercased()) /\($0.path.joined(separator: "/"))" }
        )
        #expect(described == served)
        // Every schema that is named is there, and none that is not named.
        let named = Set(
            text.matches(of: /#\/components\/schemas\/(\w+)/).map { String($0.output.1) }
        )
        #expect(named == Set(OpenAPISchemas.all.keys))
        await station.stop()
    }

    @Test("is readiness that ends when the store fails or the service stops")
    func readiness() async throws {
        let station = try await Station()
        #expect(try await station.call(.get, "/readyz").json["ready"]?.bool == true)
        #expect(try await station.call(.get, "/livez").text == "ok\n")
        station.service.health.drain()
        let draining = try await station.call(.get, "/readyz")
        #expect(draining.status == 503)
        #expect(draining.json["reason"]?.string == "it is stopping")
        #expect(try await station.call(.get, "/livez").status == 200)
        await station.stop()
    }

    @Test("are turns as they happen, from where the last one was seen")
    func stream() async throws {
        let station = try await Station()
        _ = try await station.send(#"{"id":"m1","text":"I want a ticket"}"#)
        let path = "/v1/accounts/main/contacts/ann/stream"
        let listener = try EventListener(station.base, path, token: Station.token("bank", .manager))
        try await eventually { listener.text.contains("id: 1\nevent: turn\ndata: {") }
        _ = try await station.send(#"{"id":"m2","text":"first"}"#)
        try await eventually { listener.text.contains("id: 2\n") }
        listener.close()
        let resumed = try EventListener(
            station.base,
            path,
            token: Station.token("bank", .manager),
            lastEvent: "1"
        )
        try await eventually { resumed.text.contains("id: 2\n") }
        #expect(!resumed.text.contains("id: 1\n"))
        #expect(resumed.text.contains("Content-Type: text/event-stream"))
        resumed.close()
        await station.stop()
    }

    @Test("is what is kept of a contact, and nothing after it was erased")
    func erasure() async throws {
        let station = try await Station()
        _ = try await station.send(
            #"{"id":"m1","text":"I want a ticket","contact":{"name":"Ann"}}"#
        )
        let path = "/v1/accounts/main/contacts/ann"
        let export = try await station.call(.get, path + "/export", as: .admin)
        #expect(export.json["facts"]?["name"]?.string == "Ann")
        #expect(export.json["turns"]?.array?.count == 1)
        #expect(export.json["entries"]?.array?.first?["kind"]?.string == "interaction")
        #expect(try await station.call(.delete, path, as: .admin).status == 204)
        #expect(try await station.call(.get, path + "/export", as: .admin).status == 404)
        #expect(try await station.call(.get, path + "/turns", as: .admin).json == ["turns": []])
        // Whoever comes back is somebody else.
        #expect(
            try await station.send(#"{"id":"m1","text":"I want a ticket"}"#).json["turn"]?.int == 1
        )
        // Both deeds stand in the book, each bound to the one before.
        let book = try await station.runtime.book(ofTenant: "bank").lines
        #expect(book.map { $0.did } == ["export", "erase"])
        #expect(book.map(\.holds) == [true, true])
        await station.stop()
    }
}

/// Somebody who listens to a stream over a plain socket.
///
/// Unchecked: what it received is guarded by the lock.
final class EventListener: @unchecked Sendable {
    private let descriptor: Int32
    private let lock = NSLock()
    private var received = ""

    /// The stream has ended as a whole answer does.
    var isWhole: Bool { text.hasSuffix("0\r\n\r\n") }

    init(_ base: String, _ path: String, token: String, lastEvent: String? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        let port = try #require(base.split(separator: ":").last.flatMap { UInt16($0) })
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(connected == 0)
        var request = "GET \(path) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n"
        if let lastEvent { request += "Last-Event-ID: \(lastEvent)\r\n" }
        request += "\r\n"
        _ = request.withCString { write(descriptor, $0, strlen($0)) }
        let thread = Thread { [self] in
            var buffer = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = read(descriptor, &buffer, buffer.count)
                guard count > 0 else { return }
                lock.withLock { received += String(decoding: buffer.prefix(count), as: UTF8.self) }
            }
        }
        thread.start()
    }

    var text: String { lock.withLock { received } }

    func close() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}
