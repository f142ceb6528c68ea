import Expressions
import Foundation
import Testing
import Topics
import Values

/// `docs/topic-format.md` and `docs/diagnostics.md` against the code, and the other way round.
@Suite struct `The pages of the format` {
    private let format: String
    private let diagnostics: String

    init() throws {
        format = try Checkout.text("docs/topic-format.md")
        diagnostics = try Checkout.text("docs/diagnostics.md")
    }

    private func lines(of text: String, after start: String, upTo end: String) throws -> String {
        let begin = try #require(text.firstRange(of: start), "\(start)")
        let rest = text[begin.upperBound...]
        return String(rest[..<(rest.firstRange(of: end)?.lowerBound ?? rest.endIndex)])
    }

    private func code(in text: some StringProtocol) -> [String] {
        text.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }

    @Test func `name every type of slot, and no other`() throws {
        let types = code(in: try lines(of: format, after: "\nTypes: ", upTo: "\n\n"))
        #expect(types.sorted() == SlotType.words.sorted())
    }

    @Test func `have a row for every kind of step, and no other`() throws {
        let table = try lines(of: format, after: "| step | further keys | |", upTo: "\n\n")
        let kinds = table.split(separator: "\n").dropFirst().compactMap { row in
            code(in: row).first?.split(separator: ":").first.map(String.init)
        }
        // A kind may have a row for each of its forms.
        #expect(Set(kinds) == Set(StepKinds.tables.map { $0.keys[0].name }))
    }

    @Test func `name what is known everywhere, and no other`() throws {
        let names = code(in: try lines(of: format, after: "Names known everywhere: ", upTo: ". "))
        var known = Scope.everywhere.names.keys.map(\.self)
        for type in Scope.everywhere.names.values {
            if case .record(let row) = type { known += row.fields.keys }
        }
        #expect(names.sorted() == known.sorted())
    }

    @Test func `say the defaults that the loader has`() throws {
        let file = BotFile(path: "bot.yaml", text: "name: A\nqueues: { desk: { title: the desk } }")
        let bot = try #require(BotLoader.load(files: [file]).bot)
        let table = try #require(FormatTables.all.first { $0.construct == "bot.yaml" })
        #expect(table["languages"]?.standard == .array(bot.languages.map { .string($0) }))
        #expect(table["region"]?.standard == .string(bot.region))
        #expect(table["time_zone"]?.standard == .string(bot.timeZone))
        #expect(table["tries"]?.standard == .int(Int64(bot.tries)))
        for standard in ["`[\(bot.languages[0])]`", "`\(bot.region)`", "`\(bot.timeZone)`"] {
            #expect(format.contains("default \(standard)"), "\(standard)")
        }
        #expect(format.contains("default \(bot.tries) |"))
        let timers = try #require(FormatTables.all.first { $0.construct == "timers" })
        let spans = [
            ("idle", bot.timers.idle), ("expiry", bot.timers.expiry), ("queue", bot.timers.queue),
        ]
        for (name, span) in spans {
            let written = try #require(timers[name]?.standard?.string)
            #expect(TimeSpan(written) == span)
            #expect(format.contains("\(name): \(written)"))
        }
    }

    // MARK: Codes

    /// Texts that look like codes and are none.
    private static let others: Set<String> = ["us-ascii", "card-fees"]

    /// What stands in quotes and looks like a code, in the sources that read a bot.
    private func codesInSources() throws -> Set<String> {
        let pattern = try NSRegularExpression(pattern: "\"([a-z]+(?:-[a-z]+)+)\"")
        var codes: Set<String> = []
        for module in ["Topics", "YAML", "Expressions", "Proof"] {
            let folder = Checkout.path("Sources/" + module)
            let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
            for name in names where name.hasSuffix(".swift") {
                let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
                let range = NSRange(text.startIndex..., in: text)
                for match in pattern.matches(in: text, range: range) {
                    guard let place = Range(match.range(at: 1), in: text) else { continue }
                    codes.insert(String(text[place]))
                }
            }
        }
        return codes.subtracting(Self.others)
    }

    /// The codes in the first column of every table.
    private func codesOnPages() -> Set<String> {
        let rows = (diagnostics + format).split(separator: "\n").filter { $0.hasPrefix("| `") }
        return Set(rows.flatMap { code(in: $0.split(separator: "|")[0]) })
    }

    @Test func `have a line for every code of the check`() throws {
        let missing = try codesInSources().subtracting(codesOnPages())
        #expect(missing.sorted() == [])
    }

    @Test func `name no code that the check does not have`() throws {
        let described = diagnostics.split(separator: "\n").filter { $0.hasPrefix("| `") }
            .flatMap { code(in: $0.split(separator: "|")[0]) }
        let folders = ["Topics", "YAML", "Expressions", "Proof"]
        let sources = try folders.flatMap { module in
            let folder = Checkout.path("Sources/" + module)
            return try FileManager.default.subpathsOfDirectory(atPath: folder)
                .filter { $0.hasSuffix(".swift") }
                .map { try String(contentsOfFile: folder + "/" + $0, encoding: .utf8) }
        }
        for code in described {
            #expect(sources.contains { $0.contains("\"\(code)\"") }, "\(code)")
        }
        #expect(described.count == Set(described).count)
    }
}
