import Diagnostics
import Expressions

/// Collects what is wrong in the files of one bot.
package final class Problems {
    package init() {}

    /// Enough of one file to mend at once; a hostile file could have a million.
    static let mostOfAFile = 100

    private var kept: [Diagnostic] = []
    /// How many each file has, by its path.
    private var counts: [String: Int] = [:]
    /// The first of each file that was not kept, and the gravest of them.
    private var left: [String: (location: SourceLocation, severity: Diagnostic.Severity)] = [:]
    /// Files whose problems were too many before their contents were looked at.
    private var closed: Set<String> = []
    /// Above zero nothing is kept: a pass that only learns types, or a part checked elsewhere.
    private var silence = 0

    package func add(_ diagnostic: Diagnostic) {
        guard silence == 0 else { return }
        let location = diagnostic.location
        if diagnostic.severity == .error { errors += 1 }
        guard !closed.contains(location.file.path) else { return }
        // The reader of YAML has cut its own list short, and knows by how much.
        guard diagnostic.code != "too-many-problems" else {
            closed.insert(location.file.path)
            kept.append(diagnostic)
            return
        }
        let count = counts[location.file.path, default: 0] + 1
        counts[location.file.path] = count
        if count <= Self.mostOfAFile {
            kept.append(diagnostic)
        } else {
            let others = left[location.file.path]
            let isGrave = diagnostic.severity == .error || others?.severity == .error
            left[location.file.path] = (others?.location ?? location, isGrave ? .error : .warning)
        }
    }

    /// Adds one; its message and hint are worked out only where they will be shown.
    package func error(
        _ code: String,
        at location: SourceLocation,
        _ message: @autoclosure () -> String,
        hint: @autoclosure () -> String? = nil
    ) {
        report(.error, code, at: location, message, hint)
    }

    /// Adds one; its message and hint are worked out only where they will be shown.
    func warn(
        _ warning: Warning,
        at location: SourceLocation,
        _ message: @autoclosure () -> String,
        hint: @autoclosure () -> String? = nil
    ) {
        report(.warning, warning.rawValue, at: location, message, hint)
    }

    private func report(
        _ severity: Diagnostic.Severity,
        _ code: String,
        at location: SourceLocation,
        _ message: () -> String,
        _ hint: () -> String?
    ) {
        guard silence == 0 else { return }
        let isFull = counts[location.file.path, default: 0] >= Self.mostOfAFile
        add(
            Diagnostic(
                severity,
                code,
                at: location,
                isFull ? "" : message(),
                hint: isFull ? nil : hint()
            )
        )
    }

    /// A name that is not there, with the nearest one that is.
    func unknown(
        _ code: String,
        _ what: String,
        _ name: String,
        at location: SourceLocation,
        known: some Sequence<String>
    ) {
        error(
            code,
            at: location,
            "there is no \(what) '\(shown(name))'",
            hint: wayOut(for: name, known: Array(known))
        )
    }

    /// Lets the compiler of expressions add its own, each with a way out.
    func collecting<Result>(in scope: Scope, _ body: (inout [Diagnostic]) -> Result) -> Result {
        var more: [Diagnostic] = []
        let result = body(&more)
        for diagnostic in more {
            report(
                diagnostic.severity,
                diagnostic.code,
                at: diagnostic.location,
                { diagnostic.message },
                { diagnostic.hint ?? Self.hint(for: diagnostic, in: scope) }
            )
        }
        return result
    }

    private static func hint(for diagnostic: Diagnostic, in scope: Scope) -> String? {
        switch diagnostic.code {
        case "unknown-name":
            let own = scope.names.keys.filter { Scope.everywhere.names[$0] == nil }.sorted()
            return own.isEmpty
                ? "a name comes from a slot, or from 'set', 'into' or 'takes' above"
                : "known here: " + own.prefix(20).joined(separator: ", ")
        case "wrong-type": return "compare it, convert it, or take one of its fields"
        case "syntax": return "look for a bracket, a quotation mark or an operator that is missing"
        default: return nil
        }
    }

    /// Nothing is kept now.
    var isSilent: Bool { silence > 0 }

    /// How many errors there are so far.
    package private(set) var errors = 0

    func silently<Result>(_ body: () -> Result) -> Result {
        silence += 1
        defer { silence -= 1 }
        return body()
    }

    /// All of them in reading order, each once; of a file that has too many, the first that were
    /// found and how many more there are.
    package var found: [Diagnostic] {
        var seen: Set<Diagnostic> = []
        var all = kept.filter { seen.insert($0).inserted }
        for (path, rest) in left {
            let count = counts[path, default: 0] - Self.mostOfAFile
            all.append(
                Diagnostic(
                    rest.severity,
                    "too-many-problems",
                    at: rest.location,
                    "there are \(count) more problems in this file",
                    hint: "mend the ones that are shown first"
                )
            )
        }
        return all.sorted { one, other in
            if Diagnostic.inReadingOrder(one, other) { return true }
            return !Diagnostic.inReadingOrder(other, one) && one.message < other.message
        }
    }
}

/// "Did you mean", or what there is to choose from where that is short.
func wayOut(for name: String, known: [String]) -> String? {
    if let near = meant(by: name, among: known) { return "did you mean '\(near)'?" }
    guard !known.isEmpty else { return "there is none yet: write it first" }
    let some = known.sorted().prefix(20).joined(separator: ", ")
    return known.count > 20 ? "there is \(some) and more" : "there is \(some)"
}

/// The word that was most likely meant: one spelled nearly so, or what other tools call so.
func meant(by name: String, among known: [String]) -> String? {
    nearest(to: name, in: known)
        ?? calledElsewhere[name.lowercased()]?.first(where: known.contains)
}

/// What types, keys and steps are called in other tools and formats.
private let calledElsewhere: [String: [String]] = [
    "string": ["text"], "str": ["text"], "int": ["number"], "integer": ["int", "number"],
    "float": ["number"], "double": ["number"], "numeric": ["number"], "bool": ["yesno"],
    "boolean": ["bool", "yesno"], "confirmation": ["yesno"], "enum": ["choice"],
    "select": ["choice"], "list": ["choice"], "options": ["choice"], "currency": ["money"],
    "amount": ["money"], "telephone": ["phone"], "mail": ["email"], "place": ["location"],
    "image": ["file"], "photo": ["file"], "attachment": ["file"], "regex": ["pattern"],
    "question": ["ask"], "prompt": ["ask"], "input": ["ask"], "collect": ["ask"],
    "choices": ["options"], "values": ["options"], "synonyms": ["also"], "aliases": ["also"],
    "validate": ["check"], "validation": ["check"], "condition": ["when", "if"],
    "utterances": ["examples"], "phrases": ["examples"], "message": ["say"], "send": ["say"],
    "text": ["say"], "goto": ["run"], "action": ["call"], "transfer": ["handoff"],
    "escalate": ["handoff"], "switch": ["if"], "loop": ["repeat"], "while": ["repeat"],
    "foreach": ["repeat"], "else if": ["elif"], "elseif": ["elif"], "else_if": ["elif"],
    "assign": ["set"], "stop": ["end"], "finish": ["end"],
    "timezone": ["time_zone"], "locale": ["languages"], "welcome": ["greeting", "house"],
]

/// A name as a message shows it: one line, and never pages of it.
func shown(_ text: String) -> String {
    let line = text.unicodeScalars.prefix(60).map { $0.value < 32 ? " " : String($0) }.joined()
    return text.unicodeScalars.count > 60 ? line + "…" : line
}
