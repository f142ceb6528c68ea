import Foundation
import Testing
import Topics

@Suite struct `The document of the format` {
    private static let document: String = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.appendingPathComponent("docs/topic-format.md")
        return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }()

    @Test(arguments: FormatTables.all.map(\.construct))
    func `names every key of`(construct: String) throws {
        let table = try #require(FormatTables.all.first { $0.construct == construct })
        // A key stands in backticks, alone or within an example: `link: { url, title, image }`.
        let code = Self.document.components(separatedBy: "`").enumerated()
            .filter { $0.offset % 2 == 1 }.map(\.element).joined(separator: " ")
        let words = Set(
            code.components(separatedBy: CharacterSet.alphanumerics.union(["_"]).inverted)
        )
        for key in table.keys { #expect(words.contains(key.name), "\(construct): \(key.name)") }
    }

    @Test func `is as long as the tables that it describes`() {
        let rows = FormatTables.markdown.split(separator: "\n").filter { $0.hasPrefix("| `") }
        #expect(rows.count == FormatTables.all.map(\.keys.count).reduce(0, +))
        #expect(rows.contains("| `type` | a text, required |"))
    }

    @Test(arguments: HouseText.allCases)
    func `has the default of every house text`(text: HouseText) {
        let words = text.defaultText.isEmpty ? "(nothing)" : text.defaultText
        #expect(Self.document.contains("| `\(text.rawValue)` | \(words) |"))
    }

    @Test(arguments: Warning.allCases)
    func `has a line for every warning`(warning: Warning) {
        #expect(Self.document.contains("| `\(warning.rawValue)` | \(warning.meaning) |"))
    }
}
