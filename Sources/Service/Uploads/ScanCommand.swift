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
        guard !command.isEmpty else { return .harmless }
        guard let child = ChildProcess(command + [path]) else { return .unknown }
        let alarm = Task {
            try await Task.sleep(for: patience)
            child.end()
        }
        defer { alarm.cancel() }
        let code = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // Waiting blocks: it has a thread of its own.
                Thread { continuation.resume(returning: child.wait()) }.start()
            }
        } onCancel: {
            // Nobody waits for it any more.
            child.end()
        }
        return code.map { $0 == 0 ? .harmless : .refused } ?? .unknown
    }
}
