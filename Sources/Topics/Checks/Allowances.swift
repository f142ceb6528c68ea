import Diagnostics

/// What designers allow beside the line that would be warned about: `# allow: unused-name`.
///
/// The comment stands at the end of that line, or alone on the line above it. Several codes have
/// commas between them; in brackets behind them stands why. An error cannot be allowed.
struct Allowances {
    private struct Allowance: Hashable {
        let path: String
        /// The line whose warnings it takes away.
        let line: Int
        let code: String
    }

    private var all: [Allowance: SourceLocation] = [:]

    init(_ files: [SourceFile]) {
        for file in files { read(file) }
    }

    private mutating func read(_ file: SourceFile) {
        // Most files have none, and are not gone through.
        guard file.text.contains("allow:") else { return }
        var number = 1
        while let line = file.line(number) {
            if let (codes, column, isAlone) = Self.codes(in: line) {
                let place = SourceLocation(file: file, line: number, column: column)
                for code in codes {
                    let target = isAlone ? number + 1 : number
                    all[Allowance(path: file.path, line: target, code: code)] = place
                }
            }
            number += 1
        }
    }

    /// The codes of a line's comment, the comment's column, and whether it stands alone.
    private static func codes(in line: Substring) -> ([String], column: Int, isAlone: Bool)? {
        guard let mark = line.firstRange(of: "# allow:") else { return nil }
        let before = line[..<mark.lowerBound]
        guard before.last.map({ $0 == " " || $0 == "\t" }) ?? true else { return nil }
        let codes = line[mark.upperBound...].prefix { $0 != "(" }.split(separator: ",")
            .map { $0.filter { $0 != " " } }
        return (codes, before.unicodeScalars.count + 1, before.allSatisfy(\.isWhitespace))
    }

    /// Takes away what is allowed, and tells of allowances that allow nothing.
    ///
    /// - Parameter found: All that is wrong with the files.
    /// - Returns: What is left of it, in reading order.
    func applied(to found: [Diagnostic]) -> [Diagnostic] {
        guard !all.isEmpty else { return found }
        var needless = all
        var left = found.filter { diagnostic in
            let place = diagnostic.location
            let allowance = Allowance(
                path: place.file.path,
                line: place.line,
                code: diagnostic.code
            )
            guard diagnostic.severity == .warning, all[allowance] != nil else { return true }
            needless[allowance] = nil
            return false
        }
        // Where something is an error, not every check was made.
        let isWhole = !found.contains { $0.severity == .error }
        for (allowance, place) in needless {
            let isKnown = Warning(rawValue: allowance.code) != nil
            guard isWhole || !isKnown else { continue }
            left.append(
                .warning(
                    Warning.needlessAllow.rawValue,
                    at: place,
                    isKnown
                        ? "nothing here is warned about as '\(allowance.code)'"
                        : "there is no warning '\(shown(allowance.code))'",
                    hint: isKnown
                        ? "leave the comment out"
                        : wayOut(for: allowance.code, known: Warning.allCases.map(\.rawValue))
                )
            )
        }
        return left.sorted(by: Diagnostic.inReadingOrder)
    }
}
