import Foundation
import TestSupport
import Testing
import Values

/// This checkout.
enum Checkout {
    static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
}

/// Runs a script as people would.
enum Shell {
    static func run(_ script: String, in folder: String) async throws -> String {
        try await aside { try wait(script, folder) }
    }

    private static func wait(_ script: String, _ folder: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", script]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        // Not a pipe: another process that begins at the same moment may hold its end, and then it
        // does not end before that one does.
        let path = NSTemporaryDirectory() + "said-" + UUID().uuidString
        try Data().write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        process.standardOutput = output
        process.standardError = output
        try process.run()
        process.waitUntilExit()
        try output.close()
        return try String(decoding: Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }
}

/// The real server as a process of its own, with the sample bank and a folder for what it keeps.
///
/// Unchecked: a test waits for each of its verbs before the next.
final class ServerProcess: @unchecked Sendable {
    let folder: String
    private(set) var address = ""
    private var process = Process()

    private let environment: [String: String]

    private init(folder: String, environment: [String: String]) {
        self.folder = folder
        self.environment = environment
    }

    /// Runs a server while a test goes on.
    ///
    /// - Parameters:
    ///   - configuration: Its file; the sample's without.
    ///   - files: What else lies in its folder, by paths.
    ///   - environment: What is set for it besides what is set here.
    ///   - test: What is tried with it.
    /// - Throws: What went wrong.
    static func with(
        configuration: ((_ folder: String) throws -> String)? = nil,
        files: [String: String] = [:],
        environment: [String: String] = [:],
        _ test: (ServerProcess) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("server-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder + "/deploy",
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let server = ServerProcess(folder: folder, environment: environment)
        for (name, text) in files { try server.write(text, to: name) }
        try server.configure(try configuration?(folder) ?? sample())
        do {
            try await server.start()
            try await test(server)
        } catch {
            try await server.kill(SIGKILL)
            throw error
        }
        try await server.kill(SIGKILL)
    }

    private func configure(_ text: String) throws {
        try text.write(toFile: folder + "/deploy/va.yaml", atomically: true, encoding: .utf8)
    }

    /// Writes a file of the server's folder.
    func write(_ text: String, to name: String) throws {
        let path = folder + "/" + name
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true
        )
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// Asks the server with one of its tokens.
    ///
    /// - Returns: The status, and the body behind a space.
    func ask(
        _ method: String,
        _ path: String,
        token: String,
        _ body: String = ""
    ) async throws -> String {
        let data = body.isEmpty ? "" : "-d '\(body)'"
        return try await Shell.run(
            """
            body=$(mktemp)
            status=$(curl -s --max-time 20 -X \(method) -o "$body" -w '%{http_code}' \(data) \
            "http://\(address)\(path)" -H "Authorization: Bearer \(token)")
            printf '%s ' "$status"; cat "$body"; rm "$body"
            """,
            in: folder
        )
    }

    /// The sample's configuration on any port.
    private static func sample() throws -> String {
        let sample = try String(
            contentsOfFile: Checkout.path + "/deploy/sample.yaml",
            encoding: .utf8
        )
        return sample.replacing("127.0.0.1:8080", with: "127.0.0.1:0")
            .replacing("../topics", with: Checkout.path + "/topics")
    }

    /// The server of this build, which lies beside the test bundle.
    static var binary: String {
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
            + "/botserver"
    }

    /// Begins the process, and waits until it is ready.
    func start() async throws { try await aside { [self] in try startAndWait() } }

    private func startAndWait() throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: Self.binary)
        process.arguments = ["--config", folder + "/deploy/va.yaml"]
        // Not a pipe: nobody reads it while the test goes on.
        try Data().write(to: URL(fileURLWithPath: logFile))
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: logFile))
        process.standardOutput = output
        let complaints = try FileHandle(forWritingTo: URL(fileURLWithPath: try emptyFile("errors")))
        process.standardError = complaints
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        try process.run()
        try output.close()
        try complaints.close()
        while true {
            let isRunning = process.isRunning
            let said = try errors()
            if let found = try logText().firstMatch(of: /"address":"http:\/\/([^"]+)"/) {
                address = String(found.output.1)
                return
            }
            try #require(isRunning, "the server ended before it was ready: \(said)")
            usleep(10_000)
        }
    }

    private func emptyFile(_ name: String) throws -> String {
        let path = folder + "/" + name
        try Data().write(to: URL(fileURLWithPath: path))
        return path
    }

    /// What the process has said on its way out.
    func errors() throws -> String {
        try String(contentsOfFile: folder + "/errors", encoding: .utf8)
    }

    /// The process, while it runs.
    var id: Int32 { process.processIdentifier }

    var isRunning: Bool { process.isRunning }

    private var logFile: String { folder + "/log" }

    /// The log as it is by now, read piece by piece: it grows meanwhile.
    private func logText() throws -> String {
        let file = try #require(fopen(logFile, "r"))
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&piece, 1, piece.count, file), count > 0 {
            bytes += piece.prefix(count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What the server has written into its log, line by line, since it was begun.
    func log() throws -> [JSON] {
        try logText().split(separator: "\n").compactMap { try? JSON(parsing: String($0)) }
    }

    /// Ends the process by a signal.
    ///
    /// - Returns: Its exit code.
    @discardableResult
    func kill(_ signal: Int32) async throws -> Int32 {
        try await aside { [self] in
            if process.isRunning {
                Foundation.kill(process.processIdentifier, signal)
                process.waitUntilExit()
            }
            return process.terminationStatus
        }
    }

    /// Sends a signal that the process goes on after.
    func signal(_ signal: Int32) { Foundation.kill(process.processIdentifier, signal) }
}
