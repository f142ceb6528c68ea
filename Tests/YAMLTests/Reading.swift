import Diagnostics
import YAML

func read(_ text: String) -> (node: Node?, diagnostics: [Diagnostic]) {
    parse(SourceFile(path: "a.yaml", text: text))
}

/// `3:7 error doubled-key`, one for each diagnostic.
func problems(_ text: String) -> [String] {
    read(text).diagnostics.map(\.short)
}

extension Diagnostic {
    var short: String {
        "\(location.line):\(location.column) \(severity.rawValue) \(code)"
    }
}

extension Node {
    /// Line and column, as editors show them.
    var place: String { "\(location.line):\(location.column)" }
    var endPlace: String { "\(end.line):\(end.column)" }
}
