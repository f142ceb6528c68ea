import Diagnostics

/// Collects what is wrong in the files of one bot.
final class Problems {
    private(set) var found: [Diagnostic] = []
    /// Above zero nothing is kept: a pass that only learns types, or a part checked elsewhere.
    private var silence = 0

    func add(_ diagnostic: Diagnostic) {
        if silence == 0 { found.append(diagnostic) }
    }

    func error(
        _ code: String,
        at location: SourceLocation,
        _ message: String,
        hint: String? = nil
    ) {
        add(.error(code, at: location, message, hint: hint))
    }

    func warn(
        _ code: String,
        at location: SourceLocation,
        _ message: String,
        hint: String? = nil
    ) {
        add(.warning(code, at: location, message, hint: hint))
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

    /// Lets another module add its own.
    func collecting<Result>(_ body: (inout [Diagnostic]) -> Result) -> Result {
        var more: [Diagnostic] = []
        let result = body(&more)
        more.forEach(add)
        return result
    }

    func silently<Result>(_ body: () -> Result) -> Result {
        silence += 1
        defer { silence -= 1 }
        return body()
    }
}

/// "Did you mean", or what there is to choose from where that is short.
func wayOut(for name: String, known: [String]) -> String? {
    if let near = nearest(to: name, in: known) { return "did you mean '\(near)'?" }
    guard (1...20).contains(known.count) else { return nil }
    return "there is " + known.sorted().joined(separator: ", ")
}

/// A name as a message shows it: one line, and never pages of it.
func shown(_ text: String) -> String {
    let line = text.unicodeScalars.prefix(60).map { $0.value < 32 ? " " : String($0) }.joined()
    return text.unicodeScalars.count > 60 ? line + "…" : line
}

extension [Diagnostic] {
    /// Enough of one file to mend at once; a hostile file could have a million.
    static var mostOfAFile: Int { 100 }

    /// In reading order, each once, and of each file the first hundred.
    var tidied: [Diagnostic] {
        var seen: Set<Diagnostic> = []
        var perFile: [String: Int] = [:]
        var kept: [Diagnostic] = []
        var left: [String: (count: Int, first: Diagnostic)] = [:]
        for diagnostic in sorted(by: Diagnostic.inReadingOrder)
        where seen.insert(diagnostic).inserted {
            let path = diagnostic.location.file.path
            perFile[path, default: 0] += 1
            if perFile[path, default: 0] <= Self.mostOfAFile {
                kept.append(diagnostic)
            } else {
                left[path] = (left[path].map(\.count) ?? 0, left[path]?.first ?? diagnostic)
                left[path]?.count += 1
            }
        }
        for (count, first) in left.values {
            kept.append(
                .error(
                    "too-many-problems",
                    at: first.location,
                    "there are \(count) more problems from here on",
                    hint: "mend the ones above first"
                )
            )
        }
        return kept.sorted(by: Diagnostic.inReadingOrder)
    }
}
