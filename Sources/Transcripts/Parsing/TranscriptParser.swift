import Diagnostics
import Messages
import Text
import Values

extension Transcript {
    /// The largest file that is read, in bytes.
    package static let largestFile = 1_048_576

    /// Reads a `.chat` file.
    ///
    /// - Returns: All mistakes in reading order, and the transcript unless one of them is an error.
    package static func parse(_ file: SourceFile) -> (Transcript?, [Diagnostic]) {
        guard file.text.utf8.count <= largestFile else {
            let start = SourceLocation(file: file, line: 1, column: 1)
            let problem = Diagnostic.error(
                "file-too-large",
                at: start,
                "a transcript has at most 1 MiB",
                hint: "cut it into several files"
            )
            return (nil, [problem])
        }
        var parser = TranscriptParser(file: file)
        parser.read()
        let problems = parser.problems.sorted(by: Diagnostic.inReadingOrder)
        guard !problems.contains(where: { $0.severity == .error }) else { return (nil, problems) }
        return (Transcript(file: file, header: parser.header, lines: parser.lines), problems)
    }
}

struct TranscriptParser {
    let file: SourceFile
    private(set) var header = TranscriptHeader()
    private(set) var lines: [TranscriptLine] = []
    private(set) var problems: [Diagnostic] = []

    /// The guard that is open.
    private var guarded: OpenGuard?
    private var isInHeader = true
    private var isFactsOnly = false

    private struct OpenGuard {
        let runs: RunGuard
        /// Columns before its lines; nil until the first of them.
        var indent: Int?
    }

    init(file: SourceFile) { self.file = file }

    mutating func read() {
        let rows = file.text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, row) in rows.enumerated() {
            // The end of the last line is no line of its own.
            if index == rows.count - 1, row.isEmpty { break }
            let text = String(row).withoutTrailingSpace
            read(LineReader(file: file, number: index + 1, text: text))
        }
    }

    private mutating func read(_ line: LineReader) {
        let whole = line.text[...]
        guard !whole.isEmpty else {
            if header.lastLine > 0 { isInHeader = false }
            return add(.remark, line, whole)
        }
        if whole.hasPrefix("#") { return add(.remark, line, whole) }
        if isInHeader {
            if HeaderReader.isHeader(whole) {
                HeaderReader.read(line, into: &header, problems: &problems)
                header.lastLine = line.number
                return
            }
            isInHeader = false
        }
        let content = contentWithinGuard(whole)
        if let first = content.first, first.isWhitespace { return continueEntry(content, line) }
        readEntry(content, line)
    }

    /// The line without the indentation of the guard it stands in; ends a guard that is over.
    private mutating func contentWithinGuard(_ whole: Substring) -> Substring {
        guard let open = guarded else { return whole }
        let indent = whole.prefix { $0 == " " || $0 == "\t" }.count
        guard indent > 0 else {
            guarded = nil
            return whole
        }
        let expected = open.indent ?? indent
        guarded?.indent = expected
        return whole.dropFirst(min(expected, indent))
    }

    private mutating func readEntry(_ content: Substring, _ line: LineReader) {
        let rest = content.dropFirst()
        switch content.first {
        case ">": input(InputReader(line: line).customer(rest), line, content)
        case "!": input(InputReader(line: line).gateway(rest), line, content)
        case "~": input(InputReader(line: line).wait(rest), line, content)
        case "<": saying(rest, line, content)
        case "@": claims(rest, line, content)
        case "#": add(.remark, line, content)
        default:
            if content.hasPrefix("when ") { return openGuard(content, line) }
            if content.hasPrefix("stub ") {
                return input(InputReader(line: line).stub(content.dropFirst(5)), line, content)
            }
            problems.append(
                line.error(
                    "unknown-line",
                    at: content,
                    "this line is none that a transcript knows",
                    hint: "it begins with > (customer), < (bot), @ (facts), ~ (time), ! (desk and "
                        + "gateway), stub, when or #"
                )
            )
        }
    }

    private mutating func input(
        _ read: Result<TranscriptInput, Diagnostic>,
        _ line: LineReader,
        _ content: Substring
    ) {
        switch read {
        case .success(let input): add(.input(input), line, content)
        case .failure(let problem): problems.append(problem)
        }
    }

    private mutating func claims(_ rest: Substring, _ line: LineReader, _ content: Substring) {
        if rest.trimmedPart == "only" {
            isFactsOnly = true
            return add(.factsOnly, line, content)
        }
        var claims: [Claim] = []
        for part in rest.splitAtSemicolons {
            switch ClaimReader(line: line).claim(part) {
            case .success(let claim): claims.append(claim)
            case .failure(let problem): problems.append(problem)
            }
        }
        add(.claims(claims), line, content)
    }

    private mutating func saying(_ rest: Substring, _ line: LineReader, _ content: Substring) {
        if isFactsOnly {
            problems.append(
                .warning(
                    "not-checked",
                    at: line.location(content),
                    "below '@ only' the bot's words are not checked",
                    hint: "take this line out, or put it above '@ only'"
                )
            )
        }
        let words = rest.first == " " ? rest.dropFirst() : rest
        add(.saying(Saying(firstLine: String(words))), line, content)
    }

    // MARK: Lines under a line

    private mutating func continueEntry(_ content: Substring, _ line: LineReader) {
        let part = content.trimmedPart
        guard let last = lines.last else { return stray(content, line) }
        if part.hasPrefix("|") {
            let words = part.dropFirst()
            let text = String(words.first == " " ? words.dropFirst() : words)
            switch last.kind {
            case .input(.text(let before)):
                replaceLast(last, with: .input(.text(before + "\n" + text)), content)
            case .saying(var said) where said.text != nil:
                said.text = (said.text ?? "") + "\n" + text
                replaceLast(last, with: .saying(said), content)
            default: stray(content, line)
            }
            return
        }
        guard case .saying(var said) = last.kind else { return stray(content, line) }
        said.items.append(String(part).onOneLine)
        replaceLast(last, with: .saying(said), content)
    }

    private mutating func stray(_ content: Substring, _ line: LineReader) {
        problems.append(
            line.error(
                "stray-line",
                at: content.trimmedPart,
                "an indented line belongs to a line of the bot, and there is none above it",
                hint: "put it under a line that begins with <, or write it without indentation"
            )
        )
    }

    private mutating func replaceLast(
        _ last: TranscriptLine,
        with kind: TranscriptLine.Kind,
        _ content: Substring
    ) {
        lines[lines.count - 1] = TranscriptLine(
            location: last.location,
            guarded: last.guarded,
            kind: kind,
            source: last.source + [String(content)]
        )
    }

    // MARK: Guards

    private mutating func openGuard(_ content: Substring, _ line: LineReader) {
        guard let colon = content.firstIndex(of: ":") else {
            problems.append(
                line.error(
                    "bad-guard",
                    at: content,
                    "a guard ends with a colon",
                    hint: "write it like 'when sms:' or 'when web, es:'"
                )
            )
            return
        }
        var runs = RunGuard()
        for part in content[..<colon].dropFirst(5).split(separator: ",") {
            let name = part.trimmedPart
            if let channel = Channel(rawValue: String(name)) {
                runs.channels.insert(channel)
            } else if header.languages.contains(String(name)) {
                runs.languages.insert(String(name))
            } else {
                problems.append(line.unknownChannel(name, orLanguage: header.languages))
            }
        }
        guarded = OpenGuard(runs: runs, indent: nil)
        let rest = content[content.index(after: colon)...].trimmedPart
        if !rest.isEmpty {
            // What continues it is indented from the line itself.
            guarded?.indent = 0
            readEntry(rest, line)
        }
    }

    private mutating func add(
        _ kind: TranscriptLine.Kind,
        _ line: LineReader,
        _ content: Substring
    ) {
        // An empty line may stand anywhere; it ends no guard.
        lines.append(
            TranscriptLine(
                location: line.location(content),
                guarded: guarded?.runs,
                kind: kind,
                source: [String(content)]
            )
        )
    }
}

extension LineReader {
    /// A name that is none of the channels, nor of the languages that the header names.
    func unknownChannel(_ name: Substring, orLanguage languages: [String] = []) -> Diagnostic {
        let known = Channel.allCases.map(\.rawValue) + languages
        if languages.isEmpty, LanguageTag.isKnown(String(name)), name.utf8.count == 2 {
            return error(
                "unknown-channel",
                at: name,
                "the header does not say that this runs in '\(name)'",
                hint: "write 'languages: en, \(name)' above"
            )
        }
        return error(
            "unknown-channel",
            at: name,
            "there is no channel '\(name)'",
            hint: nearest(to: String(name), in: known).map { "did you mean '\($0)'?" }
                ?? "write one of \(known.joined(separator: ", "))"
        )
    }
}

extension Saying {
    /// Reads what stands behind `<`.
    init(firstLine line: String) {
        if line.hasPrefix("\\") {
            self.init(text: String(line.dropFirst()))
        } else if line.hasPrefix("* ") || line.hasPrefix("[card] ") || line.hasPrefix("[media] ") {
            self.init(text: nil, items: [line.onOneLine])
        } else if line.hasPrefix("[link] ") {
            self.init(text: nil, items: ["-> " + line.dropFirst(7)])
        } else if line.hasPrefix("[form]") || line.hasPrefix("[agent]") {
            let mark = line.hasPrefix("[form]") ? "[form]" : "[agent]"
            let text = String(line.dropFirst(mark.count)).trimmed
            self.init(text: text.isEmpty ? nil : text, items: [mark])
        } else {
            self.init(text: line.isEmpty ? nil : line)
        }
    }
}
