import Dialogue
import Messages
import Testing
import Topics
import Values

@testable import BotRuntime
@testable import Exploration

/// What only a broken runtime does: no bot can bring it about, so that a turn that went well is spoilt
/// by hand.
@Suite struct `Judging a runtime that is broken` {
    private let bot: Bot
    private let judge: Judge
    private let settings: Settings
    private let log = StepLog()

    init() throws {
        bot = try #require(Checkout.bot("/topics"))
        judge = Judge(bot: bot, stages: nil)
        settings = Settings(bot, log: log)
    }

    private func walker() throws -> Walker {
        Walker(settings.plain, try settings.simulation(settings.plain), log: log)
    }

    /// A customer's first words, and what they led to.
    private func lostCard() throws -> Walker.Outcome {
        var walker = try walker()
        let outcome = walker.make(MadeMove(move: .say("I lost my card")))
        return try #require(outcome)
    }

    /// The same turn, of which nothing is told.
    private func report(of outcome: Walker.Outcome) -> TurnReport {
        TurnReport(
            outcome.report.conversation,
            at: settings.plain.now,
            secure: SecureNames(bot.definition)
        )
    }

    private func codes(_ outcome: Walker.Outcome) -> [Finding.Code] {
        var memory = Memory()
        return judge.findings(outcome, &memory).map(\.code)
    }

    @Test func `A turn that went well is well`() throws {
        let outcome = try lostCard()
        #expect(codes(outcome).isEmpty)
        #expect(outcome.entries.flatMap { judge.differences($0) }.isEmpty)
    }

    @Test func `A message that nothing is said to is swallowed`() throws {
        let outcome = try lostCard()
        let silent = report(of: outcome)
        #expect(codes(outcome.with(report: silent)) == [.swallowed])
    }

    @Test func `So is one whose reply is empty`() throws {
        let outcome = try lostCard()
        var transition = try #require(outcome.entries.last).transition
        transition.effects = [.send(Reply(id: "r1"))]
        var empty = report(of: outcome)
        empty.add(transition)
        #expect(codes(outcome.with(report: empty)) == [.swallowed])
    }

    @Test(arguments: [Owner.agent, .queue, .nobody])
    func `Words while others have the conversation talk over them`(_ owner: Owner) throws {
        let outcome = try lostCard()
        let spoilt = outcome.entries.map { entry in
            var (before, transition) = (entry.before, entry.transition)
            before.owner = owner
            transition.conversation.owner = owner
            transition.conversation.epoch = before.epoch
            return StepLog.Entry(event: entry.event, before: before, transition: transition)
        }
        #expect(codes(outcome.with(entries: spoilt)).contains(.talksOver))
    }

    @Test func `A notice talks over nobody`() throws {
        let outcome = try lostCard()
        let entry = try #require(outcome.entries.last)
        var (before, transition) = (entry.before, entry.transition)
        before.owner = .queue
        transition.conversation.owner = .queue
        transition.effects = [.send(Reply(id: "r1", purpose: .notice, text: "You are next."))]
        let notice = StepLog.Entry(event: entry.event, before: before, transition: transition)
        #expect(codes(outcome.with(entries: [notice])).isEmpty)
    }

    @Test func `A secret in a reply is out, and so is one in the saved state`() throws {
        let secret = "X-482913"
        var walker = try walker()
        let made = walker.make(MadeMove(move: .say("I lost my card")))
        let outcome = try #require(made)
        #expect(judge.secretsOut(outcome, of: [secret]).isEmpty)
        #expect(judge.state(walker.conversation, secrets: [secret]).isEmpty)

        var transition = try #require(outcome.entries.last).transition
        transition.effects = [.send(Reply(id: "r1", text: "Your code is \(secret)."))]
        var report = outcome.report
        report.add(transition)
        let found = judge.secretsOut(outcome.with(report: report), of: [secret])
        #expect(found.map(\.code) == [.secretOut])

        var conversation = walker.conversation
        conversation.frames[0].slots["card"] = .string(secret)
        let kept = judge.state(conversation, secrets: [secret])
        #expect(kept.map(\.code) == [.secretOut])
    }

    @Test func `A state that keeps whatever a customer writes is too big`() throws {
        var walker = try walker()
        _ = walker.make(MadeMove(move: .say("I lost my card")))
        var conversation = walker.conversation
        conversation.frames[0].slots["note"] = .string(String(repeating: "word ", count: 8000))
        #expect(judge.state(conversation, secrets: []).map(\.code) == [.stateTooBig])
    }

    @Test func `A step that differs the second time is found`() throws {
        let entry = try #require(lostCard().entries.last)
        var other = entry.transition
        other.effects.removeLast()
        let spoilt = StepLog.Entry(event: entry.event, before: entry.before, transition: other)
        #expect(judge.differences(spoilt).map(\.code) == [.notDeterministic])
    }

    @Test func `A stage that the proof does not list is found`() throws {
        let outcome = try lostCard()
        var memory = Memory()
        let found = Judge(bot: bot, stages: []).findings(outcome, &memory)
        #expect(Set(found.map(\.code)) == [.unlistedStage])
    }

    @Test func `One key for two wishes is an effect done twice`() throws {
        let outcome = try lostCard()
        let entry = try #require(outcome.entries.last)
        let action = try #require(
            bot.definition.actions.values.filter { !$0.safe }.map(\.name).min()
        )
        let entries = ["1", "2"].map { card in
            var transition = entry.transition
            transition.effects = [
                .call(
                    CallRequest(
                        action: action,
                        key: "c/1/call \(action)/1",
                        arguments: ["card": .string(card)],
                        within: TimeSpan(seconds: 6)
                    )
                )
            ]
            return StepLog.Entry(event: entry.event, before: entry.before, transition: transition)
        }
        #expect(codes(outcome.with(entries: entries)) == [.effectTwice])
        #expect(codes(outcome.with(entries: [entries[0], entries[0]])).isEmpty)
    }
}

extension Walker.Outcome {
    fileprivate func with(
        entries: [StepLog.Entry]? = nil,
        report: TurnReport? = nil
    ) -> Walker.Outcome {
        Walker.Outcome(
            move: move,
            entries: entries ?? self.entries,
            report: report ?? self.report,
            kind: kind,
            offer: offer,
            asked: asked
        )
    }
}
