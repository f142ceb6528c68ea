import Diagnostics
import Values
import YAML

/// The keys of one construct as an author wrote them, held against its table.
package struct Fields {
    package let table: KeyTable
    package let location: SourceLocation
    let problems: Problems
    private let entries: [String: Node.Entry]
    private let present: Set<String>

    /// Reports unknown and missing keys and wrong kinds of value, and leaves those out.
    ///
    /// A misspelt key is read as the one that was most likely meant, so that one mistake does not
    /// bring others after it. Fails where the node is not a mapping at all.
    ///
    /// - Parameters:
    ///   - node: Where it is written.
    ///   - table: What it may hold.
    ///   - problems: Where mistakes go.
    ///   - misspelt: A key that has been reported already, and the one that was meant.
    package init?(
        _ node: Node,
        _ table: KeyTable,
        _ problems: Problems,
        misspelt: (written: String, meant: String)? = nil
    ) {
        guard let written = node.entries else {
            problems.error(
                "wrong-kind",
                at: node.location,
                "\(table.construct) is written as keys with values",
                hint: "its keys: " + table.names.joined(separator: ", ")
            )
            return nil
        }
        self.table = table
        self.problems = problems
        location = node.location
        var present = Set(written.compactMap(\.key.string))
        if let misspelt { present.insert(misspelt.meant) }
        var entries: [String: Node.Entry] = [:]
        var unknown = 0
        for entry in written {
            var name = entry.key.string ?? ""
            if let misspelt, misspelt.written == name {
                name = misspelt.meant
            } else if table[name] == nil {
                Self.reportUnknown(entry.key, name, table, problems)
                unknown += 1
                // Thousands are no slips of a finger.
                guard unknown <= 20, let near = meant(by: name, among: table.names),
                    present.insert(near).inserted
                else { continue }
                name = near
            }
            guard let key = table[name] else { continue }
            if key.accepts(entry, problems) { entries[name] = entry }
        }
        for key in table.keys where key.required && !present.contains(key.name) {
            problems.error(
                "missing-key",
                at: node.location,
                "\(table.construct) needs '\(key.name)'",
                hint: "write '\(key.name): ' and \(key.kind)"
            )
        }
        self.entries = entries
        self.present = present
    }

    private static func reportUnknown(
        _ key: Node,
        _ name: String,
        _ table: KeyTable,
        _ problems: Problems
    ) {
        if table["label"] != nil, StepKinds.words.contains(name) {
            problems.error(
                "two-steps",
                at: key.location,
                "\(table.construct) cannot do '\(name)' as well",
                hint: table.keys[0].name == Branch.table.keys[0].name
                    ? "write it under 'then:', one step deeper"
                    : "write '- \(name): …' as a step of its own"
            )
        } else {
            problems.error(
                "unknown-key",
                at: key.location,
                "\(table.construct) has no key '\(shown(name))'",
                hint: wayOut(for: name, known: table.names)
            )
        }
    }

    /// Whether something was written for the key, right or wrong.
    package func has(_ name: String) -> Bool { present.contains(name) }

    /// The value of a key, of the kind its table says.
    package subscript(name: String) -> Node? { entries[name]?.value }

    package func key(_ name: String) -> Node? { entries[name]?.key }

    package func literal(_ name: String) -> String? { self[name]?.string }

    package func flag(_ name: String) -> Bool { self[name]?.resolved == .bool(true) }

    /// `true` is the lowest level.
    func level(_ name: String) -> IdentityLevel? {
        flag(name) ? .basic : word(name, as: IdentityLevel.self)
    }

    package func whole(_ name: String) -> Int? {
        guard case .int(let number) = self[name]?.resolved else { return nil }
        return number
    }

    package func span(_ name: String) -> TimeSpan? { literal(name).flatMap { TimeSpan($0) } }

    package func word<Word: RawRepresentable<String>>(_ name: String, as type: Word.Type) -> Word? {
        literal(name).flatMap(Word.init(rawValue:))
    }

    /// The items of a list, or the one that stands alone.
    package func items(_ name: String) -> [Node] {
        guard let node = self[name] else { return [] }
        return node.sequence ?? [node]
    }

    package func literals(_ name: String) -> [String] { items(name).compactMap(\.string) }

    package func pairs(_ name: String) -> [Node.Entry] { self[name]?.entries ?? [] }
}

extension KeyTable.Kind {
    /// Whether the value is of this kind; reports it where it is not.
    fileprivate func accepts(
        _ entry: Node.Entry,
        of key: KeyTable.Key,
        _ problems: Problems
    ) -> Bool {
        let (node, name) = (entry.value, key.name)
        if isEmpty(node) {
            problems.error(
                "empty-value",
                at: node.location,
                "nothing stands behind '\(name)'",
                hint: "write \(self), or leave the key out"
            )
            return false
        }
        if let count = tooMany(node) {
            problems.error(
                "too-many",
                at: node.location,
                "'\(name)' has \(count) entries, and \(Self.mostEntries) is the most",
                hint: "split it up"
            )
            return false
        }
        if let wrong = firstWrong(node) {
            let code = wrong.string == nil || shapeIsWrong(node) ? "wrong-kind" : "wrong-value"
            problems.error(
                code,
                at: wrong.location,
                "'\(name)' takes \(self)" + (wrong.string.map { ", not '\(shown($0))'" } ?? ""),
                hint: key.shape.map { "write '\(name): \($0)'" } ?? wayOut(of: wrong, named: name)
            )
            return false
        }
        return true
    }

    private func wayOut(of node: Node, named name: String) -> String {
        switch self {
        case .word(let words):
            return Topics.wayOut(for: node.string ?? "", known: words) ?? "write '\(name): …'"
        case .flag, .flagOr: return "write '\(name): true', or leave it out"
        case .names, .name: return "write '\(name): \(suggestedName(for: node.string ?? ""))'"
        case .literals, .texts, .literalsOrMapping: return "write '\(name): [one, another]'"
        case .steps: return "write the steps below it, each behind '- '"
        case .literal, .text, .textOrNothing, .cel:
            return node.string == nil ? "put it in quotes if it is a text" : "write '\(name): …'"
        case .whole(let range): return "write '\(name): \(range.lowerBound)'"
        case .span: return "write '\(name): 8s', with s, m, h or d behind the number"
        case .mapping, .mappingOrLiteral, .mappings: return "write '\(name): { key: value }'"
        case .list: return "write each below it, behind '- '"
        }
    }

    /// Whether nothing stands where something must.
    private func isEmpty(_ node: Node) -> Bool {
        switch self {
        case .mapping, .textOrNothing: false
        case .names: node.isNull || node.sequence?.isEmpty ?? false
        default: node.isNull
        }
    }

    /// More than anybody writes by hand.
    static var mostEntries: Int { 500 }

    /// How many entries a mapping or a list of names has, where they are too many.
    private func tooMany(_ node: Node) -> Int? {
        switch self {
        case .list, .steps, .literals: return nil
        default:
            let count = node.entries?.count ?? node.sequence?.count ?? 0
            return count > Self.mostEntries ? count : nil
        }
    }

    /// The part that cannot be read as this kind.
    private func firstWrong(_ node: Node) -> Node? {
        let isRight =
            switch self {
            case .literal, .text, .cel: node.string != nil
            case .textOrNothing: node.string != nil
            case .name: node.string.map(isName) ?? false
            case .flag: if case .bool = node.resolved { true } else { false }
            case .flagOr(let words):
                if case .bool = node.resolved {
                    true
                } else {
                    node.string.map(words.contains) ?? false
                }
            case .whole(let range):
                if case .int(let number) = node.resolved { range.contains(number) } else { false }
            case .span:
                node.string.flatMap { TimeSpan($0) }
                    .map { (1...31_622_400).contains($0.seconds) } ?? false
            case .word(let words): node.string.map(words.contains) ?? false
            case .steps: node.entries != nil || node.sequence != nil
            case .mapping: node.entries != nil || node.isNull
            case .list: node.sequence != nil
            case .mappingOrLiteral: node.entries != nil || node.string != nil
            case .mappings: node.entries != nil || node.sequence != nil
            case .literals, .names, .texts, .literalsOrMapping: true
            }
        guard isRight else { return node }
        switch self {
        case .literals, .texts:
            return (node.sequence ?? [node]).first { $0.string == nil || $0.isNull }
        case .literalsOrMapping:
            let parts = node.entries.map { $0.map(\.value) } ?? node.sequence ?? [node]
            return parts.first { $0.string == nil || $0.isNull }
        case .names:
            return (node.sequence ?? [node]).first { !($0.string.map(isName) ?? false) }
        default: return nil
        }
    }

    private func shapeIsWrong(_ node: Node) -> Bool {
        switch self {
        case .steps, .mapping, .list, .mappings, .mappingOrLiteral: true
        default: false
        }
    }
}

extension KeyTable.Key {
    /// Reports what stands behind the key where it is of another kind.
    fileprivate func accepts(_ entry: Node.Entry, _ problems: Problems) -> Bool {
        kind.accepts(entry, of: self, problems)
    }

    /// How its mapping is written, as far as its keys are known: `{ url: …, title: … }`.
    fileprivate var shape: String? {
        guard [.mapping, .mappings].contains(kind), let spelling else { return nil }
        if name == "options" { return "{ id: Title, another: Title }" }
        guard let table = spelling.table else { return nil }
        let needed = table.keys.filter(\.required)
        let shown = (needed.isEmpty ? table.keys : needed).prefix(3).map { "\($0.name): …" }
        return "{ \(shown.joined(separator: ", ")) }"
    }
}

extension Spelling {
    /// The keys of the mapping that is written, or of each of several.
    fileprivate var table: KeyTable? {
        switch self {
        case .keys(let table): table
        case .list(let item), .listOrOne(let item, _, _, _), .onFailure(let item): item.table
        case .either(let spellings): spellings.lazy.compactMap(\.table).first
        case .kind, .matching, .entries, .nothing, .step, .without: nil
        }
    }
}
