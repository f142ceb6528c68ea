import Diagnostics
import YAML

/// Reads and checks a bot.
package enum BotLoader {
    /// Reads the folder of a bot.
    ///
    /// - Returns: All that is wrong in reading order, and the bot unless something of it is an
    ///   error. A folder or file that cannot be read is one of the diagnostics.
    package static func load(folder: String) -> (bot: BotDefinition?, diagnostics: [Diagnostic]) {
        let problems = Problems()
        let trimmed = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        let files = BotFolder(path: trimmed).files(problems)
        guard !files.isEmpty || problems.found.isEmpty else { return (nil, problems.found) }
        return load(files, shownIn: trimmed == "." ? "" : trimmed + "/", problems)
    }

    /// The files of a bot's folder that decide what it does, unread.
    package static func files(folder: String) -> (files: [BotFile], diagnostics: [Diagnostic]) {
        let problems = Problems()
        let files = BotFolder(path: folder).files(problems)
        return (files, problems.found)
    }

    /// The same for files that are there already; it reads nothing else.
    ///
    /// - Parameters:
    ///   - files: Those that say nothing about topics are left aside.
    ///   - folder: Stands before each path in what is shown.
    /// - Returns: What `load(folder:)` returns.
    package static func load(
        files: [BotFile],
        shownIn folder: String = ""
    ) -> (bot: BotDefinition?, diagnostics: [Diagnostic]) {
        load(files, shownIn: folder, Problems())
    }

    /// The languages that `bot.yaml` lists, also where the bot does not load.
    package static func languages(folder: String) -> [String] {
        let silent = Problems()
        let sources = Sources(BotFolder(path: folder).files(silent), shownIn: "", silent)
        return sources.bot?.node.flatMap { BotReader($0, silent) }?.languages() ?? ["en"]
    }

    private static func load(
        _ files: [BotFile],
        shownIn folder: String,
        _ problems: Problems
    ) -> (bot: BotDefinition?, diagnostics: [Diagnostic]) {
        let sources = Sources(files, shownIn: folder, problems)
        let bot = BotAssembly(sources, problems).bot(fingerprint: fingerprint(of: files))
        let diagnostics = Allowances(sources.files).applied(to: problems.found)
        let isWell = !diagnostics.contains { $0.severity == .error }
        return (isWell ? bot : nil, diagnostics)
    }
}

/// The files of a bot by what they are, as nodes.
struct Sources {
    /// nil where it cannot be read.
    private(set) var bot: Source?
    private(set) var actions: Source?
    private(set) var tables: [(name: String, source: Source)] = []
    private(set) var topics: [(name: String, source: Source)] = []
    /// Translations, which are not YAML.
    private(set) var catalogues: [(language: String, path: String, bytes: [UInt8])] = []
    private(set) var files: [SourceFile] = []

    struct Source {
        let file: SourceFile
        /// nil where it cannot be read to its end, which has been reported, or is empty.
        let node: Node?
        /// Nothing but comments, which is no mistake everywhere.
        let isEmpty: Bool

        var start: SourceLocation { SourceLocation(file: file, line: 1, column: 1) }
    }

    init(_ files: [BotFile], shownIn folder: String, _ problems: Problems) {
        for file in files.sorted(by: { $0.path < $1.path }) {
            guard let role = file.role else { continue }
            if case .catalogue(let language) = role {
                catalogues.append((language, folder + file.path, file.bytes))
                continue
            }
            let (source, node, diagnostics) = YAML.load(bytes: file.bytes, path: folder + file.path)
            diagnostics.forEach(problems.add)
            self.files.append(source)
            let found = Source(
                file: source,
                node: node,
                isEmpty: node == nil && !diagnostics.contains { $0.severity == .error }
            )
            switch role {
            case .bot: bot = found
            case .actions: actions = found
            case .table(let name): tables.append((name, found))
            case .topic(let name): topics.append((name, found))
            case .catalogue: break
            }
        }
        if bot == nil {
            let file = SourceFile(path: folder + "bot.yaml", text: "")
            problems.error(
                "no-bot",
                at: SourceLocation(file: file, line: 1, column: 1),
                "there is no bot.yaml",
                hint: "it holds the bot's name and queues: 'name: My bot'"
            )
        }
        for (_, source) in topics + tables + (bot.map { [("bot", $0)] } ?? []) where source.isEmpty
        {
            problems.error(
                "empty-file",
                at: source.start,
                "there is nothing in this file",
                hint: "write it, or delete the file"
            )
        }
    }
}
