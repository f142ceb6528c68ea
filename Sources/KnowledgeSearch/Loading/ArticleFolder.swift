import Diagnostics
import Foundation

/// Articles as authors keep them: folders of Markdown with front matter, and JSON Lines files.
public struct ArticleFolder: Sendable {
    /// Without mistakes, in order of files and lines.
    public let articles: [Article]
    /// Every mistake, in reading order.
    ///
    /// An article with an error is left out.
    public let diagnostics: [Diagnostic]

    /// Bytes of the largest file that is read.
    public static let largestFile = 50 * 1024 * 1024

    /// Reads one folder or file.
    public static func load(_ path: String, language: String? = nil) -> ArticleFolder {
        load([path], language: language)
    }

    /// Reads folders with all that lies in them, and single files.
    ///
    /// Of a folder `.md`, `.markdown`, `.jsonl` and `.ndjson` files are read, in order of their
    /// paths; hidden ones are not. `language` is that of articles that name none.
    public static func load(_ paths: [String], language: String? = nil) -> ArticleFolder {
        var reader = ArticleReader(language: language, languages: [])
        for path in paths { reader.read(path) }
        return reader.folder
    }

    /// Reads the articles of a bot that speaks some languages, the default first.
    ///
    /// A folder that is called like one of them holds its articles: `knowledge/es/fees.md` is
    /// `knowledge/fees.md` in Spanish. All others that name no language are in the default one. An
    /// article in a language that the bot does not speak, and a translation of nothing, is told.
    public static func load(_ paths: [String], languages: [String]) -> ArticleFolder {
        var reader = ArticleReader(language: languages.first, languages: languages)
        for path in paths { reader.read(path) }
        reader.checkLanguages()
        return reader.folder
    }
}

private struct ArticleReader {
    /// Of articles that name none.
    let language: String?
    /// Those whose names folders may have; the first is the default.
    let languages: [String]
    private var articles: [Article] = []
    private var diagnostics: [Diagnostic] = []
    private var places: [Article.Identity: SourceLocation] = [:]

    init(language: String?, languages: [String]) {
        self.language = language
        self.languages = languages
    }

    var folder: ArticleFolder {
        ArticleFolder(
            articles: articles,
            diagnostics: diagnostics.sorted(by: Diagnostic.inReadingOrder)
        )
    }

    mutating func read(_ path: String) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return fail("no-file", path, "there is no file or folder '\(path)'")
        }
        guard isFolder.boolValue else { return readFile(path, language) }
        guard let entries = FileManager.default.enumerator(atPath: path) else {
            return fail("unreadable", path, "the folder cannot be read")
        }
        var names: [String] = []
        for case let name as String in entries {
            let hidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
            if !hidden, Self.isArticleFile(name) { names.append(name) }
        }
        let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
        for name in names.sorted() { readFile(folder + "/" + name, languageOfFolder(name)) }
    }

    /// The language that a file's folder is called after: `es` of `es/fees.md`.
    private func languageOfFolder(_ name: String) -> String? {
        let folders = name.split(separator: "/").dropLast().map(String.init)
        return folders.last { languages.contains($0) } ?? language
    }

    private static func isArticleFile(_ name: String) -> Bool {
        isMarkdown(name) || [".jsonl", ".ndjson"].contains { name.lowercased().hasSuffix($0) }
    }

    private static func isMarkdown(_ name: String) -> Bool {
        [".md", ".markdown"].contains { name.lowercased().hasSuffix($0) }
    }

    private mutating func readFile(_ path: String, _ language: String?) {
        var status = stat()
        // A pipe or a device would keep the reader waiting for ever.
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return fail("unreadable", path, "this is no file of text")
        }
        if status.st_size > ArticleFolder.largestFile {
            return fail(
                "file-too-large",
                path,
                "the file has \(status.st_size) bytes; at most \(ArticleFolder.largestFile) are read",
                hint: "cut it into several files"
            )
        }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            return fail("unreadable", path, "the file cannot be read")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let repaired = SourceFile(path: path, text: String(decoding: bytes, as: UTF8.self))
            let place = firstInvalid(bytes)
            let location = SourceLocation(file: repaired, line: place.line, column: place.column)
            diagnostics.append(
                .error(
                    "not-utf8",
                    at: location,
                    "the file is not UTF-8",
                    hint: "save it again with the encoding UTF-8"
                )
            )
            return
        }
        let file = SourceFile(
            path: path,
            text: text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
        )
        if Self.isMarkdown(path) {
            add(MarkdownArticle.read(file, language: language))
        } else {
            ArticleLine.each(of: file, language: language) { add($0) }
        }
    }

    private mutating func add(_ result: ReadArticle) {
        diagnostics += result.diagnostics
        guard let article = result.article else { return }
        if let first = places[article.identity] {
            diagnostics.append(
                .error(
                    "duplicate-id",
                    at: result.idLocation,
                    "there is already an article with the ID '\(article.id)'",
                    hint:
                        "the first is at \(first); a translation names its language: 'language: es'"
                )
            )
            return
        }
        places[article.identity] = result.idLocation
        articles.append(article)
    }

    /// Looks for articles that no customer of the bot will see, and for translations of nothing.
    mutating func checkLanguages() {
        guard let main = languages.first else { return }
        let spoken = Set(languages.map(primaryLanguage))
        let originals = Set(articles.filter { isIn(main, $0) }.map(\.id))
        for article in articles where article.kind == .knowledge {
            guard let language = article.language, let place = places[article.identity] else {
                continue
            }
            if !spoken.contains(primaryLanguage(language)) {
                let near = nearest(to: language, in: languages)
                diagnostics.append(
                    .warning(
                        "language-not-spoken",
                        at: place,
                        "'\(article.id)' is in '\(language)', which the bot does not speak",
                        hint: near.map { "did you mean '\($0)'?" }
                            ?? "add it to 'languages' of bot.yaml: \(languages.joined(separator: ", "))"
                    )
                )
            } else if !isIn(main, article), !originals.contains(article.id) {
                let near = nearest(to: article.id, in: originals.sorted())
                diagnostics.append(
                    .warning(
                        "missing-original",
                        at: place,
                        "'\(article.id)' in '\(language)' translates no article in '\(main)'",
                        hint: near.map { "did you mean '\($0)'?" }
                            ?? "give it the name of its original, or write the original too"
                    )
                )
            }
        }
    }

    private func isIn(_ language: String, _ article: Article) -> Bool {
        article.language.map(primaryLanguage) == primaryLanguage(language)
    }

    private mutating func fail(
        _ code: String,
        _ path: String,
        _ message: String,
        hint: String? = nil
    ) {
        let location = SourceLocation(file: SourceFile(path: path, text: ""), line: 1, column: 1)
        diagnostics.append(.error(code, at: location, message, hint: hint))
    }
}

/// What became of one article of a file.
struct ReadArticle {
    /// nil where there was an error.
    let article: Article?
    let idLocation: SourceLocation
    let diagnostics: [Diagnostic]
}

/// Line and column of the first byte that is not UTF-8.
private func firstInvalid(_ bytes: Data) -> (line: Int, column: Int) {
    var (line, column) = (1, 1)
    var decoder = UTF8()
    var source = bytes.makeIterator()
    while true {
        switch decoder.decode(&source) {
        case .scalarValue("\n"): (line, column) = (line + 1, 1)
        case .scalarValue: column += 1
        case .error, .emptyInput: return (line, column)
        }
    }
}
