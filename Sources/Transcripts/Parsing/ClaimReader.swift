import Diagnostics
import Dialogue

/// One fact of a line that begins with `@`.
struct ClaimReader {
    let line: LineReader

    private static let subjects = [
        "topic", "slot", "correction", "call", "handoff", "owner", "waiting", "outcome", "rule",
        "interaction", "article", "record", "row", "language", "packet",
    ]

    func claim(_ part: Substring) -> Result<Claim, Diagnostic> {
        let (subject, rest) = part.firstWord
        switch kind(subject, rest) {
        case .success(let kind):
            return .success(
                Claim(location: line.location(part), words: String(part), kind: kind)
            )
        case .failure(let problem): return .failure(problem)
        }
    }

    private func kind(
        _ subject: Substring,
        _ rest: Substring
    ) -> Result<Claim.Kind, Diagnostic> {
        guard Self.subjects.contains(String(subject)) else {
            return .failure(
                line.error(
                    "unknown-fact",
                    at: subject,
                    "'\(subject)' is no fact",
                    hint: nearest(to: String(subject), in: Self.subjects).map {
                        "did you mean '\($0)'?"
                    } ?? "a fact is one of \(Self.subjects.joined(separator: ", "))"
                )
            )
        }
        guard !rest.isEmpty else { return fail(subject, "\(subject) of what?", example(subject)) }
        let words = rest.split(whereSeparator: \.isWhitespace)
        let first = String(words[0])
        switch subject {
        case "topic": return .success(.topic(rest == "none" ? nil : String(rest)))
        case "slot": return slot(rest)
        case "correction": return .success(.correction(String(rest)))
        case "call": return call(rest, words)
        case "handoff": return .success(.handoff(rest == "none" ? nil : String(rest)))
        case "owner":
            guard let owner = Owner(rawValue: first) else {
                return fail(rest, "an owner is bot, queue, agent or nobody", "owner queue")
            }
            return .success(.owner(owner))
        case "language": return .success(.language(first))
        case "waiting":
            return .success(.waiting(first, slot: words.count > 1 ? String(words[1]) : nil))
        case "outcome": return .success(.outcome(String(rest)))
        case "rule":
            guard let rule = Rule(rawValue: first) else {
                return fail(rest, "a rule is a letter from a to m", "rule h")
            }
            return .success(.rule(rule))
        case "interaction": return interaction(rest, words)
        case "article": return .success(.articleShown(first))
        case "row": return row(rest, words)
        case "packet": return packet(rest)
        default: return .success(.record(String(rest)))
        }
    }

    /// `name = value`, `name empty`.
    private func slot(_ rest: Substring) -> Result<Claim.Kind, Diagnostic> {
        if let (name, value) = rest.assignment, !name.isEmpty {
            return .success(.slot(String(name), value.unquoted))
        }
        let (name, word) = rest.firstWord
        guard word == "empty" else {
            return fail(rest, "a slot has a value or is empty", "slot reason = lost")
        }
        return .success(.slot(String(name), nil))
    }

    /// `key = value`, `key empty`; a key within another stands behind a point.
    private func packet(_ rest: Substring) -> Result<Claim.Kind, Diagnostic> {
        if let (path, value) = rest.assignment, !path.isEmpty {
            return .success(.packet(String(path), value.unquoted))
        }
        let (path, word) = rest.firstWord
        guard word == "empty" else {
            return fail(rest, "what a packet has under a key", "packet slots.reason = lost")
        }
        return .success(.packet(String(path), nil))
    }

    private func call(
        _ rest: Substring,
        _ words: [Substring]
    ) -> Result<Claim.Kind, Diagnostic> {
        let action = String(words[0])
        switch words.dropFirst().joined(separator: " ") {
        case "", "once": return .success(.calls(action, 1))
        case "never": return .success(.calls(action, 0))
        case let word:
            if let outcome = CallOutcome(rawValue: word) {
                return .success(.callOutcome(action, outcome))
            }
            let parts = word.split(separator: " ")
            if parts.count == 2, parts[1] == "times", let times = Int(parts[0]), times >= 0 {
                return .success(.calls(action, times))
            }
            return fail(
                rest,
                "a call happens once, N times, never, or is ok, refused, failed, unknown",
                "call cards.freeze once"
            )
        }
    }

    /// `table id column = value`, `table id column empty`, `table id none`.
    private func row(_ rest: Substring, _ words: [Substring]) -> Result<Claim.Kind, Diagnostic> {
        let wayOut = "row cards visa-1234 frozen = true"
        guard words.count > 2 else {
            return fail(rest, "a row has a table, an ID and what it holds", wayOut)
        }
        let (table, id) = (String(words[0]), String(words[1]))
        let expected: RowClaim.Expected
        if words.count == 3, words[2] == "none" {
            expected = .none
        } else if words.count == 4, words[3] == "empty" {
            expected = .column(String(words[2]), nil)
        } else if let (name, value) = rest[words[2].startIndex...].assignment, !name.isEmpty {
            expected = .column(String(name), value.unquoted)
        } else {
            return fail(rest, "a column has a value or is empty", wayOut)
        }
        return .success(.row(RowClaim(table: table, id: id, expected: expected)))
    }

    private func interaction(
        _ rest: Substring,
        _ words: [Substring]
    ) -> Result<Claim.Kind, Diagnostic> {
        guard let number = Int(words[0]), number >= 0 else {
            return fail(rest, "interactions are counted", "interaction 2 linked 1")
        }
        if words.count == 1 { return .success(.interactions(number)) }
        guard words.count == 3, words[1] == "linked", let other = Int(words[2]) else {
            return fail(rest, "an interaction is linked to another", "interaction 2 linked 1")
        }
        return .success(.linked(number, to: other))
    }

    private func example(_ subject: Substring) -> String {
        subject == "slot" ? "slot reason = lost" : "\(subject) …"
    }

    private func fail(
        _ part: Substring,
        _ message: String,
        _ example: String
    ) -> Result<Claim.Kind, Diagnostic> {
        .failure(line.error("bad-fact", at: part, message, hint: "write it like: \(example)"))
    }
}
