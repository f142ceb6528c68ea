import Foundation

/// A page of the documents, with its blocks of code.
struct MarkdownPage: Sendable {
    let path: String
    let text: String

    init(_ path: String) throws {
        self.path = path
        text = try Checkout.text(path)
    }

    /// `README.md` and every page below `docs/`.
    static func all() throws -> [MarkdownPage] {
        let docs = try FileManager.default.contentsOfDirectory(atPath: Checkout.path("docs"))
        let pages = docs.filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }
        return try (["README.md"] + pages).map { try MarkdownPage($0) }
    }

    /// A block between fences.
    struct Block: Sendable {
        /// The first word behind the fence: `yaml`, or nothing.
        let language: String
        /// The word behind that: the file that the block is.
        let file: String?
        /// Without the fences.
        let lines: [String]
        /// Of its first line, from 1.
        let number: Int

        var text: String { lines.map { $0 + "\n" }.joined() }
    }

    var blocks: [Block] {
        var blocks: [Block] = []
        var open: (words: [String], number: Int, lines: [String])?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            if line.hasPrefix("```") {
                if let block = open {
                    blocks.append(
                        Block(
                            language: block.words.first ?? "",
                            file: block.words.dropFirst().first,
                            lines: block.lines,
                            number: block.number
                        )
                    )
                    open = nil
                } else {
                    let words = line.dropFirst(3).split(separator: " ").map(String.init)
                    open = (words, index + 2, [])
                }
            } else if open != nil {
                open?.lines.append(String(line))
            }
        }
        return blocks
    }
}
