/// The words of a Markdown text without its marks.
///
/// Reads what articles use: headings, lists, quotations, tables, code, links, images, emphasis,
/// HTML tags. Whatever it does not know it keeps as it is, because losing a word would lose an
/// answer.
struct PlainText {
    /// The first heading of level one, if the text begins with it.
    private(set) var heading: String?
    /// Paragraphs, list items, headings: each on a line of its own.
    private var blocks: [String] = []

    init(markdown lines: some Sequence<Substring>) {
        var paragraph: [String] = []
        var fence: Character?
        var inComment = false
        for line in lines {
            var content = line.drop(while: \.isWhitespace)
            if let mark = fence {
                if content.hasPrefix(String(repeating: mark, count: 3)) {
                    fence = nil
                } else if !content.isEmpty {
                    blocks.append(String(content))
                }
                continue
            }
            if inComment || content.hasPrefix("<!--") {
                inComment = !content.contains("-->")
                continue
            }
            for mark in ["`", "~"] where content.hasPrefix(mark + mark + mark) {
                fence = Character(mark)
            }
            while content.hasPrefix(">") {
                content = content.dropFirst().drop(while: \.isWhitespace)
            }
            let item = Self.withoutListMark(content)
            let level = content.prefix { $0 == "#" }.count
            let isHeading =
                (1...6).contains(level)
                && content.dropFirst(level).first.map(\.isWhitespace) ?? true
            if isHeading || item != nil || content.isEmpty || fence != nil || Self.isRule(content) {
                end(&paragraph)
            }
            if fence != nil || content.isEmpty || Self.isRule(content) { continue }
            if isHeading {
                var text = content.dropFirst(level)
                while text.last == "#" || text.last?.isWhitespace == true { text.removeLast() }
                let words = InlineMarkdown.plain(text).trimmed
                if level == 1, blocks.isEmpty, heading == nil { heading = words }
                if !words.isEmpty { blocks.append(words) }
            } else {
                paragraph.append(InlineMarkdown.plain(item ?? content))
            }
        }
        end(&paragraph)
    }

    /// The text, without its first heading where that only repeats the title.
    func text(withoutHeading title: String?) -> String {
        let repeats = heading != nil && heading?.lowercased() == title?.lowercased()
        return (repeats ? blocks.dropFirst() : blocks[...]).joined(separator: "\n")
    }

    private mutating func end(_ paragraph: inout [String]) {
        let text = paragraph.map(\.trimmed).joined(separator: " ").trimmed
        if !text.isEmpty { blocks.append(text) }
        paragraph.removeAll()
    }

    /// The words of a list item, or nil where the line is none.
    private static func withoutListMark(_ line: Substring) -> Substring? {
        if let first = line.first, "-*+".contains(first),
            line.dropFirst().first?.isWhitespace == true
        {
            let rest = line.dropFirst(2)
            for box in ["[ ] ", "[x] ", "[X] "] where rest.hasPrefix(box) {
                return rest.dropFirst(4)
            }
            return rest
        }
        let digits = line.prefix { $0.isASCII && $0.isNumber }
        guard (1...9).contains(digits.count) else { return nil }
        let rest = line.dropFirst(digits.count)
        guard let mark = rest.first, mark == "." || mark == ")",
            rest.dropFirst().first?.isWhitespace == true
        else { return nil }
        return rest.dropFirst(2)
    }

    /// A line of nothing but marks: a rule, or the border of a table.
    private static func isRule(_ line: Substring) -> Bool {
        line.count >= 3 && line.allSatisfy { "-*_=|: ".contains($0) }
    }
}
