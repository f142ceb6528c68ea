import Foundation

/// Why a collection on disk cannot be read or changed.
package enum ArticleStoreError: Error, Hashable, CustomStringConvertible {
    /// There is none in the folder yet.
    case missing(path: String)
    /// Not what was written: build it again from the articles.
    case damaged(path: String, reason: String)
    /// Written by a later version of this program.
    case unknownVersion(path: String, version: Int)
    /// Nothing was changed.
    case unavailable(path: String, reason: String)

    package var description: String {
        switch self {
        case .missing(let path): "there is no index at '\(path)': make one with 'botsim index'"
        case .damaged(let path, let reason):
            "the index '\(path)' is damaged (\(reason)): delete the folder and make it again with 'botsim index'"
        case .unknownVersion(let path, let version):
            "the index '\(path)' has format \(version), which this version does not know"
        case .unavailable(let path, let reason): "'\(path)': \(reason)"
        }
    }
}

/// A collection of articles in a folder, complete or unchanged at every moment.
///
/// One file with a checksum, replaced as a whole. What is searched is built from it when it is
/// opened.
package struct ArticleStore: Sendable {
    /// The folder.
    package let path: String
    private var articles: [Article.Identity: Article]

    /// What an update did.
    package struct Update: Sendable, Hashable {
        /// Articles in the index now.
        package let articles: Int
        package let added: Int
        package let replaced: Int
        package let deleted: Int
        /// Of all files of the index.
        package let bytes: Int
    }

    /// - Throws: `missing`, `damaged`, `unknownVersion` or `unavailable`.
    package static func open(_ path: String) throws(ArticleStoreError) -> ArticleStore {
        let file = ArticleFile(folder: path)
        let articles = try file.read()
        return ArticleStore(path: path, articles: articles)
    }

    private init(path: String, articles: [Article]) {
        self.path = path
        self.articles = Dictionary(articles.map { ($0.identity, $0) }) { _, last in last }
    }

    /// Adds articles to the index in a folder, then removes some.
    ///
    /// The folder is made where there is none. An article with a known ID and language replaces the other;
    /// a deleted ID goes in every language.
    /// When it returns the change is on the disk; if it throws or the process is killed, the index
    /// is what it was.
    ///
    /// Without `keepsText` the words of the texts alone are kept: found as before, never shown.
    package static func update(
        _ path: String,
        adding added: [Article],
        deleting: [String] = [],
        keepsText: Bool = true
    ) throws(ArticleStoreError) -> Update {
        let file = ArticleFile(folder: path)
        var store: ArticleStore
        do {
            store = try open(path)
        } catch .missing {
            store = ArticleStore(path: path, articles: [])
        }
        var replaced = 0
        for article in added {
            let kept = keepsText ? article : article.withoutReadableText
            if store.articles.updateValue(kept, forKey: article.identity) != nil { replaced += 1 }
        }
        var deleted = 0
        for id in Set(deleting) {
            for identity in store.articles.keys where identity.id == id {
                store.articles[identity] = nil
                deleted += 1
            }
        }
        let bytes = try file.write(store.sorted)
        return Update(
            articles: store.articles.count,
            added: added.count - replaced,
            replaced: replaced,
            deleted: deleted,
            bytes: bytes
        )
    }

    package var count: Int { articles.count }

    /// What is searched.
    package func index(synonyms: [[String]] = [], language: String = "en") -> ArticleIndex {
        .build(articles: sorted, synonyms: synonyms, language: language)
    }

    private var sorted: [Article] { articles.values.sorted { $0.identity < $1.identity } }
}
