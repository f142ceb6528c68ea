import Topics
import Transcripts

extension FlowGraph {
    /// A whole bot: its topics, which runs which, and the people behind them.
    ///
    /// - Parameters:
    ///   - bot: The bot.
    ///   - coverage: What transcripts go through: a topic counts as its first step does.
    package init(of bot: BotDefinition, coverage: Coverage? = nil) {
        self.init(title: bot.name)
        var places: [TopicID: Int] = [:]
        let customers = add(.start, "customers", at: nil)
        for topic in bot.topics {
            let count = coverage.map { coverage in
                topic.steps.first.flatMap {
                    coverage.steps[Place(topic: topic.id, step: $0.identity)]
                } ?? 0
            }
            let node = add(.topic, topic.id.rawValue, at: topic.location, count: count)
            places[topic.id] = node
            if topic.startsFromWords { connect(customers, node) }
        }
        var people: [QueueID: Int] = [:]
        for topic in bot.topics {
            guard let from = places[topic.id] else { continue }
            for step in topic.steps.flattened {
                switch step.kind {
                case .run(let run):
                    if let to = places[run.topic] { connect(from, to, "runs") }
                case .handoff(let handoff):
                    let to = people[handoff.queue] ?? add(.person, handoff.queue.rawValue, at: nil)
                    people[handoff.queue] = to
                    connect(from, to, isAside: true)
                case .say, .ask, .form, .confirm, .branch, .loop, .call, .search, .set, .signIn,
                    .pay, .wait, .feedback, .end:
                    break
                }
            }
            if topic.verified != nil, let signIn = places[InheritedTopic.signIn.id] {
                connect(from, signIn, "signs in")
            }
        }
    }
}
