import Diagnostics
import Topics
import YAML

/// Makes all mutants of one file, by the tables that the loader reads it by.
///
/// What customers see and say (titles, examples, questions) is left alone: a transcript compares it
/// word by word. What is done with their answers is not.
struct MutantMaker {
    private let path: String
    private(set) var mutants: [Mutant] = []
    /// Files that are written already, the original among them.
    private var written: Set<String>
    private var subject: Mutant.Subject = .topic("")
    /// The topic, or all actions.
    private let root: Node
    /// Actions that only verified topics call.
    private let locked: Set<String>

    private init(path: String, root: Node, locked: Set<String>) {
        self.path = path
        self.root = root
        self.locked = locked
        written = [root.flow]
    }

    /// Every mutant of a bot's topics and actions, file by file in the order of their lines.
    ///
    /// - Parameter files: What stands in them, by their paths in the bot's folder.
    /// - Returns: Mutants that differ from the bot and from each other.
    static func mutants(of files: [(path: String, root: Node)]) -> [Mutant] {
        let parts = files.filter {
            $0.path.hasSuffix(".yaml") && !$0.path.contains("/") && $0.path != "bot.yaml"
        }
        let topics = parts.filter { $0.path != "actions.yaml" }.map(\.root)
        let open = topics.filter { $0["verified"]?.string != "true" }.flatMap(\.calls)
        let locked = Set(topics.flatMap(\.calls)).subtracting(open)
        return parts.flatMap { mutants(of: $0.path, $0.root, locked: locked) }
    }

    private static func mutants(of path: String, _ root: Node, locked: Set<String>) -> [Mutant] {
        var maker = MutantMaker(path: path, root: root, locked: locked)
        let site = Site(root: root)
        if path == "actions.yaml" {
            for (key, action) in site.entries where key.string != "shapes" {
                maker.subject = .action(key.string ?? "")
                maker.construct(action, Action.table)
            }
        } else {
            maker.subject = .topic(String(path.dropLast(".yaml".count)))
            maker.construct(site, Topic.table)
        }
        return maker.mutants.sorted { $0.location.line < $1.location.line }
    }

    private mutating func add(
        _ kind: Mutant.Kind,
        _ location: SourceLocation,
        _ change: String,
        _ root: Node,
        isHarmless: Bool = false
    ) {
        let text = root.flow
        guard written.insert(text).inserted else { return }
        let mutant = Mutant(
            kind: kind,
            location: location,
            change: change,
            file: BotFile(path: path, text: text),
            subject: subject,
            isHarmless: isHarmless
        )
        mutants.append(mutant)
    }
}

// MARK: Keys

extension MutantMaker {
    /// Keys that are about words alone, and names whose loss is an error or nothing.
    private static let words: Set<String> = [
        "also", "examples", "image", "into", "label", "not_understood", "renamed", "show",
        "subtitle", "title",
    ]

    private mutating func construct(_ site: Site, _ table: KeyTable) {
        for (key, value) in site.entries {
            guard let name = key.string, let known = table[name], !Self.words.contains(name) else {
                continue
            }
            if !known.required {
                switch name {
                case "else", "elif": break
                case "check":
                    for check in value.items {
                        let change = check["if"]?.node.string ?? ""
                        let left = value.node.sequence == nil ? nil : check
                        add(.lostCheck, check.location, change, (left ?? value).replaced(by: nil))
                    }
                default:
                    let change = "\(name): \(value.node.string ?? "…")"
                    add(
                        .lostKey,
                        key.location,
                        change,
                        value.replaced(by: nil),
                        isHarmless: name == "verified" && isLocked
                    )
                }
            }
            self.value(of: name, known.kind, value, in: table)
        }
    }

    private mutating func value(
        of name: String,
        _ kind: KeyTable.Kind,
        _ value: Site,
        in table: KeyTable
    ) {
        switch kind {
        case .cel: expression(value, isCondition: ["if", "when", "repeat", "where"].contains(name))
        case .steps:
            if name == "else", isByOutcome(value) {
                for (key, steps) in value.entries {
                    let change = "else \(key.string ?? "")"
                    let empty = Node(.sequence([]), at: key.location, end: key.end)
                    add(.lostBranch, key.location, change, steps.replaced(by: empty))
                    self.steps(steps)
                }
            } else {
                let isOutermost = table.construct == Topic.table.construct
                if name != "steps" {
                    let rest: Node? =
                        name == "else"
                        ? nil : Node(.sequence([]), at: value.location, end: value.location)
                    let change = "\(name): \(value.items.first?.node.summary ?? "")"
                    add(.lostBranch, value.location, change, value.replaced(by: rest))
                }
                steps(value, isOutermost: isOutermost)
            }
        case .names:
            let items = value.items
            for item in items where items.count > 1 {
                add(.lostSlot, item.location, item.node.string ?? "", item.replaced(by: nil))
            }
        case .word(let words), .flagOr(let words):
            let old = value.node.string ?? ""
            for other in words where other != old {
                let change = "\(name): \(old) is \(other) now"
                add(.changedWord, value.location, change, value.replaced(by: other))
            }
        case .whole(let range):
            guard case .int(let number)? = value.node.resolved else { return }
            for other in [number - 1, number + 1] where range.contains(other) {
                let changed = Node(
                    .scalar(String(other), style: .plain),
                    at: value.location,
                    end: value.node.end
                )
                let change = "\(name): \(number) is \(other) now"
                add(.changedNumber, value.location, change, value.replaced(by: changed))
            }
        case .literal where name == "order":
            let old = value.node.string ?? ""
            let other = old.hasSuffix(" desc") ? String(old.dropLast(5)) : old + " desc"
            let change = "order: \(old) is \(other) now"
            add(.changedWord, value.location, change, value.replaced(by: other))
        case .mapping: mapping(name, value)
        case .mappings:
            let table = name == "check" ? Slot.checkTable : Statement.keys
            for item in value.items {
                if name == "records", value.node.sequence != nil {
                    let change = item["table"]?.node.string ?? ""
                    add(.lostStatement, item.location, change, item.replaced(by: nil))
                }
                construct(item, table)
            }
        case .list where name == "elif":
            for arm in value.items {
                let change = "elif: \(arm["if"]?.node.string ?? "")"
                add(.lostBranch, arm.location, change, arm.replaced(by: nil))
                construct(arm, Branch.armTable)
            }
        case .literal, .literals, .text, .textOrNothing, .texts, .name, .flag, .span,
            .mappingOrLiteral, .literalsOrMapping, .list:
            break
        }
    }

    private func isByOutcome(_ site: Site) -> Bool {
        site.entries.contains { Failure.table[$0.key.string ?? ""] != nil }
    }

    private mutating func mapping(_ name: String, _ value: Site) {
        switch name {
        case "slots": for (_, slot) in value.entries { construct(slot, Slot.table) }
        case "options":
            for (index, entry) in value.entries.enumerated() {
                let id = entry.key.string ?? ""
                add(.lostOption, entry.key.location, id, entry.value.replaced(by: nil))
                let other = id + "_2"
                let change = "\(id) is \(other) now"
                add(.renamedOption, entry.key.location, change, value.renamed(index, to: other))
            }
        case "with", "set", "insert", "update":
            let entries = value.entries
            for (key, expression) in entries {
                let change = "\(name): \(key.string ?? "")"
                add(.lostEntry, key.location, change, expression.replaced(by: nil))
                self.expression(expression, isCondition: false)
            }
            guard name == "with" else { return }
            // Those of different types do not load.
            for first in entries.indices {
                for second in entries.indices.dropFirst(first + 1) {
                    let change = [first, second].map { entries[$0].key.string ?? "" }
                        .joined(separator: " and ")
                    let swapped = value.swapped(first, second)
                    add(.swappedArguments, entries[first].key.location, change, swapped)
                }
            }
        default: break
        }
    }

    private mutating func expression(_ site: Site, isCondition: Bool) {
        guard let text = site.node.string else { return }
        for change in ConditionChanges.all(of: text, isCondition: isCondition) {
            add(
                isCondition ? .changedCondition : .changedValue,
                site.location,
                change.words,
                site.replaced(by: change.text)
            )
        }
    }
}

// MARK: Steps

extension MutantMaker {
    /// An action's `verified` is a second lock where every topic that calls it has its own: that is
    /// held at each of its steps.
    private var isLocked: Bool {
        if case .action(let name) = subject { locked.contains(name) } else { false }
    }

    private mutating func steps(_ site: Site, isOutermost: Bool = false) {
        let steps = site.items
        for (index, step) in steps.enumerated() {
            if site.node.sequence != nil {
                add(
                    .lostStep,
                    step.location,
                    step.node.summary,
                    step.replaced(by: nil),
                    isHarmless: isOutermost && index == steps.count - 1 && step.node.isUsualEnd
                )
                if index > 0 {
                    let before = steps[index - 1].node
                    add(
                        .swappedSteps,
                        before.location,
                        "\(before.summary) | \(step.node.summary)",
                        site.swapped(index - 1, index),
                        isHarmless: step.node.commutes(with: before, slots: root["slots"])
                    )
                }
            }
            if let table = StepKinds.table(of: step.node) { construct(step, table) }
        }
    }
}

extension Node {
    /// A step in a few words: `ask: [card, reason]`.
    fileprivate var summary: String {
        guard let first = entries?.first else { return string ?? "" }
        let value = first.value.string ?? first.value.flow.filter { $0 != "\"" }
        let text = "\(first.key.string ?? ""): \(value)"
        return text.count > 60 ? text.prefix(59) + "…" : text
    }
}
