import Dialogue
import Topics
import Values

/// Walks through a bot as customers, people and back ends would, and finds what must not be.
///
/// The same seed gives the same walks and the same findings.
package struct Explorer {
    /// What is explored, and how long.
    package struct Plan: Sendable {
        package var walks: Int
        package var seed: UInt64
        /// Where walks begin; nil: anywhere.
        package var topic: TopicID?
        /// The stages that the proof knows; nil: none are compared.
        package var stages: Set<Stage>?

        package init(
            walks: Int = 2000,
            seed: UInt64 = 1,
            topic: TopicID? = nil,
            stages: Set<Stage>? = nil
        ) {
            self.walks = walks
            self.seed = seed
            self.topic = topic
            self.stages = stages
        }
    }

    /// A finding, and the shortest walk that shows it.
    package struct Discovery: Sendable {
        package let finding: Finding
        let walk: Walk
    }

    let bot: Bot
    let plan: Plan
    let judge: Judge
    let settings: Settings
    let stock: WordStock
    private let maker: MoveMaker
    private let log = StepLog()
    private var dice: Dice
    private(set) var reach = Reach()
    /// Walks that came to something new, to go on from.
    private var corpus: [Seed] = []
    private var found: [Finding.Identity: (finding: Finding, walk: Walk)] = [:]
    private var order: [Finding.Identity] = []
    private(set) var steps = 0

    private struct Seed {
        let walker: Walker
        var uses = 0
    }

    private static let largestCorpus = 3000
    /// Moves of one walk beyond where it began.
    private static let lengths = 3...14

    package init(_ bot: Bot, _ plan: Plan) {
        self.bot = bot
        self.plan = plan
        judge = Judge(bot: bot, stages: plan.stages)
        stock = WordStock(bot)
        settings = Settings(bot, log: log)
        maker = MoveMaker(stock, topic: plan.topic.flatMap { bot.topic($0) })
        dice = Dice(seed: plan.seed)
    }

    /// Makes all walks.
    ///
    /// - Parameter progress: Hears after each how many there were.
    /// - Returns: What was found, each with its shortest walk, and what was walked.
    /// - Throws: Where the tables of the bot cannot be filled.
    package mutating func explore(progress: (Int) -> Void = { _ in }) throws -> ExplorationReport {
        for number in 1...max(1, plan.walks) {
            try walk()
            progress(number)
        }
        var discoveries: [Discovery] = []
        let shrinker = Shrinker(settings: settings, judge: judge, stock: stock, log: log)
        for identity in order {
            guard let (finding, walk) = found[identity] else { continue }
            discoveries.append(try shrinker.shortest(finding, walk))
        }
        let hidden = Set(
            discoveries.filter { $0.finding.code == .trap }.compactMap(\.finding.topic)
        )
        for (finding, walk, sight) in missing(beside: hidden) {
            discoveries.append(
                Discovery(finding: finding, walk: try shrinker.shortest(walk, to: sight))
            )
        }
        return ExplorationReport(discoveries: discoveries, of: self)
    }

    private mutating func walk() throws {
        var walker: Walker
        if !corpus.isEmpty, dice.comes(60) {
            walker = goingOn()
        } else {
            let setting = settings.any(&dice)
            walker = Walker(setting, try settings.simulation(setting), log: log)
        }
        let temper = dice.one(of: MoveMaker.Temper.allCases) ?? .willing
        let length = Self.lengths.lowerBound + dice.below(Self.lengths.count)
        for _ in 0..<length {
            for move in maker.moves(walker, temper, &dice) { take(move, &walker) }
        }
        // A secret may stand in any state; one that grows is seen in one of many.
        guard !walker.secrets.isEmpty || dice.comes(20) else { return }
        for finding in judge.state(walker.conversation, secrets: walker.secrets) {
            note(finding, walker.walk)
        }
    }

    /// One of two that were gone on from least.
    private mutating func goingOn() -> Walker {
        let (one, other) = (dice.below(corpus.count), dice.below(corpus.count))
        let index = corpus[one].uses <= corpus[other].uses ? one : other
        corpus[index].uses += 1
        return corpus[index].walker.copy()
    }

    private mutating func take(_ move: MadeMove, _ walker: inout Walker) {
        guard let outcome = walker.make(move) else { return }
        steps += outcome.entries.count
        for finding in judge.findings(outcome, &walker.memory) { note(finding, walker.walk) }
        for finding in judge.secretsOut(outcome, of: walker.secrets) { note(finding, walker.walk) }
        if let entry = outcome.entries.first, dice.comes(1) {
            for finding in judge.differences(entry) { note(finding, walker.walk) }
        }
        guard reach.note(outcome.sights, by: walker.walk) else { return }
        if let trap = judge.trap(walker, stock) { note(trap, walker.walk) }
        _ = log.take()
        guard corpus.count < Self.largestCorpus else { return }
        corpus.append(Seed(walker: walker.copy()))
    }

    private mutating func note(_ finding: Finding, _ walk: Walk) {
        guard found[finding.identity] == nil else { return }
        found[finding.identity] = (finding, walk)
        order.append(finding.identity)
    }
}
