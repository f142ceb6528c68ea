/// Where boxes and arrows of a picture lie: layers from top to bottom, in pixels.
///
/// The customary four steps of layered drawings: arrows that lead back are turned around, each box
/// goes one layer below the lowest that leads to it, boxes of a layer are put in the order of their
/// neighbours, and moved towards them. Source: Sugiyama, Tagawa and Toda, "Methods for Visual
/// Understanding of Hierarchical System Structures" (1981).
struct Layout {
    struct Point: Hashable {
        var x: Double
        var y: Double
    }

    struct Box: Hashable {
        /// Its middle.
        var center: Point
        let width: Double
        let height: Double
        /// What stands in it, line by line.
        let lines: [String]
    }

    /// By the nodes' IDs.
    private(set) var boxes: [Box] = []
    /// For each edge, from its beginning to its end; empty for one that leads to its own box.
    private(set) var paths: [[Point]] = []
    private(set) var width = 0.0
    private(set) var height = 0.0

    private static let gap = 26.0
    private static let layerGap = 54.0
    private static let margin = 20.0
    private static let sweeps = 12

    init(_ graph: FlowGraph) {
        let texts = graph.nodes.map { TextBox($0.shown) }
        var layers = Layers(graph)
        layers.order(sweeps: Self.sweeps)
        place(layers, texts)
        paths = graph.edges.indices.map { path(of: $0, in: graph, layers) }
    }

    // MARK: Coordinates

    private var centers: [Point] = []

    private mutating func place(_ layers: Layers, _ texts: [TextBox]) {
        func width(_ item: Int) -> Double { item < texts.count ? texts[item].width : 12 }
        func height(_ item: Int) -> Double { item < texts.count ? texts[item].height : 0 }
        centers = Array(repeating: Point(x: 0, y: 0), count: layers.count)
        var top = Self.margin
        for layer in layers.rows {
            var x = 0.0
            let tallest = layer.map(height).max() ?? 0
            for item in layer {
                centers[item] = Point(x: x + width(item) / 2, y: top + tallest / 2)
                x += width(item) + Self.gap
            }
            top += tallest + Self.layerGap
        }
        for sweep in 0..<Self.sweeps {
            let isDown = sweep % 2 == 0
            for row in isDown ? layers.rows : layers.rows.reversed() {
                pull(row, towards: isDown ? layers.above : layers.below, width)
            }
        }
        let left = layers.rows.joined().map { centers[$0].x - width($0) / 2 }.min() ?? 0
        for index in centers.indices { centers[index].x += Self.margin - left }
        let right = layers.rows.joined().map { centers[$0].x + width($0) / 2 }.max() ?? 0
        self.width = right + Self.margin
        self.height = top - Self.layerGap + Self.margin
        boxes = texts.enumerated().map { index, text in
            Box(
                center: centers[index],
                width: text.width,
                height: text.height,
                lines: text.lines
            )
        }
    }

    /// Moves the boxes of a layer towards their neighbours without pushing one over another.
    private mutating func pull(
        _ row: [Int],
        towards neighbours: [[Int]],
        _ width: (Int) -> Double
    ) {
        guard !row.isEmpty else { return }
        let wanted = row.map { item -> Double in
            let near = neighbours[item]
            guard !near.isEmpty else { return centers[item].x }
            return near.reduce(0) { $0 + centers[$1].x } / Double(near.count)
        }
        func apart(_ left: Int, _ right: Int) -> Double {
            (width(row[left]) + width(row[right])) / 2 + Self.gap
        }
        var fromLeft = wanted
        for index in row.indices.dropFirst() {
            fromLeft[index] = max(wanted[index], fromLeft[index - 1] + apart(index - 1, index))
        }
        var fromRight = wanted
        for index in row.indices.dropLast().reversed() {
            fromRight[index] = min(wanted[index], fromRight[index + 1] - apart(index, index + 1))
        }
        // Both keep their distances, so what lies between them does too.
        for (index, item) in row.enumerated() {
            centers[item].x = (fromLeft[index] + fromRight[index]) / 2
        }
    }

    // MARK: Arrows

    private func path(of edge: Int, in graph: FlowGraph, _ layers: Layers) -> [Point] {
        let chain = layers.chains[edge]
        guard let first = chain.first, let last = chain.last, chain.count > 1 else { return [] }
        var points = chain.map { centers[$0] }
        points[0].y += boxes[first].height / 2
        points[0].x += layers.port(of: edge, at: first, isLeaving: true) * boxes[first].width / 3
        points[points.count - 1].y -= boxes[last].height / 2
        points[points.count - 1].x +=
            layers.port(of: edge, at: last, isLeaving: false) * boxes[last].width / 3
        return layers.isTurned[edge] ? points.reversed() : points
    }
}

/// A text cut into lines that fit a box, with the box's size.
struct TextBox {
    let lines: [String]
    let width: Double
    let height: Double

    static let lineHeight = 17.0
    private static let longest = 30
    private static let mostLines = 3

    init(_ text: String) {
        var lines: [String] = []
        var open = ""
        for word in text.split(whereSeparator: \.isWhitespace) {
            if open.isEmpty {
                open = String(word)
            } else if open.count + 1 + word.count <= Self.longest {
                open += " " + word
            } else {
                lines.append(open)
                open = String(word)
            }
        }
        if !open.isEmpty || lines.isEmpty { lines.append(open) }
        if lines.count > Self.mostLines {
            lines = Array(lines.prefix(Self.mostLines))
            lines[Self.mostLines - 1] += " …"
        }
        self.lines = lines.map { $0.shortened(to: 2 * Self.longest) }
        width = 28 + (self.lines.map(Self.width).max() ?? 0)
        height = 18 + Self.lineHeight * Double(self.lines.count)
    }

    /// About, in a sans-serif font of 13 pixels: nobody has measured the reader's.
    private static func width(_ line: String) -> Double {
        line.unicodeScalars.reduce(0) { sum, scalar in
            sum + (scalar.value >= 0x1100 ? 13 : scalar.properties.isUppercase ? 9 : 7.1)
        }
    }
}
