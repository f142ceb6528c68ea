extension FlowGraph {
    /// The picture as Mermaid, which many wikis and code hosts draw.
    package var mermaid: String {
        var lines = ["flowchart TD"]
        lines += nodes.map { node in
            let (open, close) = node.shape.mermaidBrackets
            return "  n\(node.id)\(open)\"\(node.shown.inMermaid)\"\(close)"
        }
        var missed: [Int] = []
        for (index, edge) in edges.enumerated() {
            let line = edge.isMissed || edge.isAside ? "-.->" : "-->"
            let text = edge.shown.isEmpty ? "" : "|\"\(edge.shown.inMermaid)\"|"
            lines.append("  n\(edge.from) \(line)\(text) n\(edge.to)")
            if edge.isMissed { missed.append(index) }
        }
        let boxes = nodes.filter(\.isMissed).map { "n\($0.id)" }
        if !boxes.isEmpty {
            lines.append("  classDef missed fill:#fde2e1,stroke:#b3261e,color:#601410")
            lines.append("  class \(boxes.joined(separator: ",")) missed")
        }
        if !missed.isEmpty {
            lines.append(
                "  linkStyle \(missed.map(String.init).joined(separator: ",")) stroke:#b3261e"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension FlowGraph.Node.Shape {
    fileprivate var mermaidBrackets: (String, String) {
        switch self {
        case .start, .end: ("([", "])")
        case .say, .set: ("[", "]")
        case .question: ("[/", "/]")
        case .choice: ("{{", "}}")
        case .call, .wait: ("[(", ")]")
        case .part, .topic: ("[[", "]]")
        case .person: (">", "]")
        }
    }
}

extension String {
    /// With entity codes for all that means something there.
    fileprivate var inMermaid: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\n": text += " "
            case "\"", "#", "<", ">", "&", "`", ";", "|", "\\", "[", "]", "{", "}", "(", ")":
                text += "#\(scalar.value);"
            default:
                // What cannot be shown stands for nothing.
                if scalar.value >= 32 { text.unicodeScalars.append(scalar) }
            }
        }
        return text
    }
}
