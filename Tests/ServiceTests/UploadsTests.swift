import Crypto
import Foundation
import HTTP
import TestSupport
import Testing
import Values

@testable import Service

@Suite("Files that customers send", .prompt)
struct UploadsTests {
    private static let path = "/v1/accounts/main/contacts/ann/uploads"
    private static let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        + (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }

    private static func upload(
        _ station: Station,
        _ bytes: [UInt8] = png,
        as type: String = "image/png",
        key: String? = nil
    ) async throws -> Station.Reply {
        var headers = ["Content-Type": type]
        headers["Idempotency-Key"] = key
        return try await station.call(.post, path, as: .gateway, headers: headers, bytes)
    }

    /// What lies in the folder, with its permissions.
    private static func kept(_ station: Station) -> [String: Int] {
        let folder = station.uploads.settings.folder
        var kept: [String: Int] = [:]
        for path in FileManager.default.subpaths(atPath: folder) ?? [] {
            let attributes = try? FileManager.default.attributesOfItem(atPath: folder + "/" + path)
            guard attributes?[.type] as? FileAttributeType == .typeRegular else { continue }
            kept[path] = attributes?[.posixPermissions] as? Int
        }
        return kept
    }

    @Test("are kept where nobody else reads them, and come back to be saved as they were")
    func kept() async throws {
        let station = try await Station()
        let reply = try await Self.upload(station)
        #expect(reply.status == 201)
        #expect(reply.json["mime"]?.string == "image/png")
        #expect(reply.json["size"]?.int == Self.png.count)
        #expect(reply.json["sha256"]?.string == hexadecimal(SHA256.digest(of: Self.png)))
        let id = try #require(reply.json["id"]?.string)
        #expect(Array(Self.kept(station).values) == [0o600])
        for role in [Role.gateway, .manager, .admin] {
            let file = try await station.call(.get, Self.path + "/" + id, as: role)
            #expect(file.status == 200)
            #expect(file.bytes == Self.png)
            #expect(file.headers["content-type"] == "image/png")
            #expect(file.headers["content-disposition"] == "attachment; filename=\"\(id).png\"")
            #expect(file.headers["x-content-type-options"] == "nosniff")
        }
        // Nobody else's: not by another contact, nor by a path.
        for path in [
            "/v1/accounts/main/contacts/bob/uploads/" + id, Self.path + "/..%2F..%2Fincoming",
            Self.path + "/%2E%2E", Self.path + "/" + id + "-",
        ] {
            let reply = try await station.call(.get, path, as: .gateway)
            #expect([400, 404].contains(reply.status), "\(path)")
        }
        await station.stop()
    }

    @Test("answer the question for one in a topic, by their ID alone")
    func answering() async throws {
        let station = try await Station()
        _ = try await station.send(#"{"id":"m1","text":"report damage"}"#)
        let file = try await Self.upload(station)
        let id = try #require(file.json["id"]?.string)
        let answer = try await station.send(
            #"{"id":"m2","file":{"id":"\#(id)","mime":"text/html","size":1,"name":"seat.png"}}"#
        )
        #expect(answer.texts.first == "200,008 bytes, thank you.")
        _ = try await station.send(#"{"id":"m3","text":"report damage"}"#)
        let other = try await station.send(#"{"id":"m4","file":{"id":"\#(id)"}}"#)
        #expect(other.texts.first == "200,008 bytes, thank you.")
        let unknown = try await station.send(#"{"id":"m5","file":{"id":"nothing"}}"#)
        #expect(unknown.status == 422)
        await station.stop()
    }

    @Test("are taken once for each key, and another under it is refused")
    func repeated() async throws {
        let station = try await Station()
        let first = try await Self.upload(station, key: "k1")
        let again = try await Self.upload(station, key: "k1")
        #expect(first.status == 201)
        #expect(again.status == 200)
        #expect(again.json["repeated"]?.bool == true)
        #expect(first.json["id"]?.string == again.json["id"]?.string)
        let other = try await Self.upload(station, Self.png + [1], key: "k1")
        #expect(other.status == 409)
        #expect(try await Self.upload(station, key: "k2").status == 201)
        #expect(Self.kept(station).count == 2)
        let long = try await Self.upload(station, key: String(repeating: "k", count: 300))
        #expect(long.status == 400)
        await station.stop()
    }

    @Test(
        "of a kind that is not taken, or that only say so, leave nothing behind",
        arguments: [
            ("text/html", png, 415), ("image/jpeg", png, 415), ("application/pdf", png, 415),
            ("image/png", Array("<html>".utf8), 415), ("image/png", [0x89], 415),
            ("image/png", [], 400), ("", png, 415),
            ("image/png", png + [UInt8](repeating: 0, count: 100_000), 413),
        ]
    )
    func refused(_ type: String, _ bytes: [UInt8], _ status: Int) async throws {
        let station = try await Station {
            $0.most = 250_000
            $0.types = [.png, .jpeg]
        }
        let reply = try await Self.upload(station, bytes, as: type)
        #expect(reply.status == status)
        #expect(reply.headers["content-type"] == "application/problem+json")
        #expect(Self.kept(station) == [:])
        await station.stop()
    }

    @Test("to an account that is not there are refused before they come")
    func nowhere() async throws {
        let station = try await Station()
        let reply = try await station.call(
            .post,
            "/v1/accounts/none/contacts/ann/uploads",
            as: .gateway,
            headers: ["Content-Type": "image/png"],
            Self.png
        )
        #expect(reply.status == 404)
        #expect(Self.kept(station) == [:])
        await station.stop()
    }

    @Test("whose sender goes away in the middle leave nothing behind")
    func halfSent() async throws {
        let station = try await Station()
        let token = Station.token("bank", .gateway)
        let head = """
            POST \(Self.path) HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer \(token)\r
            Content-Type: image/png\r\nContent-Length: \(Self.png.count)\r\n\r\n
            """
        let client = try RawClient(port: station.port)
        try await client.send(Array(head.utf8) + Self.png.prefix(100_000))
        try await eventually { Self.kept(station).count == 1 }
        client.reset()
        try await eventually { Self.kept(station).isEmpty }
        await station.stop()
    }

    @Test("that grow beyond the limit while they come leave nothing behind")
    func endless() async throws {
        let station = try await Station { $0.most = 100_000 }
        let token = Station.token("bank", .gateway)
        let head = """
            POST \(Self.path) HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer \(token)\r
            Content-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\n
            """
        let client = try RawClient(port: station.port)
        let size = String(Self.png.count, radix: 16)
        try await client.send(Array("\(head)\(size)\r\n".utf8) + Self.png)
        let status = try await client.status()
        #expect(status == 413)
        try await eventually { Self.kept(station).isEmpty }
        await station.stop()
    }

    @Test("are looked at by a program, and taken only where it says so")
    func scanned() async throws {
        for (program, status) in [
            ("exec test -s \"$1\"", 201), ("exit 1", 422), ("kill -9 $$", 503),
        ] {
            let station = try await Station { $0.scan = ["/bin/sh", "-c", program, "scan"] }
            #expect(try await Self.upload(station).status == status)
            #expect(Self.kept(station).count == (status == 201 ? 1 : 0))
            await station.stop()
        }
        let station = try await Station { $0.scan = ["/nowhere/scan"] }
        #expect(try await Self.upload(station).status == 503)
        #expect(Self.kept(station) == [:])
        await station.stop()
        let slow = ScanCommand(command: ["/bin/sleep", "600"])
        #expect(await slow.judge("1", within: .milliseconds(50)) == .unknown)
    }

    @Test("are looked at by a program that has nothing of the server's open")
    func closed() async throws {
        let file = try #require(fopen("/dev/null", "r"))
        defer { fclose(file) }
        // The standard three, and the folder that `ls` reads.
        let count = "test $(ls /proc/self/fd | wc -l) -eq 4"
        let scan = ScanCommand(command: ["/bin/sh", "-c", count, "scan"])
        #expect(await scan.judge("1") == .harmless)
    }

    @Test("go with their contact, and by themselves when they are too old")
    func forgotten() async throws {
        let station = try await Station { $0.keep = TimeSpan(seconds: 60) }
        _ = try await station.send(#"{"id":"m1","text":"report damage"}"#)
        _ = try await Self.upload(station)
        let contact = "/v1/accounts/main/contacts/ann"
        let export = try await station.call(.get, contact + "/export", as: .admin)
        #expect(export.json["uploads"]?.array?.count == 1)
        #expect(try await station.call(.delete, contact, as: .admin).status == 204)
        #expect(Self.kept(station) == [:])
        #expect(try await station.call(.delete, contact, as: .admin).status == 204)

        _ = try await Self.upload(station)
        let now = Timestamp(seconds: Int64(Date().timeIntervalSince1970))
        station.uploads.purge(at: now)
        #expect(Self.kept(station).count == 1)
        station.uploads.purge(at: Timestamp(seconds: now.seconds + 120))
        #expect(Self.kept(station) == [:])
        await station.stop()
    }
}
