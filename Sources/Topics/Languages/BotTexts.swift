import Diagnostics

/// The texts of a bot and its catalogues, for those who bring the two together.
package struct BotTexts: Sendable {
    /// What the bot is called.
    package let name: String
    /// Those beside the default.
    package let languages: [String]
    /// In the order of the files.
    package let messages: [Message]
    /// By language, as far as they can be read.
    package let catalogues: [String: Catalogue]
    /// Languages whose catalogue cannot be read, which `diagnostics` tells of.
    package let broken: Set<String>
    package let diagnostics: [Diagnostic]

    /// What there is to translate into a language.
    package func messages(for language: String) -> [Message] {
        messages.filter { $0.isFor(language) }
    }
}

extension BotLoader {
    /// Reads what there is to translate; what stands in the catalogues plays no part in that.
    ///
    /// - Returns: nil for the texts where the bot itself does not load.
    package static func texts(folder: String) -> (texts: BotTexts?, diagnostics: [Diagnostic]) {
        let problems = Problems()
        let path = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        let files = BotFolder(path: path).files(problems)
        guard !files.isEmpty else { return (nil, problems.found) }
        return texts(files: files, shownIn: path == "." ? "" : path + "/")
    }

    /// The same for files that are there already.
    package static func texts(
        files: [BotFile],
        shownIn folder: String = ""
    ) -> (texts: BotTexts?, diagnostics: [Diagnostic]) {
        var bare: [BotFile] = []
        var written: [(language: String, file: BotFile)] = []
        for file in files {
            if case .catalogue(let language) = file.role {
                written.append((language, file))
            } else {
                bare.append(file)
            }
        }
        let (bot, diagnostics) = load(files: bare, shownIn: folder)
        guard let bot else { return (nil, diagnostics) }
        let languages = Array(bot.languages.dropFirst())
        let problems = Problems()
        var catalogues: [String: Catalogue] = [:]
        var broken: Set<String> = []
        for (language, file) in written where languages.contains(language) {
            let read = Catalogue.read(
                language: language,
                bytes: file.bytes,
                path: folder + file.path,
                problems
            )
            if let read { catalogues[language] = read } else { broken.insert(language) }
        }
        let texts = BotTexts(
            name: bot.name,
            languages: languages,
            messages: bot.messages,
            catalogues: catalogues,
            broken: broken,
            diagnostics: problems.found
        )
        return (texts, diagnostics)
    }
}
