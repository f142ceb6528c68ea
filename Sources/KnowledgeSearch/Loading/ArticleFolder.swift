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
        var reader = ArticleReader(language: language)
        for path in paths { reader.read(path) }
        return ArticleFolder(
            articles: reader.articles,
            diagnostics: reader.diagnostics.sorted(by: Diagnostic.inReadingOrder)
        )
    }
}

private struct ArticleReader {
    let language: String?
    var articles: [Article] = []
    var diagnostics: [Diagnostic] = []
    private var places: [String: SourceLocation] = [:]

    init(language: String?) { self.language = language }

    mutating func read(_ path: String) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return fail("no-file", path, "there is no file or folder '\(path)'")
        }
        guard isFolder.boolValue else { return readFile(path) }
        guard let entries = FileManager.default.enumerator(atPath: path) else {
            return fail("unreadable", path, "the folder cannot be read")
        }
        var names: [String] = []
        for case let name as String in entries {
            let hidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
            if !hidden, Self.isArticleFile(name) { names.append(name) }
        }
        let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
        for name in names.sorted() { readFile(folder + "/" + name) }
    }

    private static func isArticleFile(_ name: String) -> Bool {
        isMarkdown(name) || [".jsonl", ".ndjson"].contains { name.lowercased().hasSuffix($0) }
    }

    private static func isMarkdown(_ name: String) -> Bool {
        [".md", ".markdown"].contains { name.lowercased().hasSuffix($0) }
    }

    private mutating func readFile(_ path: String) {
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
        if let first = places[article.id] {
            diagnostics.append(
                .error(
                    "duplicate-id",
                    at: result.idLocation,
                    "there is already an article with the ID '\(article.id)'",
                    hint: "the first is at \(first)"
                )
            )
            return
        }
        places[article.id] = result.idLocation
        articles.append(article)
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
