import Diagnostics
import Messages

/// Writes a transcript anew with what the bot really said.
///
/// Comments, inputs and facts stay as they are, so do the words of runs that did not happen. Where
/// runs differ, what each says is guarded.
package struct TranscriptRecorder {
    private let transcript: Transcript
    private let runs: [TranscriptRun]

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
            if !isReplaced(line) || isFactsOnly { page.add(line.source, for: line.guarded) }
            guard !isFactsOnly, let inputs = places[index] else { continue }
            for input in inputs { say(input, on: &page) }
        }
        return page.text
    }

    private func isReplaced(_ line: TranscriptLine) -> Bool {
        guard case .saying = line.kind else { return false }
        return runs.contains { line.counts(on: $0.circumstances) }
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
        var groups: [(runs: [RunCircumstances], lines: [String])] = []
        for run in runs {
            guard let turn = run.turns.first(where: { $0.line == input }) else { continue }
            let lines = turn.said.flatMap(\.lines)
            if let index = groups.firstIndex(where: { $0.lines == lines }) {
                groups[index].runs.append(run.circumstances)
            } else {
                groups.append(([run.circumstances], lines))
            }
        }
        for group in groups where !group.lines.isEmpty {
            for runs in guards(for: group.runs) { page.add(group.lines, for: runs) }
        }
    }

    /// The guards that together name some of the runs, no more and no fewer; nil for all of them.
    private func guards(for some: [RunCircumstances]) -> [RunGuard?] {
        guard some.count < runs.count else { return [nil] }
        let allChannels = Set(runs.map(\.circumstances.channel))
        let allLanguages = Set(runs.compactMap(\.circumstances.language))
        var groups: [(channels: Set<Channel>, languages: Set<String>)] = []
        var seen: Set<String?> = []
        for language in some.map(\.language) where seen.insert(language).inserted {
            let channels = Set(some.filter { $0.language == language }.map(\.channel))
            let own = Set([language].compactMap(\.self))
            if let index = groups.firstIndex(where: { $0.channels == channels }) {
                groups[index].languages.formUnion(own)
            } else {
                groups.append((channels, own))
            }
        }
        return groups.map { group in
            RunGuard(
                channels: group.channels == allChannels ? [] : group.channels,
                languages: group.languages == allLanguages ? [] : group.languages
            )
        }
    }
}

/// Lines, those for some runs under their guard.
struct GuardedPage {
    private var lines: [String] = []
    private var open: RunGuard?

    mutating func add(_ new: [String], for runs: RunGuard?) {
        guard new != [""] else {
            lines.append("")
            open = nil
            return
        }
        if runs != open, let runs { lines.append(runs.line) }
        open = runs
        lines += runs == nil ? new : new.map { "  " + $0 }
    }

    var text: String { lines.joined(separator: "\n") + "\n" }
}
