/// The results of transcripts in the XML that continuous integration reads.
package struct JUnitReport {
    private let results: [TranscriptResult]

    package init(_ results: [TranscriptResult]) { self.results = results }

    package var text: String {
        let failed = results.count { !$0.passed }
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<testsuites>",
            "  <testsuite name=\"transcripts\" tests=\"\(results.count)\" failures=\"\(failed)\">",
        ]
        for result in results {
            let name = Self.escaped(result.path)
            let opening =
                "    <testcase classname=\"transcripts\" name=\"\(name)\" file=\"\(name)\""
            guard !result.passed else {
                lines.append(opening + "/>")
                continue
            }
            lines.append(opening + ">")
            let message = Self.escaped(result.failures[0].message)
            let text = Self.escaped(result.failures.map(\.rendered).joined(separator: "\n"))
            lines.append("      <failure message=\"\(message)\">\(text)</failure>")
            lines.append("    </testcase>")
        }
        lines += ["  </testsuite>", "</testsuites>"]
        return lines.joined(separator: "\n") + "\n"
    }

    /// Without what XML reserves, and without the characters that it has no way to hold.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case _ where scalar.value < 32 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
                result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
