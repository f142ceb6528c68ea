import BotRuntime
import Dialogue
import Topics
import Values

/// What a customer or a back end might do near a goal.
struct Tries {
    let bot: Bot
    /// Those soonest reached first, each once.
    private let stops: [Stop]
    /// Where whole walks through topics came to.
    private let ends: [Stop]

    init(bot: Bot, _ stops: [Stop], ends: [Stop]) {
        var seen: Set<[String]> = []
        self.bot = bot
        self.stops = stops.sorted { $0.inputs.count < $1.inputs.count }
            .filter { seen.insert([$0.header] + $0.inputs).inserted }
        self.ends = ends
    }

    /// The lines of a conversation that may go through a goal.
    struct Attempt {
        let header: String
        let inputs: [String]

        init(_ stop: Stop, _ line: String) {
            header = stop.header
            inputs = stop.inputs + [line]
        }

        init(header: String, _ inputs: [String]) {
            self.header = header
            self.inputs = inputs
        }
    }

    func all(for goal: CoverageGoal) -> [Attempt] {
        switch goal.kind {
        case .step: anything(in: goal.topic)
        case .way(let ways): ways.first.map { all(for: $0) } ?? []
        case .repair(let cell): all(for: cell)
        }
    }

    /// Whole walks, which may go through a step or a way that no try leads to.
    func walks(for goal: CoverageGoal) -> [Attempt] {
        if case .repair = goal.kind { return [] }
        return ends.filter {
            bot.topic(goal.topic)?.examples.source.first.map { "> \($0)" } == $0.inputs.first
        }
        .map { Attempt(header: $0.header, $0.inputs) }
    }

    // MARK: Repair cells

    private func all(for cell: RepairCell) -> [Attempt] {
        guard let slot = slot(cell.place) else { return [] }
        let asked = stops.filter { $0.asks(cell.place) }.prefix(3)
        func said(_ lines: [String]) -> [Attempt] {
            asked.flatMap { stop in lines.map { Attempt(stop, $0) } }
        }
        switch cell.repair {
        case .valid:
            return asked.flatMap { stop in
                (stop.offered + bot.samples(of: cell.place)).map { Attempt(stop, line($0)) }
            }
        case .notUnderstood: return said(["> hmpf", "> xyzzy"])
        case .refused: return said((slot.refusedSamples + bot.limits(of: cell.place)).map(line))
        case .back: return said(["> back"])
        case .cancel: return said(["> never mind", "> cancel"])
        case .agent: return said(["> agent"])
        case .idle: return said(["~ \(bot.definition.timers.idle.words)"])
        case .digression:
            let others = bot.definition.topics.filter { $0.id != cell.place.topic }
            return said(others.compactMap { $0.examples.source.first }.map { "> \($0)" })
        case .search: return said(bot.articleTitles.prefix(20).map { "> \($0)?" })
        case .overAnswered: return early(cell.place)
        case .corrected:
            let answered = stops.filter { $0.hasAnswer(cell.place) && !$0.asks(cell.place) }
            let title = slot.title.source
            return answered.prefix(4).flatMap { stop in
                (offered(cell.place) + bot.samples(of: cell.place)).prefix(8).map {
                    Attempt(stop, "> no wait, \($0)")
                }
                    + ["> no wait, the \(title) is wrong", "> change the \(title)"].map {
                        Attempt(stop, $0)
                    }
            }
        }
    }

    /// A value behind the words that start the topic, and beside another question.
    private func early(_ place: SlotPlace) -> [Attempt] {
        let values = (offered(place) + bot.samples(of: place)).prefix(5)
        let others = stops.filter {
            $0.topic == place.topic && !$0.asks(place) && !$0.hasAnswer(place)
        }
        let first = stops.first { $0.topic == place.topic }
        let example = bot.topic(place.topic)?.examples.source.first
        var attempts: [Attempt] = []
        for value in values {
            if let first, let example {
                attempts.append(Attempt(header: first.header, ["> \(example), \(value)"]))
            }
            attempts += others.prefix(4).map { Attempt($0, line(value)) }
        }
        return attempts
    }

    // MARK: Ways and steps

    private func all(for way: WayPlace) -> [Attempt] {
        guard
            let step = bot.topic(way.place.topic)?.steps.flattened
                .first(where: { $0.identity == way.place.step })
        else { return [] }
        let here = stops.filter { $0.topic == way.place.topic }
        switch step.kind {
        case .call(let call):
            let outcome =
                switch way.way {
                case .refused: "refused"
                case .unknown: "unknown"
                case .failed, .otherwise, .on, .arm, .round: "failed"
                }
            return stops.filter { $0.calls.contains(call.action) }.prefix(6).map { stop in
                Attempt(
                    header: stop.header,
                    stop.before + ["stub \(call.action) = \(outcome)"] + stop.input
                )
            }
        case .confirm:
            let word = way.way == .on ? "> yes" : "> no"
            return here.filter { $0.conversation.waiting.kind == "confirm" }.prefix(6)
                .map { Attempt($0, word) }
        case .signIn:
            let lines =
                way.way == .on
                ? ["! signed_in somebody"] : ["! signed_in failed", "> skip", "~ 2d"]
            return here.filter { $0.conversation.waiting.kind == "sign_in" }.prefix(3)
                .flatMap { stop in lines.map { Attempt(stop, $0) } }
        case .pay:
            let lines = way.way == .on ? ["! paid ok P-1"] : ["! paid failed", "~ 2d"]
            return here.filter { $0.conversation.waiting.kind == "payment" }.prefix(3)
                .flatMap { stop in lines.map { Attempt(stop, $0) } }
        case .say, .ask, .form, .branch, .loop, .search, .run, .set, .wait, .handoff, .feedback,
            .end:
            return anything(in: way.place.topic)
        }
    }

    /// Every answer that is at hand, at every question of a topic.
    private func anything(in topic: TopicID) -> [Attempt] {
        let here = stops.filter { $0.topic == topic }
        var attempts: [Attempt] = []
        if let header = here.first?.header ?? stops.first?.header {
            attempts += (bot.topic(topic)?.examples.source.prefix(2) ?? []).map {
                Attempt(header: header, ["> \($0)"])
            }
        }
        for stop in here {
            let asked = stop.conversation.slotsAsked
            let known = asked.flatMap { bot.samples(of: $0).prefix(6) + bot.limits(of: $0) }
            let words = stop.offered.isEmpty ? known : stop.offered
            attempts += (words.prefix(12) + ["skip"]).map { Attempt(stop, line($0)) }
        }
        return attempts
    }

    // MARK: Values

    private func slot(_ place: SlotPlace) -> Slot? { bot.topic(place.topic)?.slot(place.slot) }

    private func offered(_ place: SlotPlace) -> [String] {
        stops.first { $0.asks(place) && !$0.offered.isEmpty }?.offered ?? []
    }

    /// What is sent is written as it is, words behind `>`.
    private func line(_ words: String) -> String { "> \(words)" }
}
