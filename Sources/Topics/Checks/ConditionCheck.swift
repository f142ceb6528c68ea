import Expressions
import Foundation
import Values
import YAML

/// Finds conditions that cannot matter, by trying every value of what they read.
///
/// Only where all of that can be gone through: choices with options of the topic, yes and no.
/// Everything else may be either, and is not judged.
struct ConditionCheck {
    private let topic: TopicReader
    private let point: Flow
    /// Combinations of values; more would cost more than the warning is worth.
    private static let most = 512

    init(_ topic: TopicReader, at point: Flow) {
        self.topic = topic
        self.point = point
    }

    /// One condition that stands alone: of a `when`, a `repeat` or, with a slot, of its `check`.
    ///
    /// A `repeat` may always hold: `at_most` ends it.
    func check(
        _ node: Node,
        _ condition: Expressions.Expression?,
        ruleOf slot: String? = nil,
        mayAlwaysHold: Bool = false
    ) {
        guard !topic.problems.isSilent, let condition else { return }
        let values =
            slot.flatMap { lengths(of: $0, judgedBy: condition) }
            ?? environments(of: condition.reads)
        guard let values, let truths = truths(of: condition, in: values) else { return }
        guard truths.count == 1, let isTrue = truths.first, !(isTrue && mayAlwaysHold)
        else { return }
        let what =
            switch (slot, isTrue) {
            case (nil, true): "this always holds"
            case (nil, false): "this never holds"
            case (_?, true): "every answer is refused by this"
            case (_?, false): "no answer is refused by this: the slot's type leaves none"
            }
        warn(.constantCondition, node, what, hint: "mend the condition, or leave it out")
    }

    /// The conditions of an `if` and its `elif`, in their order.
    func check(arms: [(node: Node, condition: Expressions.Expression?)], otherwise: Node?) {
        guard !topic.problems.isSilent else { return }
        var sources: Set<String> = []
        var distinct: [(node: Node, condition: Expressions.Expression?)] = []
        for arm in arms {
            let source = (arm.condition?.source ?? "").filter { !$0.isWhitespace }
            guard source.isEmpty || sources.insert(source).inserted else {
                warn(
                    .sameCondition,
                    arm.node,
                    "this condition stands above already, and is judged there",
                    hint: "mend one of the two, or leave this 'elif' out"
                )
                continue
            }
            distinct.append(arm)
        }
        judge(distinct, otherwise)
    }

    private func judge(
        _ arms: [(node: Node, condition: Expressions.Expression?)],
        _ otherwise: Node?
    ) {
        let finite = arms.map { arm in
            arm.condition.flatMap { environments(of: $0.reads) == nil ? nil : $0 }
        }
        let reads = finite.compactMap { $0 }.reduce(into: Set<String>()) { $0.formUnion($1.reads) }
        guard finite.contains(where: { $0 != nil }), let values = environments(of: reads) else {
            return
        }
        var reached: Set<Int> = []
        var holds: Set<Int> = []
        for value in values {
            var isTaken = false
            for (index, condition) in finite.enumerated() {
                guard let condition else {
                    // It may hold and may not.
                    if !isTaken { reached.insert(index) }
                    continue
                }
                guard let isTrue = try? condition.isTrue(in: value) else { return }
                guard isTrue else { continue }
                holds.insert(index)
                if !isTaken { reached.insert(index) }
                isTaken = true
            }
            if !isTaken { reached.insert(arms.count) }
        }
        for (index, arm) in arms.enumerated() where !reached.contains(index) {
            if holds.contains(index) {
                warn(
                    .unreached,
                    arm.node,
                    "where this holds, a condition above it holds too",
                    hint: "put it first, or leave it out"
                )
            } else {
                warn(
                    .constantCondition,
                    arm.node,
                    "this never holds",
                    hint: "mend the condition, or leave it out"
                )
            }
        }
        guard !reached.contains(arms.count) else { return }
        if let otherwise {
            warn(
                .unreached,
                otherwise,
                "one of the conditions above always holds, so this is never done",
                hint: "mend the conditions, or leave the 'else' out"
            )
        } else if arms.count == 1 {
            warn(
                .constantCondition,
                arms[0].node,
                "this always holds",
                hint: "write its steps without 'if', or mend the condition"
            )
        }
    }

    private func warn(_ warning: Warning, _ node: Node, _ message: String, hint: String) {
        topic.problems.warn(warning, at: node.location, message, hint: hint)
    }

    // MARK: Values

    /// Whether a condition is true and whether it is false for some values.
    ///
    /// - Returns: nil where it cannot be judged for one of them.
    private func truths(
        of condition: Expressions.Expression,
        in environments: [Expressions.Environment]
    ) -> Set<Bool>? {
        var truths: Set<Bool> = []
        for environment in environments {
            guard let isTrue = try? condition.isTrue(in: environment) else { return nil }
            truths.insert(isTrue)
        }
        return truths
    }

    /// Every combination of values that some names can have; nil where they cannot be counted.
    private func environments(of names: Set<String>) -> [Expressions.Environment]? {
        var all: [[String: Value]] = [[:]]
        for name in names.sorted() {
            guard let values = values(of: name), all.count * values.count <= Self.most else {
                return nil
            }
            all = all.flatMap { known in
                values.map { value in known.merging([name: value]) { _, new in new } }
            }
        }
        return all.map { Self.environment($0) }
    }

    private func values(of name: String) -> [Value]? {
        guard let slot = topic.slots[name], slot.many == nil, let type = slot.type else {
            return nil
        }
        var values: [Value]
        switch type {
        case .yesno: values = [.bool(true), .bool(false)]
        case .choice where !slot.options.isEmpty && slot.fields["from"] == nil:
            values = slot.options.map { .choice(Choice(id: $0.id, title: $0.title.source)) }
        default: return nil
        }
        if !point.filled.contains(name) { values.append(.null) }
        return values
    }

    /// Texts of every length that a slot of digits may have, for a rule about its length alone.
    private func lengths(
        of name: String,
        judgedBy condition: Expressions.Expression
    ) -> [Expressions.Environment]? {
        guard condition.reads == [name],
            condition.source.trimmingCharacters(in: .whitespaces).hasPrefix("size(\(name))"),
            condition.source.components(separatedBy: name).count == 2,
            case .digits(let length)? = topic.slots[name]?.type, length.count <= Self.most
        else { return nil }
        return length.map { Self.environment([name: .string(String(repeating: "0", count: $0))]) }
    }

    private static func environment(_ values: [String: Value]) -> Expressions.Environment {
        Expressions.Environment(values: values, now: Timestamp(seconds: 0), zone: .gmt)
    }
}
