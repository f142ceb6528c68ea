import Diagnostics
import Expressions
import Topics
import Transcripts

extension FlowGraph {
    /// The flow of a topic: its steps, where they part, what they run, its ends, and the way to a
    /// person that is always open.
    ///
    /// - Parameters:
    ///   - topic: The topic.
    ///   - coverage: What transcripts go through, to be drawn on it.
    package init(of topic: Topic, coverage: Coverage? = nil) {
        var flow = TopicFlow(topic, coverage)
        flow.draw()
        self = flow.graph
    }
}

/// Draws one topic, step by step.
private struct TopicFlow {
    private let topic: Topic
    private let coverage: Coverage?
    /// What is written once for several outcomes of a call is drawn once, and counted for all.
    private let places: [SourceLocation: [Place]]
    var graph: FlowGraph

    /// An arrow that has begun and leads to whatever comes next.
    private struct Open {
        let from: Int
        var text = ""
        var count: Int?
    }

    /// A box holds so much.
    private static let longest = 72

    init(_ topic: Topic, _ coverage: Coverage?) {
        self.topic = topic
        self.coverage = coverage
        places = Dictionary(
            topic.steps.flattened.map {
                ($0.location, [Place(topic: topic.id, step: $0.identity)])
            },
            uniquingKeysWith: +
        )
        graph = FlowGraph(title: topic.title.source)
    }

    mutating func draw() {
        let start = graph.add(.start, topic.title.source, at: topic.location)
        let rest = draw(topic.steps, from: [Open(from: start)])
        if !rest.isEmpty {
            let end = graph.add(.end, "end", at: nil)
            join(rest, to: end)
        }
        if topic.steps.flattened.contains(where: { !$0.asked.isEmpty }) {
            let people = topic.queue.map { "a person: \($0)" } ?? "a person"
            let person = graph.add(.person, people, at: nil)
            graph.connect(start, person, "agent, at any time", isAside: true)
        }
    }

    private mutating func draw(_ steps: [Step], from tails: [Open]) -> [Open] {
        var tails = tails
        for step in steps where !tails.isEmpty { tails = draw(step, from: tails) }
        return tails
    }

    private mutating func draw(_ step: Step, from tails: [Open]) -> [Open] {
        let node = graph.add(
            step.shape,
            step.words.shortened(to: Self.longest),
            at: step.location,
            count: coverage.map { coverage in most(of: step) { coverage.steps[$0] } }
        )
        join(tails, to: node)
        switch step.kind {
        case .say, .ask, .form, .run, .set, .feedback: return [Open(from: node)]
        case .handoff, .end: return []
        case .branch(let branch):
            let arms = branch.arms.enumerated().flatMap { number, arm in
                draw(arm.steps, from: [open(step, node, .arm(number))])
            }
            return arms + draw(branch.otherwise, from: [open(step, node, .otherwise)])
        case .loop(let loop):
            join(draw(loop.steps, from: [open(step, node, .round)]), to: node)
            return [open(step, node, .on)]
        case .call(let call):
            return draw(call, step, node)
        case .confirm(let confirm): return draw(confirm, step, node)
        case .search(let search): return draw(step, node, else: search.otherwise)
        case .signIn(let signIn): return draw(step, node, else: signIn.otherwise)
        case .pay(let pay): return draw(step, node, else: pay.otherwise)
        case .wait(let wait): return draw(step, node, else: wait.otherwise)
        }
    }

    private mutating func draw(_ call: Call, _ step: Step, _ node: Int) -> [Open] {
        let ways: [(Way, [Step])] =
            step.ways.contains(.otherwise)
            ? [(.otherwise, call.otherwise.refused)]
            : [
                (.refused, call.otherwise.refused), (.failed, call.otherwise.failed),
                (.unknown, call.otherwise.unknown),
            ]
        let rest = ways.flatMap { way, steps in draw(steps, from: [open(step, node, way)]) }
        return [open(step, node, .on)] + rest
    }

    /// After a *no* something can be changed, or the topic ends.
    private mutating func draw(_ confirm: Confirm, _ step: Step, _ node: Int) -> [Open] {
        let no = open(step, node, .otherwise)
        if !confirm.change.isEmpty {
            let slots = confirm.change.map(\.rawValue).joined(separator: ", ")
            let change = graph.add(
                .question,
                "change: \(slots)".shortened(to: Self.longest),
                at: step.location,
                count: no.count
            )
            join([no], to: change)
            graph.connect(change, node, "changed")
        } else {
            let rest = draw(confirm.otherwise, from: [no])
            if !rest.isEmpty { join(rest, to: graph.add(.end, "end cancelled", at: nil)) }
        }
        return [open(step, node, .on)]
    }

    private mutating func draw(_ step: Step, _ node: Int, else steps: [Step]) -> [Open] {
        guard !step.ways.isEmpty else { return [Open(from: node)] }
        return [open(step, node, .on)] + draw(steps, from: [open(step, node, .otherwise)])
    }

    // MARK: Arrows

    private func most(of step: Step, _ count: (Place) -> Int?) -> Int {
        (places[step.location] ?? []).compactMap(count).max() ?? 0
    }

    private func open(_ step: Step, _ node: Int, _ way: Way) -> Open {
        Open(
            from: node,
            text: step.name(of: way),
            count: coverage.map { coverage in
                most(of: step) { coverage.ways[WayPlace(place: $0, way: way)] }
            }
        )
    }

    private mutating func join(_ tails: [Open], to node: Int) {
        for tail in tails { graph.connect(tail.from, node, tail.text, count: tail.count) }
    }
}

extension Step {
    fileprivate var shape: FlowGraph.Node.Shape {
        switch kind {
        case .say: .say
        case .ask, .form, .feedback, .confirm: .question
        case .branch, .loop: .choice
        case .call, .search: .call
        case .run, .signIn: .part
        case .set: .set
        case .pay, .wait: .wait
        case .handoff: .person
        case .end: .end
        }
    }

    /// What stands in its box.
    fileprivate var words: String {
        switch kind {
        case .say(let say): say.text.source
        case .ask(let slots): "ask " + slots.map(\.rawValue).joined(separator: ", ")
        case .form(let form):
            "form " + form.slots.map(\.rawValue).joined(separator: ", ")
        case .confirm(let confirm): "confirm: " + confirm.text.source
        case .branch(let branch):
            "if " + branch.arms.map(\.condition.source).joined(separator: " / ")
        case .loop(let loop): "repeat while " + loop.condition.source
        case .call(let call): "call \(call.action)"
        case .search: "search"
        case .run(let run): "run \(run.topic)"
        case .set(let assignments):
            "set " + assignments.map(\.name).joined(separator: ", ")
        case .signIn: identity.rawValue
        case .pay(let pay): "pay: " + pay.text.source
        case .wait: identity.rawValue
        case .handoff(let handoff): "handoff \(handoff.queue)"
        case .feedback: "feedback"
        case .end(let end): "end \(end.outcome)"
        }
    }
}
