import Foundation
import HTTP
import TestSupport
import Testing

@Suite(.prompt) struct TLSTests {
    /// A certificate of our own for `localhost`, in a folder that `body` may use.
    private func withCertificate(
        _ body: (_ folder: String, _ files: TLSFiles) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("tls-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let files = TLSFiles(certificate: folder + "/server.pem", key: folder + "/server.key")
        let output = try await run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", files.key, "-out",
                files.certificate,
            ]
        )
        try #require(FileManager.default.fileExists(atPath: files.key), "\(output)")
        try await body(folder, files)
    }

    @Test func `A client that knows the certificate is served, with answers that stream too`()
        async throws
    {
        let plan: @Sendable (HTTPHead) -> HTTPPlan = { head in
            guard head.segments == ["events"] else { return echo }
            return .answer(
                .events { writer in
                    for number in 0..<3 {
                        try await writer.write("data: \(number)\n\n")
                        try await Task.sleep(for: .milliseconds(20))
                    }
                }
            )
        }
        try await withCertificate { _, files in
            try await serving(tls: files, plan: plan) { port in
                let url = "https://localhost:\(port)"
                let curl = ["-sS", "--max-time", "30", "--cacert", files.certificate]
                let answers = try await run("curl", curl + ["-d", "hello", url, url])
                #expect(answers == "hellohello")
                let events = try await run("curl", curl + [url + "/events"])
                #expect(events == "data: 0\n\ndata: 1\n\ndata: 2\n\n")
                let old = try await run("curl", curl + ["--tls-max", "1.1", url])
                #expect(old.contains("curl: ("))
                let plain = try await run("curl", ["-sS", "http://localhost:\(port)"])
                #expect(plain.contains("curl: ("))
                #expect(try await run("curl", ["-sS", url]).contains("curl: (60)"))
            }
        }
    }

    @Test func `What is refused beyond the library is refused over TLS too`() async throws {
        try await withCertificate { _, files in
            try await serving({ $0.body = 1_000 }, tls: files) { port in
                let output = try await run(
                    "curl",
                    [
                        "-sS", "--max-time", "30", "--cacert", files.certificate, "-H",
                        "Transfer-Encoding: chunked", "-d", String(repeating: "x", count: 3_000),
                        "https://localhost:\(port)",
                    ]
                )
                #expect(output.contains("\"status\":413"), "\(output)")
            }
        }
    }

    @Test func `Our client knows who it talks to, or sends nothing`() async throws {
        try await withCertificate { _, files in
            try await serving(tls: files) { port in
                let policy = EgressPolicy(
                    allowed: [try #require(.init("127.0.0.0/8")), try #require(.init("::1/128"))]
                )
                let call = HTTPCall(.post, "https://localhost:\(port)/", body: [1, 2])
                let knowing = HTTPClient(certificates: files.certificate)
                for _ in 0..<2 {
                    #expect(try await knowing.send(call, within: policy).body == [1, 2])
                }
                let other = HTTPClient(
                    certificates: files.certificate,
                    resolve: { _ in [IPAddress("127.0.0.1")].compactMap { $0 } }
                )
                var wrongName = call
                wrongName.url = "https://shop.example:\(port)/"
                for (client, call) in [(HTTPClient(), call), (other, wrongName)] {
                    let error = await #expect(throws: HTTPClientError.self) {
                        _ = try await client.send(call, within: policy)
                    }
                    guard case .notSent = error else {
                        Issue.record("\(String(describing: error))")
                        continue
                    }
                }
            }
        }
    }

    @Test func `Files that are no certificate are told when the server starts`() async throws {
        try await withCertificate { folder, files in
            for wrong in [
                TLSFiles(certificate: files.certificate, key: folder + "/none.key"),
                TLSFiles(certificate: files.key, key: files.certificate),
            ] {
                let server = HTTPServer(HTTPServerConfiguration(tls: wrong)) { _ in echo }
                let error = #expect(throws: HTTPServerError.self) { try server.start() }
                #expect(error?.description.hasPrefix("the certificate cannot be used") == true)
            }
        }
    }
}
