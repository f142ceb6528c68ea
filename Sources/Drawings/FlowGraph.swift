import Diagnostics

/// A picture of a topic or of a whole bot, before anybody has drawn it: boxes and arrows.
package struct FlowGraph: Sendable {
    package struct Node: Hashable, Sendable {
        package enum Shape: String, Hashable, Sendable, CaseIterable {
            case start, say, question, choice, call, part, set, wait, person, end, topic
        }

        /// Its place in `nodes`.
        package let id: Int
        package let shape: Shape
        package let text: String
        package let location: SourceLocation?
        /// How many transcripts go through it; nil where that is not drawn.
        package let count: Int?
    }

    package struct Edge: Hashable, Sendable {
        package let from: Int
        package let to: Int
        /// Which of several ways it is.
        package let text: String
        /// Always open, and no step of the flow: the way to a person.
        package let isAside: Bool
        /// How many transcripts take it; nil where that is not drawn or cannot be told.
        package let count: Int?
    }

    package let title: String
    package private(set) var nodes: [Node] = []
    package private(set) var edges: [Edge] = []

    package init(title: String) { self.title = title }

    mutating func add(
        _ shape: Node.Shape,
        _ text: String,
        at location: SourceLocation?,
        count: Int? = nil
    ) -> Int {
        nodes.append(
            Node(id: nodes.count, shape: shape, text: text, location: location, count: count)
        )
        return nodes.count - 1
    }

    /// Draws an arrow, once.
    mutating func connect(
        _ from: Int,
        _ to: Int,
        _ text: String = "",
        isAside: Bool = false,
        count: Int? = nil
    ) {
        let edge = Edge(from: from, to: to, text: text, isAside: isAside, count: count)
        if !edges.contains(edge) { edges.append(edge) }
    }
}

extension FlowGraph.Node {
    /// Drawn as one that no transcript reaches.
    package var isMissed: Bool { count == 0 }

    /// `topics/replace_card.yaml:52`; empty where it stands in no file.
    package var place: String { location.map { "\($0.file.path):\($0.line)" } ?? "" }

    /// The text with the count, where there is one.
    package var shown: String { count.map { "\(text) (\($0))" } ?? text }
}

extension FlowGraph.Edge {
    package var isMissed: Bool { count == 0 }

    package var shown: String {
        guard let count else { return text }
        return text.isEmpty ? "(\(count))" : "\(text) (\(count))"
    }
}

extension String {
    /// On one line, and no longer than a box.
    func shortened(to most: Int) -> String {
        let line = split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > most ? line.prefix(most - 1) + "…" : line
    }
}
