import Foundation
import HTTP
import SQLite
import TestSupport
import Testing
import Values

@Suite("Whoever asks what runs", .prompt)
struct VersionTests {
    @Test("is told the version of the server and of each library that it has loaded")
    func version() async throws {
        let said = try await Shell.run(
            "'\(ServerProcess.binary)' --version; echo \"exit $?\"",
            in: NSTemporaryDirectory()
        )
        var lines = said.split(separator: "\n").map(String.init)
        #expect(lines.popLast() == "exit 0")
        #expect(lines.first?.wholeMatch(of: /botserver \d+\.\d+\.\d+/) != nil)
        let libraries = Dictionary(
            uniqueKeysWithValues: lines.dropFirst().map { line in
                let parts = line.split(separator: " ", maxSplits: 1)
                return (String(parts[0]), parts.count == 2 ? String(parts[1]) : "")
            }
        )
        // The test runs with the same files.
        #expect(libraries["sqlite3"] == Database.libraryVersion)
        #expect(libraries["libcurl"] == LibraryVersions.libcurl)
        #expect(libraries["libmicrohttpd"] == LibraryVersions.libmicrohttpd)
        #expect(libraries["gnutls"] == LibraryVersions.gnutls)
        #expect(libraries["libcurl-tls"]?.contains("/") == true)
        for name in [
            "gettext", "icu", "libcrypto", "libphonenumber", "libpq", "libprotobuf", "libre2",
            "libsimdjson", "libstemmer", "libyaml", "zlib",
        ] {
            #expect(libraries[name]?.contains(/^\d/) == true, "\(name)")
        }
        #expect(libraries.count == 16)
    }

    @Test("is told the same by the server that runs")
    func readiness() async throws {
        try await ServerProcess.with { server async throws in
            let said = try await server.ask("GET", "/readyz", token: "none")
            #expect(said.hasPrefix("200 "))
            let json = try JSON(parsing: String(said.dropFirst(4)))
            let libraries = (json["libraries"]?.object ?? [:]).sorted { $0.key < $1.key }
            let lines = libraries.map { "\($0.key) \($0.value.string ?? "")" }
            let version = try #require(json["version"]?.string)
            let printed = try await Shell.run(
                "'\(ServerProcess.binary)' --version",
                in: server.folder
            )
            #expect(printed == (["botserver \(version)"] + lines).joined(separator: "\n") + "\n")
        }
    }

    @Test("starts no second server that would write to the file of the first")
    func oneWriter() async throws {
        try await ServerProcess.with { server async throws in
            let said = try await Shell.run(
                "'\(ServerProcess.binary)' --config deploy/va.yaml; echo \"exit $?\"",
                in: server.folder
            )
            #expect(said.contains("another process has it: one writes at a time"))
            #expect(said.hasSuffix("exit 69\n"))
            #expect(try await server.ask("GET", "/readyz", token: "none").hasPrefix("200 "))
        }
    }
}
