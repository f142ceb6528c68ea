import Diagnostics
import Dialogue
import Topics

/// Something that must be impossible and happened, or should happen and never did.
package struct Finding: Hashable, Sendable {
    package enum Code: String, CaseIterable, Hashable, Sendable {
        /// A topic could not go on, or a question from which nothing leads away.
        case trap
        /// A step that no walk came to.
        case deadStep = "dead-step"
        /// A condition that was worth the same each time.
        case impossibleCondition = "impossible-condition"
        /// Questions whose answers lead nowhere.
        case noProgress = "no-progress"
        /// The back end was asked twice to do one thing.
        case effectTwice = "effect-twice"
        /// A third failed answer, and no person on offer.
        case thirdFailure = "third-failure"
        /// A message without an answer.
        case swallowed
        /// Words of the bot's while somebody else has the conversation.
        case talksOver = "talks-over"
        /// The value of a secure slot in the open.
        case secretOut = "secret-out"
        /// Where the conversation stands is not among what the proof knows.
        case unlistedStage = "unlisted-stage"
        case stateTooBig = "state-too-big"
        /// The same step twice is not the same.
        case notDeterministic = "not-deterministic"
    }

    package let code: Code
    package let topic: TopicID?
    /// The step, slot or stage: together with the code and the topic it says which finding it is.
    package let subject: String
    /// What happened, for a designer.
    package let message: String

    init(_ code: Code, in topic: TopicID?, at subject: String, _ message: String) {
        self.code = code
        self.topic = topic
        self.subject = subject
        self.message = message
    }

    /// What makes two findings one, whatever led to them.
    struct Identity: Hashable, Sendable {
        let code: Code
        let topic: TopicID?
        let subject: String
    }

    var identity: Identity {
        // One mistake of an expression may show at several places, and name what was said: where it
        // is evaluated first, with the shortest conversation, stands for all.
        guard code == .trap else { return Identity(code: code, topic: topic, subject: subject) }
        let parts = message.split(separator: "'", omittingEmptySubsequences: false)
        let cause = [parts[0], parts[parts.count - 1]].joined(separator: "'")
        return Identity(code: code, topic: topic, subject: cause)
    }
}

extension Finding.Code {
    /// What to do about it.
    package var hint: String {
        switch self {
        case .trap: "guard it with a condition, or give the step another way out"
        case .deadStep: "remove it, or change what leads to it"
        case .impossibleCondition: "remove the condition, or correct what it compares"
        case .noProgress: "let some answer lead on, or let the loop end"
        case .effectTwice: "call it once, or ask the customer before it is done again"
        case .thirdFailure: "lower 'tries': the third failed answer brings in a person"
        case .swallowed, .talksOver, .unlistedStage, .stateTooBig, .notDeterministic:
            "this is a mistake of the runtime: please report it with this conversation"
        case .secretOut: "make whatever carries the value secure too"
        }
    }
}

extension Finding {
    /// The finding as a diagnostic, at the step or slot it is about.
    package func diagnostic(in bot: BotDefinition) -> Diagnostic {
        .error(code.rawValue, at: location(in: bot), message, hint: code.hint)
    }

    private func location(in bot: BotDefinition) -> SourceLocation {
        let topics = bot.topics + bot.inherited
        guard let topic = topics.first(where: { $0.id == self.topic }) else {
            return SourceLocation(file: SourceFile(path: "bot.yaml", text: ""), line: 1, column: 1)
        }
        let name = subject.split(separator: "/").first.map(String.init) ?? subject
        if let slot = topic.slot(SlotName(name)) { return slot.location }
        return topic.everyStep.first { $0.identity.rawValue == name }?.location ?? topic.location
    }
}

extension Stage {
    /// The slot or the step that is asked; where there is none, the stage itself.
    var subject: String { slot?.rawValue ?? step?.rawValue ?? description }
}

extension Topic {
    /// All its steps, those inside others too, in the order of the file.
    var everyStep: [Step] { Self.all(steps) }

    private static func all(_ steps: [Step]) -> [Step] {
        steps.flatMap { [$0] + all($0.parts.flatMap(\.self)) }
    }
}
