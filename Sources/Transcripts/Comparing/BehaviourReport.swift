import Diagnostics
import Values

/// What a bot does otherwise than its version before, over all transcripts.
package struct BehaviourReport: Sendable {
    private var transcripts = 0
    /// Those of each transcript that changes.
    private var changes: [[BehaviourChange]] = []

    package init() {}

    /// Compares two versions in one transcript.
    package mutating func add(
        _ transcript: Transcript,
        before: TranscriptResult,
        after: TranscriptResult
    ) {
        transcripts += 1
        let all = after.runs.map(\.circumstances)
        let found = zip(before.runs, after.runs).flatMap { old, new in
            Behaviour(new, of: transcript).changes(
                from: Behaviour(old, of: transcript),
                in: RunName(new.circumstances, among: all)
            )
        }
        if !found.isEmpty { changes.append(found) }
    }

    /// The changes by kind, a transcript at most once in each kind; words alone only where nothing
    /// else differs.
    private var groups: [(kind: BehaviourChange.Kind, changes: [BehaviourChange])] {
        BehaviourChange.Kind.allCases.compactMap { kind in
            let found = changes.compactMap { own -> BehaviourChange? in
                if kind == .wording, own.contains(where: { $0.kind != .wording }) { return nil }
                return own.first { $0.kind == kind }
            }
            return found.isEmpty ? nil : (kind, found)
        }
    }

    /// `11 of 430 transcripts change: 9 only in wording, 2 reach a person later`, and below it
    /// each with both sides.
    package var lines: [String] {
        let groups = groups
        let counted = groups.map { "\($0.changes.count) \($0.kind.words($0.changes.count))" }
        let summary =
            "\(changes.count) of \(transcripts) transcripts change"
            + (counted.isEmpty ? "" : ": " + counted.joined(separator: ", "))
        return [summary]
            + groups.flatMap { group in
                ["", "\(group.kind.words(group.changes.count)):"]
                    + group.changes.flatMap { change -> [String] in
                        let run = change.run.map { " (\($0.words))" } ?? ""
                        return ["  \(change.location.file.path):\(change.location.line)\(run)"]
                            + change.before.map { "    - " + $0 }
                            + change.after.map { "    + " + $0 }
                    }
            }
    }

    package var json: JSON {
        .object([
            "transcripts": .int(Int64(transcripts)),
            "changed": .int(Int64(changes.count)),
            "changes": .array(groups.flatMap(\.changes).map(\.json)),
        ])
    }
}

extension BehaviourChange {
    fileprivate var json: JSON {
        .compact([
            "kind": .string(kind.rawValue), "path": .string(location.file.path),
            "line": .int(Int64(location.line)), "run": run.map { .string($0.words) },
            "before": .array(before.map(JSON.string)), "after": .array(after.map(JSON.string)),
        ])
    }
}
