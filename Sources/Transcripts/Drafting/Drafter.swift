import BotRuntime
import Diagnostics
import Dialogue
import Topics

/// Drafts transcripts for what none goes through yet.
///
/// It leaves the transcripts that there are where a goal is near, tries what a customer might do
/// there, and keeps the first try that goes through the goal. Whether the bot is right in what it
/// does then is for a person to say.
package struct Drafter {
    /// A transcript of facts alone.
    package struct Draft: Hashable, Sendable {
        /// Of its file, without the ending.
        package let name: String
        package let text: String
    }

    let bot: Bot
    let runner: TranscriptRunner
    private var stops: [Stop] = []

    /// A goal that is not reached by so many tries is left to people.
    private static let mostTries = 60

    package init(bot: Bot, runner: TranscriptRunner) {
        self.bot = bot
        self.runner = runner
    }

    /// Learns the ways of a transcript.
    package mutating func learn(_ transcript: Transcript, _ result: TranscriptResult) {
        stops += Stop.all(of: transcript, result)
    }

    /// Drafts for goals.
    ///
    /// - Parameter goals: What is missing.
    /// - Returns: The drafts, and the goals that none was found for; one draft may do for several.
    package func drafts(for goals: [CoverageGoal]) -> (drafts: [Draft], left: [CoverageGoal]) {
        let parting = topicsToPart(for: goals)
        var near = stops
        var ends: [Stop] = []
        for topic in parting.union(topicsToWalk(for: goals)).sorted(by: {
            $0.rawValue < $1.rawValue
        }) {
            let walks = walks(through: topic, parting: parting.contains(topic))
            near += walks.joined()
            ends += walks.compactMap(\.last)
        }
        var drafts: [Draft] = []
        var coverage = Coverage()
        var left = goals
        var isGrowing = true
        // What a draft has come to is near to what lies behind it.
        while isGrowing {
            isGrowing = false
            let tries = Tries(bot: bot, near, ends: ends)
            for goal in left where coverage.count(goal) == 0 {
                guard let (draft, seen, passed) = draft(for: goal, tries) else { continue }
                drafts.append(draft)
                coverage.add(seen)
                near += passed
                isGrowing = true
            }
            left.removeAll { coverage.count($0) > 0 }
        }
        return (drafts, left)
    }

    /// Topics of which a step or a way is missing: it may lie behind another answer.
    private func topicsToPart(for goals: [CoverageGoal]) -> Set<TopicID> {
        Set(
            goals.compactMap { goal in
                if case .repair = goal.kind { nil } else { goal.topic }
            }
        )
    }

    /// Topics with a slot that no transcript is asked for where a goal needs it.
    private func topicsToWalk(for goals: [CoverageGoal]) -> Set<TopicID> {
        let asked = Set(stops.flatMap(\.conversation.slotsAsked))
        let left = goals.filter { goal in
            guard case .repair(let cell) = goal.kind else {
                return !stops.contains { $0.topic == goal.topic }
            }
            return !asked.contains(cell.place)
        }
        return Set(left.map(\.topic))
    }

    /// A draft, what it goes through, and its stops.
    private func draft(
        for goal: CoverageGoal,
        _ tries: Tries
    ) -> (Draft, Coverage.Seen, [Stop])? {
        for attempt in tries.all(for: goal).prefix(Self.mostTries) + tries.walks(for: goal) {
            let head = [
                "# A draft: \(goal.words).",
                "# Is that right? Mend it, and take 'reviewed: no' out: then it counts.",
                attempt.header, "", "@ only",
            ]
            let text = (head + attempt.inputs).joined(separator: "\n") + "\n"
            let file = SourceFile(path: "draft.chat", text: text)
            guard let transcript = Transcript.parse(file).0 else { continue }
            let observer = CoverageObserver()
            let result = runner.run(transcript, observer: observer)
            var coverage = Coverage()
            coverage.add(observer.seen)
            guard result.passed, coverage.count(goal) > 0,
                let facts = result.runs.first?.turns.last.map(DraftFacts.line)
            else { continue }
            return (
                Draft(name: goal.fileName, text: text + facts + "\n"), observer.seen,
                Stop.all(of: transcript, result)
            )
        }
        return nil
    }
}

extension CoverageGoal {
    /// `replace_card_lost_on_idle`.
    fileprivate var fileName: String {
        let words = words.map { $0.isLetter || $0.isNumber ? $0 : "_" }
        return String(words).split(separator: "_").joined(separator: "_").prefix(80).lowercased()
    }
}
