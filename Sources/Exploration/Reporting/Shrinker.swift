import BotRuntime
import Dialogue
import Messages
import Topics
import Values

/// Makes a walk shorter and plainer as long as it still shows the same.
struct Shrinker {
    let settings: Settings
    let judge: Judge
    let stock: WordStock
    let log: StepLog

    /// Walks that are tried for one finding.
    private static let mostTries = 500

    func shortest(_ finding: Finding, _ walk: Walk) throws -> Explorer.Discovery {
        var last = finding
        let shortest = try shrunk(walk) { candidate in
            guard
                let same = try self.findings(finding.code, of: candidate)
                    .first(where: { $0.identity == finding.identity })
            else { return false }
            last = same
            return true
        }
        return Explorer.Discovery(finding: last, walk: shortest)
    }

    /// The shortest walk found that still comes to something.
    func shortest(_ walk: Walk, to sight: Sight) throws -> Walk {
        try shrunk(walk) { candidate in
            var isSeen = false
            try self.play(candidate) { outcome, _ in
                isSeen = isSeen || outcome.sights.contains(sight)
            }
            return isSeen
        }
    }

    /// What is found on a walk, where it is looked at as closely as a code needs.
    private func findings(_ code: Finding.Code, of walk: Walk) throws -> [Finding] {
        var findings: [Finding] = []
        var memory = Memory()
        let end = try play(walk) { outcome, walker in
            findings += judge.findings(outcome, &memory)
            if code == .secretOut { findings += judge.secretsOut(outcome, of: walker.secrets) }
            if code == .notDeterministic {
                for entry in outcome.entries { findings += judge.differences(entry) }
            }
        }
        switch code {
        case .secretOut, .stateTooBig:
            findings += judge.state(end.conversation, secrets: end.secrets)
        case .trap:
            if let trap = judge.trap(end, stock) { findings.append(trap) }
            _ = log.take()
        case .deadStep, .impossibleCondition, .noProgress, .effectTwice, .thirdFailure, .swallowed,
            .talksOver, .unlistedStage, .notDeterministic:
            break
        }
        return findings
    }

    @discardableResult
    private func play(
        _ walk: Walk,
        _ see: (Walker.Outcome, Walker) throws -> Void
    ) throws -> Walker {
        var walker = Walker(walk.setting, try settings.simulation(walk.setting), log: log)
        for move in walk.moves {
            guard let outcome = walker.make(move) else { continue }
            try see(outcome, walker)
        }
        return walker
    }

    private func shrunk(_ walk: Walk, while holds: @escaping (Walk) throws -> Bool) throws -> Walk {
        var search = Search(best: walk, triesLeft: Self.mostTries, holds: holds)
        try search.cutEnd()
        var before: Walk
        repeat {
            before = search.best
            for change in plainer { _ = try search.takes(change(search.best)) }
            try search.removeParts()
            for index in search.best.moves.indices {
                for simpler in simpler(search.best.moves[index]) {
                    var candidate = search.best
                    candidate.moves[index] = simpler
                    if try search.takes(candidate) { break }
                }
            }
        } while search.best != before && search.triesLeft > 0
        return search.best
    }

    /// The shortest walk so far, while shorter ones are tried.
    private struct Search {
        var best: Walk
        var triesLeft: Int
        let holds: (Walk) throws -> Bool

        /// Keeps a walk that shows the same.
        mutating func takes(_ candidate: Walk) throws -> Bool {
            guard triesLeft > 0, candidate != best else { return false }
            triesLeft -= 1
            guard try holds(candidate) else { return false }
            best = candidate
            return true
        }

        /// What happened after it does not count.
        mutating func cutEnd() throws {
            var (low, high) = (1, best.moves.count)
            while low < high {
                let middle = (low + high) / 2
                var candidate = best
                candidate.moves = Array(candidate.moves.prefix(middle))
                if try takes(candidate) { high = middle } else { low = middle + 1 }
            }
        }

        /// Half of the moves, a quarter, each alone.
        mutating func removeParts() throws {
            var size = max(1, best.moves.count / 2)
            while true {
                var start = 0
                while start < best.moves.count {
                    var candidate = best
                    candidate.moves.removeSubrange(start..<min(start + size, best.moves.count))
                    if try !takes(candidate) { start += size }
                }
                guard size > 1 else { return }
                size /= 2
            }
        }
    }

    private var plainer: [(Walk) -> Walk] {
        let plain = settings.plain
        func changing(_ change: @escaping (inout Setting) -> Void) -> (Walk) -> Walk {
            { walk in
                var walk = walk
                change(&walk.setting)
                return walk
            }
        }
        return [
            { Walk(setting: plain, moves: $0.moves) },
            changing { $0.rows = 0 },
            changing { $0.language = plain.language },
            changing { $0.now = plain.now },
            changing { $0.isVerified = true },
            changing {
                $0.channel = plain.channel
                $0.capabilities = plain.capabilities
            },
            changing { $0.capabilities = ChannelProfile.usual(on: $0.channel) },
        ]
    }

    /// Other moves that may do the same, plainest first.
    private func simpler(_ made: MadeMove) -> [MadeMove] {
        var moves: [Move] = []
        switch made.move {
        case .say(let words):
            let start = words.prefix { $0 != "," }
            if start.count < words.count { moves.append(.say(String(start))) }
            if let plain = plainWords(words) { moves.append(.say(plain)) }
            if words.contains(where: \.isNumber) {
                let plainer = ["1", "0", String(words.filter(\.isNumber))]
                moves += plainer.prefix { $0 != words }.filter { !$0.isEmpty }.map(Move.say)
            }
        case .event(.inbound(.entry(let intent, _, let body))):
            let topic = intent.flatMap { stock.bot.topic(TopicID($0)) }
            let example = topic?.examples[settings.plain.language].first
            moves += [example, body].compactMap(\.self).map(Move.say)
        case .touch(let options) where options.count > 1: moves.append(.touch([options[0]]))
        case .form(let values):
            for name in values.keys.sorted() {
                moves.append(.form(values.filter { $0.key != name }))
            }
        case .event(.wait(let span)):
            for seconds: Int64 in [2, 60, 700] where seconds < span.seconds {
                moves.append(.event(.wait(TimeSpan(seconds: seconds))))
            }
        case .event(.stub(var stub)) where stub.after != nil:
            stub.after = nil
            if stub.outcome != .ok { moves.append(.event(.stub(stub))) }
            // What comes later than a customer waits is unknown to them, and needs no waiting.
            moves.append(.event(.stub(Stub(action: stub.action, outcome: .unknown))))
        case .touch, .touchLate, .value, .secret, .signIn, .pay, .event: break
        }
        return moves.map { MadeMove(move: $0, answers: made.answers) }
    }

    /// The first example of the topic that words are an example of, in the bot's own language.
    private func plainWords(_ words: String) -> String? {
        let language = settings.plain.language
        for topic in stock.bot.definition.topics {
            let examples = topic.examples
            let isOne = stock.bot.definition.languages.contains { examples[$0].contains(words) }
            if isOne, let first = examples[language].first, first != words { return first }
        }
        return nil
    }
}
