import CEdit
import Foundation

/// Where the lines of a conversation come from: a terminal with editing, or a pipe.
final class LineEditor {
    let isTerminal: Bool
    private let input: LineInput
    private let historyPath: String?
    private static let longestHistory: Int32 = 1000

    init() throws(CommandFailure) {
        isTerminal = isatty(0) == 1 && isatty(1) == 1
        input = try LineInput("-")
        historyPath = ProcessInfo.processInfo.environment["HOME"].map { $0 + "/.botsim_history" }
        if isTerminal, let historyPath { _ = cedit_load_history(historyPath) }
    }

    /// The next line.
    ///
    /// - Parameters:
    ///   - prompt: What stands before it.
    ///   - completions: What Tab offers.
    ///   - shown: The line as it may be written down.
    /// - Returns: nil at the end.
    func next(
        _ prompt: String,
        completions: [String],
        shown: (String) -> String
    ) -> String? {
        guard isTerminal else {
            guard let bytes = input.next() else { return nil }
            var line = String(decoding: bytes, as: UTF8.self)
            if line.hasPrefix("\u{FEFF}") { line.removeFirst() }
            // So that the whole conversation can be read where it ends up.
            Output.line(prompt + shown(line))
            return line
        }
        complete(completions)
        guard let line = cedit_read(prompt) else {
            Output.line("")
            return nil
        }
        defer { cedit_free(line) }
        let text = String(cString: line)
        if !text.isEmpty, shown(text) == text {
            cedit_remember(line)
            // At once: whoever leaves by Ctrl-C has written it all the same.
            close()
        }
        return text
    }

    private func complete(_ words: [String]) {
        let copies = words.map { strdup($0) }
        let pointers = copies.map { $0.map { UnsafePointer<CChar>($0) } }
        pointers.withUnsafeBufferPointer { cedit_set_completions($0.baseAddress, Int32($0.count)) }
        for copy in copies { free(copy) }
    }

    func close() {
        // A home that cannot be written to costs the history, not the conversation.
        if isTerminal, let historyPath { _ = cedit_save_history(historyPath, Self.longestHistory) }
    }
}
