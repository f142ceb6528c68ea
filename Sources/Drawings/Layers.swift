/// The boxes of a picture in layers, with a point on each layer that an arrow passes.
///
/// Items below the number of boxes are the boxes; the others are the points.
struct Layers {
    /// Items from left to right, layer by layer.
    private(set) var rows: [[Int]] = []
    /// The items that an item is connected with on the layer above, and below.
    private(set) var above: [[Int]] = []
    private(set) var below: [[Int]] = []
    /// The items along each edge, from the upper to the lower end; empty for one to its own box.
    private(set) var chains: [[Int]] = []
    /// Edges that lead upwards.
    private(set) var isTurned: [Bool]

    var count: Int { above.count }

    init(_ graph: FlowGraph) {
        isTurned = Self.turned(graph)
        let ranks = Self.ranks(graph, isTurned)
        rows = Array(repeating: [], count: (ranks.max() ?? -1) + 1)
        for (node, rank) in ranks.enumerated() { rows[rank].append(node) }
        above = Array(repeating: [], count: ranks.count)
        below = above
        for (index, edge) in graph.edges.enumerated() {
            let (upper, lower) = isTurned[index] ? (edge.to, edge.from) : (edge.from, edge.to)
            chains.append(upper == lower ? [] : chain(upper, lower, ranks))
        }
    }

    private mutating func chain(_ upper: Int, _ lower: Int, _ ranks: [Int]) -> [Int] {
        var chain = [upper]
        for rank in (ranks[upper] + 1)..<max(ranks[lower], ranks[upper] + 1) {
            let point = above.count
            above.append([])
            below.append([])
            rows[rank].append(point)
            chain.append(point)
        }
        chain.append(lower)
        for (one, next) in zip(chain, chain.dropFirst()) {
            below[one].append(next)
            above[next].append(one)
        }
        return chain
    }

    /// The edges that lead back to a box on the way to them.
    private static func turned(_ graph: FlowGraph) -> [Bool] {
        var leaving: [[Int]] = Array(repeating: [], count: graph.nodes.count)
        for (index, edge) in graph.edges.enumerated() { leaving[edge.from].append(index) }
        var isTurned = Array(repeating: false, count: graph.edges.count)
        enum Mark { case new, open, done }
        var marks = Array(repeating: Mark.new, count: graph.nodes.count)
        for start in graph.nodes.indices where marks[start] == .new {
            // A stack of its own: a topic may be long.
            var stack = [(node: start, next: 0)]
            marks[start] = .open
            while let top = stack.last {
                guard top.next < leaving[top.node].count else {
                    marks[top.node] = .done
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].next += 1
                let edge = leaving[top.node][top.next]
                let to = graph.edges[edge].to
                switch marks[to] {
                case .open: isTurned[edge] = true
                case .new:
                    marks[to] = .open
                    stack.append((to, 0))
                case .done: break
                }
            }
        }
        return isTurned
    }

    /// One below the lowest box that leads there.
    private static func ranks(_ graph: FlowGraph, _ isTurned: [Bool]) -> [Int] {
        var ranks = Array(repeating: 0, count: graph.nodes.count)
        var open = Array(repeating: 0, count: graph.nodes.count)
        var next: [[Int]] = Array(repeating: [], count: graph.nodes.count)
        for (index, edge) in graph.edges.enumerated() where edge.from != edge.to {
            let (upper, lower) = isTurned[index] ? (edge.to, edge.from) : (edge.from, edge.to)
            next[upper].append(lower)
            open[lower] += 1
        }
        var ready = graph.nodes.indices.filter { open[$0] == 0 }
        while let node = ready.popLast() {
            for lower in next[node] {
                ranks[lower] = max(ranks[lower], ranks[node] + 1)
                open[lower] -= 1
                if open[lower] == 0 { ready.append(lower) }
            }
        }
        return ranks
    }

    /// Puts the items of each layer in the order of their neighbours, so that arrows cross less.
    mutating func order(sweeps: Int) {
        for sweep in 0..<sweeps {
            let isDown = sweep % 2 == 0
            let neighbours = isDown ? above : below
            for index in isDown ? Array(rows.indices) : rows.indices.reversed() {
                let before = isDown ? index - 1 : index + 1
                guard rows.indices.contains(before) else { continue }
                var places: [Int: Double] = [:]
                for (place, item) in rows[before].enumerated() { places[item] = Double(place) }
                let weights = rows[index].enumerated().map { place, item -> Double in
                    let near = neighbours[item].compactMap { places[$0] }
                    return near.isEmpty ? Double(place) : near.reduce(0, +) / Double(near.count)
                }
                rows[index] = zip(rows[index], weights).enumerated()
                    .sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }
                    .map(\.element.0)
            }
        }
    }

    /// Where an arrow meets a box, from -1 at its left to 1 at its right.
    func port(of edge: Int, at box: Int, isLeaving: Bool) -> Double {
        let others = chains.indices.filter { index in
            (isLeaving ? chains[index].first : chains[index].last) == box
        }
        guard others.count > 1 else { return 0 }
        var places: [Int: Int] = [:]
        for row in rows { for (place, item) in row.enumerated() { places[item] = place } }
        func side(_ index: Int) -> Int {
            let chain = chains[index]
            return places[isLeaving ? chain[1] : chain[chain.count - 2]] ?? 0
        }
        let ordered = others.sorted { (side($0), $0) < (side($1), $1) }
        guard let place = ordered.firstIndex(of: edge) else { return 0 }
        return Double(2 * place) / Double(others.count - 1) - 1
    }
}
