import Values

/// Articles as bytes: numbers little-endian, a text as its length in bytes and its UTF-8.
struct ArticleWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ article: Article) {
        write(article.id)
        write(article.title)
        write(article.text)
        write(UInt8(article.kind == .community ? 1 : 0))
        write(article.url)
        write(article.language)
        write(article.audience)
        write(UInt32(clamping: article.tags.count))
        for tag in article.tags { write(tag) }
        write(UInt64(bitPattern: Int64(article.votes)))
        write(UInt8(article.accepted ? 1 : 0))
        // 0 is a date that is not known; the first day of year 1 is 1.
        write(UInt32(clamping: article.updated.map { $0.daysSinceEpoch + Self.firstDay } ?? 0))
        write(UInt8(article.isReadable ? 1 : 0))
    }

    /// Days from the day before 1 January of year 1 to 1 January 1970.
    static let firstDay = 719_163

    mutating func write(_ number: some FixedWidthInteger & UnsignedInteger) {
        for shift in stride(from: 0, to: number.bitWidth, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    private mutating func write(_ text: String) {
        write(UInt32(clamping: text.utf8.count))
        bytes += text.utf8
    }

    private mutating func write(_ text: String?) {
        write(UInt8(text == nil ? 0 : 1))
        if let text { write(text) }
    }
}

/// Reads what `ArticleWriter` wrote; never beyond the end, whatever the bytes say.
struct ArticleParser {
    struct Damaged: Error {}

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func article() throws(Damaged) -> Article {
        var article = Article(id: try text(), title: try text(), text: try text())
        article.kind = try number(UInt8.self) == 1 ? .community : .knowledge
        article.url = try optionalText()
        article.language = try optionalText()
        article.audience = try optionalText()
        let tags = try number(UInt32.self)
        for _ in 0..<tags { article.tags.append(try text()) }
        article.votes = Int(truncatingIfNeeded: try number(UInt64.self))
        article.accepted = try number(UInt8.self) == 1
        let day = Int(try number(UInt32.self))
        article.updated =
            day == 0 ? nil : CivilDate(daysSinceEpoch: day - ArticleWriter.firstDay)
        article.isReadable = try number(UInt8.self) == 1
        return article
    }

    mutating func number<Number: FixedWidthInteger & UnsignedInteger>(
        _ type: Number.Type
    ) throws(Damaged) -> Number {
        let bytes = try take(Number.bitWidth / 8)
        return bytes.reversed().reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }

    private mutating func text() throws(Damaged) -> String {
        let length = Int(try number(UInt32.self))
        guard let text = String(validating: try take(length), as: UTF8.self) else {
            throw Damaged()
        }
        return text
    }

    private mutating func optionalText() throws(Damaged) -> String? {
        try number(UInt8.self) == 1 ? try text() : nil
    }

    private mutating func take(_ count: Int) throws(Damaged) -> ArraySlice<UInt8> {
        guard count <= rest.count else { throw Damaged() }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}
