extension FlowGraph {
    /// The picture in the language of Graphviz.
    package var dot: String {
        var lines = [
            "digraph \(title.inDOT) {",
            "  rankdir=TB; node [fontname=\"sans-serif\"]; edge [fontname=\"sans-serif\"];",
        ]
        lines += nodes.map { node in
            var attributes = ["label=\(node.shown.inDOT)", "shape=\(node.shape.inDOT)"]
            if !node.place.isEmpty { attributes.append("tooltip=\(node.place.inDOT)") }
            if node.isMissed { attributes += ["style=filled", "fillcolor=\"#fde2e1\""] }
            return "  n\(node.id) [\(attributes.joined(separator: ", "))];"
        }
        lines += edges.map { edge in
            var attributes: [String] = []
            if !edge.shown.isEmpty { attributes.append("label=\(edge.shown.inDOT)") }
            if edge.isMissed { attributes += ["style=dashed", "color=\"#b3261e\""] }
            if edge.isAside { attributes.append("style=dotted") }
            let list = attributes.isEmpty ? "" : " [\(attributes.joined(separator: ", "))]"
            return "  n\(edge.from) -> n\(edge.to)\(list);"
        }
        return (lines + ["}"]).joined(separator: "\n") + "\n"
    }
}

extension FlowGraph.Node.Shape {
    fileprivate var inDOT: String {
        switch self {
        case .start, .end: "oval"
        case .say, .set: "box"
        case .question: "parallelogram"
        case .choice: "diamond"
        case .call, .wait: "cylinder"
        case .part, .topic: "component"
        case .person: "house"
        }
    }
}

extension String {
    /// In quotation marks, with what means something there behind a backslash.
    fileprivate var inDOT: String {
        var text = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            default: if scalar.value >= 32 { text.unicodeScalars.append(scalar) }
            }
        }
        return text + "\""
    }
}
