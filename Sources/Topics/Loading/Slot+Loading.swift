import Values
import Expressions
import YAML

extension TopicReader {
    /// Finds the type of the rows that a slot chooses from, at the place that asks it.
    mutating func learnRows(of name: String, at point: Flow) {
        guard let slot = slots[name], let node = slot.fields["from"] else { return }
        let rows = problems.silently { expression(node, at: point) }
        guard case .list(let item) = rows?.type, item != .dyn else {
            slots[name]?.valueType = .dyn
            return
        }
        let row: RowType? =
            switch item {
            case .record(let row): row
            case .choice(_, let row), .timeSlot(let row): row
            default: item.fields.map { RowType(name: "\(item)", fields: $0) }
            }
        slots[name]?.valueType = slot.valueType(row: row)
    }

    /// A slot with all its expressions, in the light of where it is asked.
    mutating func slot(_ draft: SlotDraft) -> Slot? {
        let fields = draft.fields
        context = draft.context
        defer { context = id }
        // One that no step asks has been reported; what its texts read may well be there.
        let asked = asking[draft.name] ?? flow
        // A condition that reads a slot not yet filled waits until it is.
        var waiting = asked
        for (name, other) in slots where !other.mayStayEmpty && name != draft.name {
            waiting.filled.insert(name)
        }
        let when = fields["when"].map { condition($0, at: waiting) }
        if let node = fields["when"] {
            ConditionCheck(self, at: waiting).check(node, when?.expression)
            if when?.expression?.reads.contains(draft.name) ?? false {
                problems.warn(
                    .constantCondition,
                    at: node.location,
                    "'\(draft.name)' is empty until it is asked, so its own value cannot decide that",
                    hint: "read a slot that is asked before it, or leave 'when' out"
                )
            }
        }
        var here = asked
        here.filled.formUnion(when?.filledIfTrue ?? [])
        waiting.filled.formUnion(when?.filledIfTrue ?? [])
        waiting.filled.insert(draft.name)

        let from = fields["from"].flatMap { rows($0, for: draft, at: here) }
        let checks = checks(fields, at: waiting, mayRead: draft.name)
        let wanted = draft.valueType
        let defaultValue = fields["default"].flatMap { value($0, of: draft, wanted, at: here) }
        let suggest = fields["suggest"].flatMap { value($0, of: draft, wanted.orEmpty, at: here) }
        let notUnderstood = fields.items("not_understood").compactMap {
            text($0, as: "not_understood of a slot", at: here)
        }
        guard let type = draft.type, let ask = text(fields, "ask", at: here) else {
            return nil
        }
        return Slot(
            name: SlotName(draft.name),
            type: type,
            title: draft.title,
            also: draft.also,
            ask: ask,
            options: draft.options,
            from: from,
            many: draft.many,
            ifOne: fields.word("if_one", as: Slot.IfOne.self) ?? .ask,
            when: when?.expression,
            checks: checks,
            optional: fields.flag("optional"),
            defaultValue: defaultValue,
            suggest: suggest,
            prefer: fields.word("prefer", as: Slot.Prefer.self) ?? .none,
            tries: fields.whole("tries"),
            notUnderstood: notUnderstood,
            confirm: fields.flag("confirm"),
            secure: draft.isSecure,
            show: draft.show,
            location: fields.location
        )
    }

    private func checks(_ fields: Fields, at point: Flow, mayRead name: String) -> [Slot.Check] {
        fields.items("check").compactMap { node in
            guard let check = Fields(node, Slot.checkTable, problems) else { return nil }
            let rule = check["if"].map { condition($0, at: point, mayRead: [name]) }
            if let node = check["if"] {
                ConditionCheck(self, at: point).check(node, rule?.expression, ruleOf: name)
            }
            var broken = point
            broken.filled.formUnion(rule?.filledIfTrue ?? [])
            let say = text(check, "say", at: broken)
            guard let rule = rule?.expression, let say else { return nil }
            return Slot.Check(condition: rule, say: say)
        }
    }

    /// `default` and `suggest`: what the slot could hold; a text names an option by its ID.
    private func value(
        _ node: Node,
        of draft: SlotDraft,
        _ wanted: Expressions.`Type`,
        at point: Flow
    ) -> Expressions.Expression? {
        guard draft.type != nil else { return nil }
        guard case .choice(let options, _) = draft.valueType else {
            return expression(node, expecting: wanted, at: point)
        }
        guard let value = expression(node, at: point) else { return nil }
        let type = wanted.isOptional ? value.type.unwrapped : value.type
        guard type == .string || type.fits(draft.valueType) else {
            problems.error(
                "wrong-type",
                at: node.contentLocation,
                "this is \(value.type), and '\(draft.name)' is \(draft.valueType)",
                hint: "name an option by its ID, in quotes"
            )
            return nil
        }
        if let options, case .string(let id)? = value.constant, !options.contains(id) {
            problems.unknown(
                "unknown-option",
                "option",
                id,
                at: node.contentLocation,
                known: options
            )
        }
        return value
    }

    /// `from`: a list of rows that have what a choice or a time slot needs.
    private func rows(
        _ node: Node,
        for draft: SlotDraft,
        at point: Flow
    ) -> Expressions.Expression? {
        guard let type = draft.type, let rows = expression(node, at: point) else { return nil }
        if rows.type == .dyn { return rows }
        guard case .list(let item) = rows.type else {
            let mayBeEmpty = if case .optional(.list) = rows.type { true } else { false }
            problems.error(
                mayBeEmpty ? "may-be-empty" : "bad-rows",
                at: node.contentLocation,
                mayBeEmpty
                    ? "these rows may be missing where '\(draft.name)' is asked"
                    : "'from' takes a list of rows, and this is \(rows.type)",
                hint: mayBeEmpty
                    ? "ask it only where they are there: if filled(\(shown(node.string ?? "")))"
                    : "give it the answer of an action that gives a list"
            )
            return rows
        }
        if case .timeSlot = type { return timeSlots(item, node, rows) }
        let lacks = ["id", "title"].filter { !isText(item.fields?[$0]) }
        reject(lacks, of: item, node, "texts")
        return rows
    }

    private func timeSlots(
        _ item: Expressions.`Type`,
        _ node: Node,
        _ rows: Expressions.Expression
    ) -> Expressions.Expression {
        if case .timeSlot = item { return rows }
        let lacks = ["id", "title"].filter { !isText(item.fields?[$0]) }
        reject(lacks, of: item, node, "texts")
        if item.fields?["start"] != .timestamp {
            reject(["start"], of: item, node, "a timestamp")
        }
        if item.fields?["seconds"] != .int { reject(["seconds"], of: item, node, "an int") }
        return rows
    }

    private func isText(_ type: Expressions.`Type`?) -> Bool { type == .string || type == .dyn }

    private func reject(
        _ columns: [String],
        of item: Expressions.`Type`,
        _ node: Node,
        _ kind: String
    ) {
        guard !columns.isEmpty, item != .dyn else { return }
        let names = columns.map { "'\($0)'" }.joined(separator: " and ")
        problems.error(
            "bad-rows",
            at: node.contentLocation,
            "\(item) lacks \(names), which must be \(kind)",
            hint: "add it to the table's columns"
        )
    }
}
