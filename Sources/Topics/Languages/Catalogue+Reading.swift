import CGettextPO
import Diagnostics
import Foundation
import Synchronization
import Text

extension Catalogue {
    /// 4 MiB: more than the texts of any bot.
    static let mostBytes = 1 << 22

    /// The library keeps a state of its own.
    private static let library = Mutex(())

    /// Reads a catalogue with GNU gettext's own library.
    ///
    /// - Returns: nil where a mistake was found; all of them are added to `problems`.
    static func read(
        language: String,
        bytes: [UInt8],
        path: String,
        _ problems: Problems
    ) -> Catalogue? {
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        func fail(_ code: String, line: Int = 1, _ message: String, hint: String) -> Catalogue? {
            // A line that cannot be shown whole is still one.
            let shown = String(decoding: content.prefix(mostBytes), as: UTF8.self)
            let file = SourceFile(path: path, text: shown)
            problems.error(
                code,
                at: SourceLocation(file: file, line: line, column: 1),
                message,
                hint: hint
            )
            return nil
        }
        guard content.count <= mostBytes else {
            return fail(
                "too-large",
                "this catalogue is larger than 4 MiB",
                hint: "remove what is obsolete: the lines that begin with '#~'"
            )
        }
        guard let text = String(validating: content, as: UTF8.self) else {
            return fail(
                "not-utf8",
                "this catalogue is not UTF-8",
                hint: "save it as UTF-8, with 'charset=UTF-8' in its header"
            )
        }
        guard !content.contains(0) else {
            return fail(
                "unprintable",
                line: 1 + content.prefix { $0 != 0 }.count { $0 == 10 },
                "there is a NUL byte in this catalogue",
                hint: "delete it"
            )
        }
        let file = SourceFile(path: path, text: text)
        let (entries, header, headerComment, mistakes) = library.withLock { _ in
            parsed(text, file)
        }
        mistakes.forEach(problems.add)
        guard mistakes.isEmpty else { return nil }
        let catalogue = Catalogue(
            language: language,
            file: file,
            header: header ?? "",
            headerComment: headerComment,
            entries: entries
        )
        return catalogue.isInUTF8(problems) ? catalogue : nil
    }

    /// The header says of which charset its file is.
    private func isInUTF8(_ problems: Problems) -> Bool {
        guard let type = Self.field("Content-Type", of: header),
            let mark = type.range(of: "charset=", options: .caseInsensitive)
        else { return true }
        let charset = type[mark.upperBound...].prefix { $0 != ";" && !$0.isWhitespace }
        // A template has no charset yet.
        if ["utf-8", "utf8", "us-ascii", "charset"].contains(charset.lowercased()) { return true }
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = lines.firstIndex { $0.contains("charset=") } ?? 0
        problems.error(
            "not-utf8",
            at: SourceLocation(file: file, line: line + 1, column: 1),
            "the header says '\(shown(String(charset)))', and catalogues are UTF-8",
            hint: "save the file as UTF-8 and write 'charset=UTF-8'"
        )
        return false
    }

    static func field(_ name: String, of header: String) -> String? {
        guard let text = cgettextpo_header_field(header, name) else { return nil }
        defer { cgettextpo_free_text(text) }
        return String(cString: text)
    }

    private static func parsed(
        _ text: String,
        _ file: SourceFile
    ) -> ([Entry], header: String?, headerComment: String, [Diagnostic]) {
        var copy = text
        let read = copy.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cgettextpo_read($0.baseAddress, $0.count) }
        }
        guard let read else {
            let start = SourceLocation(file: file, line: 1, column: 1)
            let full = Diagnostic.error(
                "unreadable-file",
                at: start,
                "this catalogue cannot be read",
                hint: "see whether there is memory left"
            )
            return ([], nil, "", [full])
        }
        defer { cgettextpo_free(read) }
        let problems = UnsafeBufferPointer(
            start: read.pointee.problems,
            count: read.pointee.problem_count
        )
        var mistakes = problems.compactMap { mistake($0, file) }
        let found = UnsafeBufferPointer(
            start: read.pointee.entries,
            count: read.pointee.entry_count
        )
        let lines = CatalogueLines(file).entries
        let isAligned = lines.count == found.count
        var entries: [Entry] = []
        var header: (text: String, comment: String)?
        for (index, one) in found.enumerated() {
            let line = isAligned ? lines[index] : (source: 1, translation: 1)
            if one.plural != nil {
                mistakes.append(
                    .error(
                        "plural-entry",
                        at: SourceLocation(file: file, line: line.source, column: 1),
                        "'\(shown(String(cString: one.source)))' has plural forms here",
                        hint: "one 'msgstr' for every number is what this bot reads"
                    )
                )
                continue
            }
            let source = String(cString: one.source)
            if source.isEmpty, one.context == nil {
                header = (String(cString: one.translation), String(cString: one.comment))
                continue
            }
            let context = one.context.map { String(cString: $0) } ?? ""
            var entry = Entry(
                key: Key(context: context, source: source),
                translation: String(cString: one.translation)
            )
            entry.isOutdated = one.is_fuzzy != 0
            entry.isObsolete = one.is_obsolete != 0
            entry.comment = String(cString: one.comment)
            if let previous = one.previous_source {
                entry.previous = Key(
                    context: one.previous_context.map { String(cString: $0) } ?? context,
                    source: String(cString: previous)
                )
            }
            entry.sourceLine = line.source
            entry.translationLine = line.translation
            entries.append(entry)
        }
        return (entries, header?.text, header?.comment ?? "", mistakes)
    }

    private static func mistake(
        _ problem: cgettextpo_problem,
        _ file: SourceFile
    ) -> Diagnostic? {
        guard problem.is_error != 0 else { return nil }
        let place = SourceLocation(file: file, line: max(1, Int(problem.line)), column: 1)
        if problem.is_double != 0 {
            return .error(
                "doubled-entry",
                at: place,
                "this text stands in the catalogue twice",
                hint: "delete one of the two, from its 'msgctxt' to its 'msgstr'"
            )
        }
        let words = String(cString: problem.words).split(whereSeparator: \.isNewline).first ?? ""
        return .error(
            "broken-catalogue",
            at: place,
            "this cannot be read: \(words)",
            hint: "an entry is 'msgctxt', 'msgid' and 'msgstr', each before a text in quotes"
        )
    }
}

/// Where the entries of a catalogue begin, which the library does not tell.
struct CatalogueLines {
    /// In the order of the file, from 1.
    let entries: [(source: Int, translation: Int)]

    init(_ file: SourceFile) {
        var entries: [(source: Int, translation: Int)] = []
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            var rest = line.drop { $0 == " " || $0 == "\t" }
            if rest.hasPrefix("#~") { rest = rest.dropFirst(2).drop { $0 == " " || $0 == "\t" } }
            if rest.hasPrefix("msgid ") || rest.hasPrefix("msgid\"") {
                entries.append((index + 1, index + 1))
            } else if rest.hasPrefix("msgstr"), !entries.isEmpty {
                entries[entries.count - 1].translation = index + 1
            }
        }
        self.entries = entries
    }
}
