import Diagnostics

extension TranscriptInput {
    /// Reads one line of input by itself: what stands behind `>`, or a line with `!`, `~`, `stub`.
    package static func reading(_ text: String) -> Result<TranscriptInput, Diagnostic> {
        let line = LineReader(file: SourceFile(path: "input", text: text), number: 1, text: text)
        let reader = InputReader(line: line)
        let whole = text[...]
        if whole.hasPrefix("!") { return reader.gateway(whole.dropFirst()) }
        if whole.hasPrefix("~") { return reader.wait(whole.dropFirst()) }
        if whole.hasPrefix("stub ") { return reader.stub(whole.dropFirst(5)) }
        return reader.customer(whole)
    }
}
