import Diagnostics
import Messages

/// Writes a transcript anew with what the bot really said.
///
/// Comments, inputs and facts stay as they are, so do the words of channels that did not run. Where
/// channels differ, what each says is guarded.
package struct TranscriptRecorder {
    private let transcript: Transcript
    private let runs: [ChannelRun]

    package init(_ transcript: Transcript, _ result: TranscriptResult) {
        self.transcript = transcript
        runs = result.runs
    }

    /// The text of the file.
    package var text: String {
        var page = GuardedPage()
        var isFactsOnly = false
        let header = transcript.file.text.split(separator: "\n", omittingEmptySubsequences: false)
            .prefix(transcript.header.lastLine).map { String($0).withoutTrailingSpace }
        page.add(header, for: nil)
        // Remarks above the header are among its lines already.
        let lines = transcript.lines.enumerated().filter {
            $0.element.location.line > transcript.header.lastLine
        }
        let places = placesOfWords(in: lines.map(\.offset))
        for (index, line) in lines {
            if case .factsOnly = line.kind { isFactsOnly = true }
            if !isReplaced(line) || isFactsOnly { page.add(line.source, for: line.channels) }
            guard !isFactsOnly, let inputs = places[index] else { continue }
            for input in inputs { say(input, on: &page) }
        }
        return page.text
    }

    private func isReplaced(_ line: TranscriptLine) -> Bool {
        guard case .saying = line.kind else { return false }
        return runs.contains { line.counts(on: $0.channel) }
    }

    /// After which line the words of which input stand: where the first of them stood, else behind
    /// the facts that follow the input.
    private func placesOfWords(in order: [Int]) -> [Int: [Int]] {
        var places: [Int: [Int]] = [:]
        var open: (input: Int, last: Int, isPlaced: Bool)?
        func close() {
            if let turn = open, !turn.isPlaced { places[turn.last, default: []].append(turn.input) }
        }
        for index in order {
            switch transcript.lines[index].kind {
            case .input:
                close()
                open = (index, index, false)
            case .saying where isReplaced(transcript.lines[index]):
                guard let turn = open, !turn.isPlaced else { continue }
                places[index, default: []].append(turn.input)
                open?.isPlaced = true
            case .claims: open?.last = index
            case .saying, .factsOnly, .remark: break
            }
        }
        close()
        return places
    }

    private func say(_ input: Int, on page: inout GuardedPage) {
        var groups: [(channels: [Channel], lines: [String])] = []
        for run in runs {
            guard let turn = run.turns.first(where: { $0.line == input }) else { continue }
            let lines = turn.said.flatMap(\.lines)
            if let index = groups.firstIndex(where: { $0.lines == lines }) {
                groups[index].channels.append(run.channel)
            } else {
                groups.append(([run.channel], lines))
            }
        }
        for group in groups where !group.lines.isEmpty {
            let isForAll = group.channels.count == runs.count
            page.add(group.lines, for: isForAll ? nil : Set(group.channels))
        }
    }
}

/// Lines, those for some channels under their guard.
struct GuardedPage {
    private var lines: [String] = []
    private var open: Set<Channel>?

    mutating func add(_ new: [String], for channels: Set<Channel>?) {
        guard new != [""] else {
            lines.append("")
            open = nil
            return
        }
        if channels != open, let channels {
            let names = Channel.allCases.filter(channels.contains).map(\.rawValue)
            lines.append("when \(names.joined(separator: ", ")):")
        }
        open = channels
        lines += channels == nil ? new : new.map { "  " + $0 }
    }

    var text: String { lines.joined(separator: "\n") + "\n" }
}
