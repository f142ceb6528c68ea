import BotRuntime
import Dialogue
import Messages
import Topics
import Transcripts
import Understanding
import Values

/// Says of each move what must not have happened.
struct Judge {
    let bot: Bot
    /// Where a conversation may stand; nil where nobody has listed it.
    let stages: Set<Stage>?
    /// A saved state does not grow with what a customer writes, in bytes.
    static let largestState = 32_768
    /// The failed answer at which a person must be on offer.
    static let mostFailures = 3

    func findings(_ outcome: Walker.Outcome, _ memory: inout Memory) -> [Finding] {
        var findings: [Finding] = []
        for entry in outcome.entries {
            findings += faults(entry) + repetitions(entry, &memory) + wordsOverOthers(entry)
            findings += failures(entry)
            if let stages, !stages.contains(entry.transition.conversation.stage) {
                findings.append(unlisted(entry.transition.conversation.stage))
            }
        }
        return findings + restlessness(outcome) + silence(outcome) + standstill(outcome, &memory)
    }

    // MARK: Traps

    private func faults(_ entry: StepLog.Entry) -> [Finding] {
        entry.transition.effects.compactMap { effect in
            guard case .record(.fault(let fault)) = effect else { return nil }
            let place = entry.transition.trace?.last
            let topic = place?.topic ?? entry.before.frames.last?.topic
            let prefix = topic.map { "\($0): " } ?? ""
            let reason = fault.hasPrefix(prefix) ? fault.dropFirst(prefix.count) : fault[...]
            return Finding(
                .trap,
                in: topic,
                at: place?.step.rawValue ?? entry.before.stage.subject,
                "the topic cannot go on here: \(reason)"
            )
        }
    }

    /// An event whose calls lead to calls without end.
    private func restlessness(_ outcome: Walker.Outcome) -> [Finding] {
        guard outcome.entries.count >= Simulation.mostSteps, let last = outcome.entries.last else {
            return []
        }
        let stage = last.before.stage
        return [
            Finding(
                .trap,
                in: stage.topic,
                at: stage.subject,
                "the conversation never comes to rest here: each answer of the back end leads to "
                    + "another call"
            )
        ]
    }

    /// Whether nothing leads away from where a conversation stands.
    ///
    /// - Parameters:
    ///   - walker: Where it stands; it is left as it is.
    ///   - stock: Has the words that should lead away.
    /// - Returns: nil where something does.
    func trap(_ walker: Walker, _ stock: WordStock) -> Finding? {
        let stage = walker.conversation.stage
        guard walker.conversation.waiting.questionID != nil else { return nil }
        let language = walker.conversation.language
        let ways = [
            stock.words(.agent, in: language), stock.words(.cancel, in: language), "qxz vrk",
        ]
        for words in ways {
            var other = walker.copy()
            // A ladder has a few rungs.
            for _ in 0..<8 {
                guard other.make(MadeMove(move: .say(words))) != nil else { break }
                if other.conversation.stage != stage { return nil }
            }
        }
        return Finding(
            .trap,
            in: stage.topic,
            at: stage.subject,
            "nothing leads away from here: neither a person nor cancel nor nonsense"
        )
    }

    // MARK: Effects

    private func repetitions(_ entry: StepLog.Entry, _ memory: inout Memory) -> [Finding] {
        if case .callResult(let key, let outcome, _) = entry.event.kind {
            memory.note(outcome, of: key)
        }
        for case .slot in entry.transition.facts { memory.answers += 1 }
        if entry.before.waiting.stepQuestion != nil,
            entry.before.waiting.questionID != entry.transition.conversation.waiting.questionID
        {
            memory.answers += 1
        }
        return entry.transition.effects.compactMap { effect in
            guard case .call(let request) = effect,
                bot.definition.actions[request.action]?.safe == false,
                let repetition = memory.note(request, of: entry.transition.conversation)
            else { return nil }
            let stage = entry.transition.conversation.stage
            let place = entry.transition.trace?.last
            let step = place?.step.rawValue ?? stage.subject
            switch repetition {
            case .sameKey:
                return Finding(
                    .effectTwice,
                    in: place?.topic ?? stage.topic,
                    at: step,
                    "\(request.action) is called with other arguments under the same key"
                )
            case .sameDeed(let earlier, let wasUnknown):
                return Finding(
                    .effectTwice,
                    in: place?.topic ?? stage.topic,
                    at: step,
                    "\(request.action) is called again with the same arguments, after '\(earlier)'"
                        + (wasUnknown ? ", of which nobody knows whether it happened" : "")
                )
            }
        }
    }

    // MARK: Who speaks

    private func wordsOverOthers(_ entry: StepLog.Entry) -> [Finding] {
        let (before, after) = (entry.before, entry.transition.conversation)
        // Who lost the conversation for a moment has it in another epoch.
        let isOthers: Bool
        switch (before.owner, after.owner) {
        case (.agent, .agent), (.queue, .queue), (.queue, .agent):
            isOthers = before.epoch == after.epoch || after.owner == .agent
        case (.nobody, .nobody): isOthers = true
        case (.bot, _), (_, .bot), (.agent, _), (.queue, _), (.nobody, _): isOthers = false
        }
        guard isOthers else { return [] }
        return entry.transition.effects.compactMap { effect in
            guard case .send(let reply) = effect, reply.sender == .bot, reply.purpose == .reply
            else { return nil }
            return Finding(
                .talksOver,
                in: after.frames.last?.topic,
                at: "owner \(before.owner.rawValue)",
                "the bot says '\(reply.text ?? "")' while "
                    + (before.owner == .nobody
                        ? "the conversation is over" : "people have the conversation")
            )
        }
    }

    // MARK: The ladder

    private func failures(_ entry: StepLog.Entry) -> [Finding] {
        let (before, after) = (entry.before, entry.transition.conversation)
        guard after.owner == .bot, after.waiting.questionID != nil,
            after.waiting.questionID == before.waiting.questionID
        else { return [] }
        let count = after.waiting.mostFailures
        guard count >= Self.mostFailures, count > before.waiting.mostFailures else { return [] }
        // Where a person is among the options, one is on offer.
        let offersPerson = entry.transition.effects.contains { effect in
            guard case .send(let reply) = effect, case .choice(let choice)? = reply.control?.kind
            else { return false }
            return choice.options.contains { $0.id == "agent" }
        }
        guard !offersPerson else { return [] }
        let stage = after.stage
        return [
            Finding(
                .thirdFailure,
                in: stage.topic,
                at: stage.subject,
                "answer \(count) to this question failed too, and no person is on offer"
            )
        ]
    }

    // MARK: Silence

    private func silence(_ outcome: Walker.Outcome) -> [Finding] {
        let report = outcome.report
        if report.replies.contains(where: { !$0.saysSomething }) {
            return [
                Finding(
                    .swallowed,
                    in: report.topic,
                    at: report.conversation.stage.subject,
                    "a reply is empty"
                )
            ]
        }
        guard case .inbound(let inbound) = outcome.kind, inbound.wantsAnswer,
            let first = outcome.entries.first,
            report.replies.isEmpty, report.forwarded.isEmpty, report.handoff == nil,
            !report.conversation.stopped || report.conversation.profile.channel != .sms
        else { return [] }
        // What waits for a call is answered when it is back.
        if case .call = report.conversation.waiting { return [] }
        return [
            Finding(
                .swallowed,
                in: first.before.frames.last?.topic,
                at: first.before.stage.subject,
                "what the customer sent has no answer"
            )
        ]
    }

    // MARK: Progress

    /// Answers that were taken, and the conversation stands where it stood.
    private func standstill(_ outcome: Walker.Outcome, _ memory: inout Memory) -> [Finding] {
        let after = outcome.report.conversation
        guard outcome.isTaken, after.owner == .bot, after.waiting.questionID != nil,
            after.stage.topic != nil, after.waiting.mostFailures == 0
        else {
            memory.stood = [:]
            return []
        }
        let standing = Memory.Standing(
            stage: after.stage,
            slots: after.frames.map(\.slots),
            memos: after.frames.reduce(0) { $0 + $1.memo.count }
        )
        memory.stood[standing, default: 0] += 1
        guard memory.stood[standing] == Self.timesOfStandstill else { return [] }
        return [
            Finding(
                .noProgress,
                in: standing.stage.topic,
                at: standing.stage.subject,
                "answers are taken here and the conversation comes back to where it was"
            )
        ]
    }

    /// Coming back once may be a change of mind.
    static let timesOfStandstill = 4

    private func unlisted(_ stage: Stage) -> Finding {
        Finding(
            .unlistedStage,
            in: stage.topic,
            at: stage.subject,
            "the proof does not know of '\(stage)'"
        )
    }
}

extension Walker.Outcome {
    /// Whether it was an answer, to what was asked when it came.
    fileprivate var isTaken: Bool {
        guard move.answers else { return false }
        guard case .touch(let options) = move.move else { return true }
        return options.allSatisfy { id in offer?.options.contains { $0.id == id } ?? false }
    }
}

extension Waiting {
    /// Answers that failed, of the kind of which there were more.
    fileprivate var mostFailures: Int {
        guard case .question(let question) = self else { return failures }
        return max(question.failures, question.refusals)
    }
}

extension Reply {
    fileprivate var saysSomething: Bool {
        !(text ?? "").isEmpty || !links.isEmpty || media != nil || card != nil || !articles.isEmpty
            || control != nil
    }
}

extension Inbound {
    /// Whether it is said to whoever has the conversation.
    fileprivate var wantsAnswer: Bool {
        switch self {
        case .text, .tap, .form, .timeSlot, .value, .file, .location, .contactCard, .app, .entry,
            .unsupported:
            true
        case .signedIn, .paid, .backEnd, .typing, .status, .edited, .deleted, .closed, .consent,
            .desk:
            false
        }
    }
}
