import Foundation

/// The one file of a collection on disk: a head of 32 bytes and the articles.
///
/// The head is a mark, the version, the number of articles, the length of the rest and the rest's
/// checksum.
struct ArticleFile {
    let folder: String
    private var path: String { folder + "/articles.kvs" }

    private static let mark: [UInt8] = Array("KNOWSRCH".utf8)
    private static let version: UInt32 = 1
    private static let headLength = 32

    init(folder: String) {
        self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    }

    func read() throws(ArticleStoreError) -> [Article] {
        guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: folder) }
        let bytes: [UInt8]
        do {
            bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw .unavailable(path: path, reason: error.localizedDescription)
        }
        do {
            return try articles(in: bytes)
        } catch let error as ArticleStoreError {
            throw error
        } catch {
            throw .damaged(path: path, reason: "its articles cannot be read")
        }
    }

    private func articles(in bytes: [UInt8]) throws -> [Article] {
        guard bytes.count >= Self.headLength, bytes.starts(with: Self.mark) else {
            throw ArticleStoreError.damaged(
                path: path,
                reason: "it does not begin as an index does"
            )
        }
        var head = ArticleParser(bytes[Self.mark.count..<Self.headLength])
        let version = try head.number(UInt32.self)
        guard version == Self.version else {
            throw ArticleStoreError.unknownVersion(path: path, version: Int(version))
        }
        let count = try head.number(UInt32.self)
        let length = try head.number(UInt64.self)
        let checksum = try head.number(UInt64.self)
        let rest = bytes[Self.headLength...]
        guard UInt64(rest.count) == length else {
            throw ArticleStoreError.damaged(path: path, reason: "its length is wrong")
        }
        guard Self.checksum(of: rest) == checksum else {
            throw ArticleStoreError.damaged(path: path, reason: "its checksum is wrong")
        }
        var parser = ArticleParser(rest)
        var articles: [Article] = []
        for _ in 0..<count { articles.append(try parser.article()) }
        guard parser.isAtEnd else { throw ArticleParser.Damaged() }
        return articles
    }

    /// - Returns: The bytes of the file.
    func write(_ articles: [Article]) throws(ArticleStoreError) -> Int {
        var writer = ArticleWriter()
        for article in articles { writer.write(article) }
        var head = ArticleWriter()
        head.write(Self.version)
        head.write(UInt32(clamping: articles.count))
        head.write(UInt64(writer.bytes.count))
        head.write(Self.checksum(of: writer.bytes[...]))
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
        } catch {
            throw .unavailable(path: folder, reason: error.localizedDescription)
        }
        let bytes = Self.mark + head.bytes + writer.bytes
        try DurableFile(path: path, folder: folder).replace(with: bytes)
        return bytes.count
    }

    private static func checksum(of bytes: ArraySlice<UInt8>) -> UInt64 {
        var sum = Checksum()
        bytes.withUnsafeBufferPointer { sum.add($0) }
        return sum.value
    }
}
