import ChaosPlan
import Foundation
import Synchronization
import Testing

/// Where one server after the other runs: when one has died, the next begins.
final class Berth: Sendable {
    private struct State {
        var process: Process?
        var address: String?
        var lives = 0
    }

    private let folder: String
    private let number: Int
    private let state = Mutex(State())

    init(_ folder: String, _ number: Int) {
        self.folder = folder
        self.number = number
    }

    /// Where the server of now is asked; nil while there is none that is ready.
    var address: String? { state.withLock(\.address) }

    /// Begins a server and waits until it is ready, or has ended before.
    ///
    /// - Returns: Whether it is ready.
    @discardableResult
    func begin(_ orders: Orders) async throws -> Bool {
        let life = state.withLock { state in
            state.lives += 1
            return state.lives
        }
        let log = "\(folder)/server\(number)-\(life).log"
        try Data().write(to: URL(fileURLWithPath: log))
        let output = try #require(FileHandle(forWritingAtPath: log))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.binary)
        process.arguments = ["\(folder)/server\(number).yaml"] + orders.arguments
        process.standardOutput = output
        process.standardError = output
        try process.run()
        state.withLock { $0.process = process }
        while process.isRunning {
            let text = try String(contentsOfFile: log, encoding: .utf8)
            if let found = text.firstMatch(of: /"address":"([^"]+)"/) {
                state.withLock { $0.address = String(found.output.1) }
                return true
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    var isAlive: Bool { state.withLock { $0.process?.isRunning ?? false } }

    /// Waits until the server of now has ended.
    ///
    /// - Returns: Whether a SIGKILL ended it.
    func end() async throws -> Bool {
        guard let process = state.withLock(\.process) else { return false }
        while process.isRunning { try await Task.sleep(for: .milliseconds(10)) }
        state.withLock { $0.address = nil }
        return process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
    }

    func signal(_ signal: Int32) {
        state.withLock { state in
            guard let process = state.process, process.isRunning else { return }
            kill(process.processIdentifier, signal)
        }
    }

    /// The server with the seams, which lies beside the tests.
    private static let binary =
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
        + "/chaosserver"
}
