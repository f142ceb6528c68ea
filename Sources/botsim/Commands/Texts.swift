import Bots
import Diagnostics
import Dialogue
import Foundation
import Topics
import Values

extension Command {
    static let texts = Command(
        name: "texts",
        summary: "brings the translations in languages/*.po up to date with a bot's texts",
        positionals: [.bot],
        options: [
            Option(
                name: "--check",
                value: nil,
                help: "write nothing; fail where a translation is missing or outdated"
            ),
            Option(name: "--json", value: nil, help: "a line of JSON for each language"),
        ],
        run: runTexts
    )
}

private func runTexts(_ arguments: Arguments) throws(CommandFailure) -> ExitCode {
    let path = try BotFolder.existing(BotFolder.path(arguments))
    let (texts, diagnostics) = BotLoader.texts(folder: path)
    guard let texts else {
        for diagnostic in diagnostics { Output.error(diagnostic.rendered) }
        Output.error("\(path) does not load: \(Summary.of(diagnostics))")
        return .failed
    }
    for diagnostic in texts.diagnostics { Output.error(diagnostic.rendered) }
    if texts.languages.isEmpty {
        Output.line("\(path) speaks one language: name others under 'languages' in bot.yaml")
    }
    let checks = arguments.has("--check")
    var isWell = texts.diagnostics.isEmpty
    for language in texts.languages where !texts.broken.contains(language) {
        let state = CatalogueState(of: language, in: texts, folder: path)
        if !checks, state.isChanged { try state.write() }
        if arguments.has("--json") {
            Output.line(state.json.text)
        } else {
            state.report(isDone: !checks).forEach { Output.line($0) }
        }
        if checks, !state.isComplete { isWell = false }
    }
    return isWell ? .ok : .failed
}

/// What a language's catalogue has and lacks.
private struct CatalogueState {
    let language: String
    let path: String
    let texts: Int
    /// Texts without a translation, and texts whose translation was made for other words.
    let missing: [Message]
    let outdated: [Message]
    let obsolete: Int
    /// The file as it should be.
    let written: String
    let isChanged: Bool

    init(of language: String, in bot: BotTexts, folder: String) {
        self.language = language
        path = "\(folder)/languages/\(language).po"
        let now =
            bot.catalogues[language]
            ?? .empty(of: language, in: bot.name, file: SourceFile(path: path, text: ""))
        let messages = bot.messages(for: language)
        let merged = now.merged(with: messages)
        let entries = Dictionary(
            merged.entries.filter { !$0.isObsolete }.map { ($0.key, $0) },
            uniquingKeysWith: { one, _ in one }
        )
        texts = messages.count
        outdated = messages.filter { entries[$0.key]?.isOutdated ?? false }
        missing = messages.filter { entries[$0.key]?.translation.isEmpty ?? true }
        obsolete = merged.entries.count(where: \.isObsolete)
        written = merged.text(for: messages)
        isChanged = written != now.file.text
    }

    /// Whether every text has its translation; where the texts stand may have moved since.
    var isComplete: Bool { missing.isEmpty && outdated.isEmpty }

    func write() throws(CommandFailure) {
        let folder = (path as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
        } catch {
            throw CommandFailure(message: "'\(folder)' cannot be made", code: .failed)
        }
        try TextFile.write(written, to: path)
    }

    var json: JSON {
        [
            "language": .string(language), "path": .string(path), "texts": .int(Int64(texts)),
            "missing": .int(Int64(missing.count)), "outdated": .int(Int64(outdated.count)),
            "obsolete": .int(Int64(obsolete)), "changed": .bool(isChanged),
        ]
    }

    /// More are found in the file.
    private static let mostShown = 10

    func report(isDone: Bool) -> [String] {
        var lines: [String] = []
        for (word, messages) in [("not translated", missing), ("outdated", outdated)] {
            for message in messages.prefix(Self.mostShown) {
                let place = message.places.first.map { "\($0.file.path):\($0.line): " } ?? ""
                lines.append("\(place)\(word) in \(language): \(message.key.source.oneLine)")
            }
            if messages.count > Self.mostShown {
                lines.append("and \(messages.count - Self.mostShown) more \(word) in \(language)")
            }
        }
        let counts = [
            Summary.count(texts, "text"), missing.isEmpty ? nil : "\(missing.count) missing",
            outdated.isEmpty ? nil : "\(outdated.count) outdated",
            obsolete == 0 ? nil : "\(obsolete) obsolete",
            !isChanged ? nil : isDone ? "written" : "not up to date: run 'botsim texts'",
        ]
        return lines + ["\(path): " + counts.compactMap(\.self).joined(separator: ", ")]
    }
}

extension String {
    fileprivate var oneLine: String {
        let line = split(whereSeparator: \.isNewline).joined(separator: " / ")
        return line.count > 80 ? line.prefix(79) + "…" : line
    }
}

extension BotFolder {
    /// One line for each language that lacks translations.
    var untranslated: [Diagnostic] {
        bot.definition.untranslated.filter { $0.count > 0 }.map { language in
            let file = SourceFile(path: "\(path)/languages/\(language.language).po", text: "")
            return .warning(
                "untranslated",
                at: SourceLocation(file: file, line: 1, column: 1),
                "\(language.count) of \(language.texts) texts are not in '\(language.language)'",
                hint: "run 'botsim texts \(path)' and translate what it lists"
            )
        }
    }
}
