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
        /// What stands behind the fence: `yaml`, or nothing.
        let language: String
        /// Without the fences.
        let lines: [String]
        /// Of its first line, from 1.
        let number: Int
        /// The last line of prose before it.
        let caption: String

        var text: String { lines.map { $0 + "\n" }.joined() }
    }

    var blocks: [Block] {
        var blocks: [Block] = []
        var open: (language: String, number: Int, lines: [String])?
        var caption = ""
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            if line.hasPrefix("```") {
                if let block = open {
                    blocks.append(
                        Block(
                            language: block.language,
                            lines: block.lines,
                            number: block.number,
                            caption: caption
                        )
                    )
                    open = nil
                } else {
                    open = (String(line.dropFirst(3)), index + 2, [])
                }
            } else if open != nil {
                open?.lines.append(String(line))
            } else if !line.isEmpty {
                caption = String(line)
            }
        }
        return blocks
    }
}
