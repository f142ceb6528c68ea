extension FlowGraph {
    /// The picture itself, with nothing that has to be fetched.
    ///
    /// What no transcript reaches is red, ways that none takes are dashed; text and place of a box
    /// show where the pointer rests.
    package var svg: String { svg(styled: true) }

    /// The picture, with its own style where it stands alone: a page has one for all its pictures.
    func svg(styled: Bool) -> String {
        let layout = Layout(self)
        let size = "\(layout.width.pixels) \(layout.height.pixels)"
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(size)\" "
                + "width=\"\(layout.width.pixels)\" height=\"\(layout.height.pixels)\" "
                + "role=\"group\" aria-label=\"\(title.inMarkup)\">"
        ]
        if styled { lines += [Self.arrowHead, "<style>\(Self.style)</style>"] }
        for (edge, path) in zip(edges, layout.paths) {
            lines += Self.arrow(edge, path, at: layout.boxes[edge.from])
        }
        for (node, box) in zip(nodes, layout.boxes) { lines += Self.box(node, box) }
        return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
    }

    static let arrowHead = """
        <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" \
        markerHeight="7" orient="auto"><path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>
        """

    static let style =
        """
        svg{font:13px sans-serif}
        .node text,.edge text{text-anchor:middle;unicode-bidi:plaintext}
        .edge text{font-size:11px;paint-order:stroke;stroke-width:4px} .edge path{fill:none}
        .edge.missed path{stroke-dasharray:6 4} .edge.aside path{stroke-dasharray:2 4}
        .node:focus{outline:none} .node:focus path,.node:focus rect{stroke-width:3}

        """ + Palette.light.style + "\n@media(prefers-color-scheme:dark){"
        + Palette.dark.style + "}"

    /// Plain colours, without variables: not every viewer of pictures knows those.
    private struct Palette {
        let ink, line, paper, box, question, part, person, missed, alarm: String

        static let light = Palette(
            ink: "#1c1b1f",
            line: "#6b6b70",
            paper: "#fff",
            box: "#f4f4f6",
            question: "#e3edfd",
            part: "#e9f5e9",
            person: "#fff1d6",
            missed: "#fde2e1",
            alarm: "#b3261e"
        )
        static let dark = Palette(
            ink: "#e6e1e5",
            line: "#a5a5aa",
            paper: "#1c1b1f",
            box: "#2f2f35",
            question: "#25385a",
            part: "#234026",
            person: "#4d3b14",
            missed: "#5c1e1b",
            alarm: "#f2b8b5"
        )

        var style: String {
            """
            svg{background:\(paper)} .tip{fill:\(line)}
            .node path,.node rect{fill:\(box);stroke:\(line)}
            .node text,.edge text{fill:\(ink)} .edge text{stroke:\(paper)}
            .edge path{stroke:\(line)} .node.question path{fill:\(question)}
            .node.part rect,.node.topic rect{fill:\(part)} .node.person rect{fill:\(person)}
            .node.missed path,.node.missed rect{fill:\(missed);stroke:\(alarm)}
            .edge.missed path{stroke:\(alarm)}
            """
        }
    }

    private static func arrow(_ edge: Edge, _ path: [Layout.Point], at box: Layout.Box)
        -> [String]
    {
        var points = path
        if points.isEmpty {
            // Back to its own box: out of its side, and in again.
            let right = box.center.x + box.width / 2
            points = [
                Layout.Point(x: right, y: box.center.y - 6),
                Layout.Point(x: right + 18, y: box.center.y),
                Layout.Point(x: right, y: box.center.y + 6),
            ]
        }
        var drawn = "M\(points[0].x.pixels) \(points[0].y.pixels)"
        for (from, to) in zip(points, points.dropFirst()) {
            let middle = ((from.y + to.y) / 2).pixels
            drawn +=
                "C\(from.x.pixels) \(middle) \(to.x.pixels) \(middle) \(to.x.pixels) \(to.y.pixels)"
        }
        let kind = "edge" + (edge.isMissed ? " missed" : "") + (edge.isAside ? " aside" : "")
        var lines = ["<g class=\"\(kind)\"><path d=\"\(drawn)\" marker-end=\"url(#tip)\"/>"]
        if !edge.shown.isEmpty {
            let x = (points[0].x + points[1].x) / 2
            let y = (points[0].y + points[1].y) / 2
            lines.append(
                "<text x=\"\(x.pixels)\" y=\"\((y + 4).pixels)\">\(edge.shown.inMarkup)</text>"
            )
        }
        return lines + ["</g>"]
    }

    private static func box(_ node: Node, _ box: Layout.Box) -> [String] {
        let kind = "node \(node.shape.rawValue)" + (node.isMissed ? " missed" : "")
        let told = [node.text, node.place, node.told].filter { !$0.isEmpty }
        var lines = [
            "<g class=\"\(kind)\" tabindex=\"0\" role=\"img\" "
                + "aria-label=\"\(told.joined(separator: ", ").inMarkup)\">",
            "<title>\(told.joined(separator: "\n").inMarkup)</title>",
            outline(node.shape, box),
        ]
        let top = box.center.y - TextBox.lineHeight * Double(box.lines.count - 1) / 2 + 4.5
        for (index, line) in box.lines.enumerated() {
            let y = top + TextBox.lineHeight * Double(index)
            lines.append(
                "<text x=\"\(box.center.x.pixels)\" y=\"\(y.pixels)\">\(line.inMarkup)</text>"
            )
        }
        return lines + ["</g>"]
    }

    private static func outline(_ shape: Node.Shape, _ box: Layout.Box) -> String {
        let (left, right) = (box.center.x - box.width / 2, box.center.x + box.width / 2)
        let (top, bottom) = (box.center.y - box.height / 2, box.center.y + box.height / 2)
        func polygon(_ points: [(Double, Double)]) -> String {
            let corners = points.map { "\($0.0.pixels) \($0.1.pixels)" }
            return "<path d=\"M\(corners.joined(separator: "L"))z\"/>"
        }
        switch shape {
        case .question:
            return polygon([
                (left + 8, top), (right + 8, top), (right - 8, bottom), (left - 8, bottom),
            ])
        case .choice:
            return polygon([
                (left + 10, top), (right - 10, top), (right + 6, box.center.y),
                (right - 10, bottom), (left + 10, bottom), (left - 6, box.center.y),
            ])
        case .start, .end: return rectangle(box, rounded: box.height / 2)
        case .say, .set, .call, .part, .wait, .person, .topic: return rectangle(box, rounded: 5)
        }
    }

    private static func rectangle(_ box: Layout.Box, rounded: Double) -> String {
        "<rect x=\"\((box.center.x - box.width / 2).pixels)\" "
            + "y=\"\((box.center.y - box.height / 2).pixels)\" width=\"\(box.width.pixels)\" "
            + "height=\"\(box.height.pixels)\" rx=\"\(rounded.pixels)\"/>"
    }
}

extension FlowGraph.Node {
    /// How often it is gone through, in words.
    fileprivate var told: String {
        switch count {
        case nil: ""
        case 0?: "no transcript goes through it"
        case 1?: "1 transcript goes through it"
        case let count?: "\(count) transcripts go through it"
        }
    }
}

extension Double {
    /// With one decimal, the same on every machine.
    fileprivate var pixels: String {
        let tenths = Int((self * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let whole = "\(sign)\(abs(tenths) / 10)"
        return tenths % 10 == 0 ? whole : whole + ".\(abs(tenths) % 10)"
    }
}

extension String {
    /// In XML and HTML, as text or within quotation marks; what neither can hold is left out.
    var inMarkup: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            case "\n", "\t": text.unicodeScalars.append(scalar)
            default:
                guard scalar.value >= 32, scalar.value != 0xFFFE, scalar.value != 0xFFFF else {
                    continue
                }
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
