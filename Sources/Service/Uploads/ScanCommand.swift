import Foundation

/// Has a program look at a file before it is taken.
struct ScanCommand: Sendable {
    let command: [String]

    enum Verdict: Hashable, Sendable {
        case harmless
        case refused
        /// The program could not be run, or did not end.
        case unknown
    }

    /// Within the time that whoever sent the file waits for an answer.
    static let patience = Duration.seconds(20)

    func judge(_ path: String, within patience: Duration = patience) async -> Verdict {
        guard let program = command.first else { return .harmless }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = command.dropFirst() + [path]
        process.environment = ["PATH": "/usr/bin:/bin"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let (verdicts, verdict) = AsyncStream<Verdict>.makeStream()
        process.terminationHandler = { process in
            let isHarmless = process.terminationStatus == 0
            let hasEnded = process.terminationReason == .exit
            verdict.yield(!hasEnded ? .unknown : isHarmless ? .harmless : .refused)
            verdict.finish()
        }
        do { try process.run() } catch { return .unknown }
        let id = process.processIdentifier
        let alarm = Task {
            try await Task.sleep(for: patience)
            kill(id, SIGKILL)
        }
        defer { alarm.cancel() }
        for await verdict in verdicts { return verdict }
        // Nobody waits for it any more.
        kill(id, SIGKILL)
        return .unknown
    }
}
