import Topics
import Values

/// One run of a topic: its answers and what has been done.
///
/// A digression or a part is another frame on top.
package struct Frame: Hashable, Sendable, Codable {
    package let topic: TopicID
    /// Counts the runs of the conversation, from 1.
    package let run: Int
    /// What the topic that runs it gave.
    @UnlessBlank package var takes: [String: Value] = [:]
    /// Answers by slot key; null: skipped.
    @UnlessBlank package var slots: [String: Value] = [:]
    /// The values of secure answers, by slot key or by the name of what was given; in their places
    /// in `slots` and `takes` stands `Secret.standIn`.
    package var secrets: [String: Secret]?
    /// Slot keys in the order of their answers, for *back*, with a mark where an effect happened.
    @UnlessBlank package var order: [String] = []
    /// What is done, by step identity (with the round behind it inside a `repeat`).
    @UnlessBlank package var memo: [String: Memo] = [:]
    /// Why a value was refused before its question came: said in the question's place.
    package var refusals: [String: String]?
    /// What was said and not yet used, at most three.
    @UnlessBlank package var unread: [Overheard] = []
    /// The `run` step of the frame below that waits for this one; nil: the customer started it.
    package var caller: String?

    /// Stands in `order` for an effect; no slot has such a name.
    package static let effect = "!"

    /// Where the memo `asking` of a slot stands.
    package static func asking(_ key: String) -> String { "asking \(key)" }

    /// The memo of a value that was read back and confirmed.
    package static func readBack(_ key: String) -> String { "read back \(key)" }

    /// An answer, or what was given, as expressions see it; null where there is none.
    func value(_ key: String) -> Value {
        secrets?[key]?.value ?? slots[key] ?? takes[key] ?? .null
    }

    /// The frame without its secrets: whoever goes on with it is asked again.
    func withoutSecrets() -> Frame {
        var frame = self
        for key in frame.secrets?.keys.sorted() ?? [] { frame.secrets?[key]?.content = .lost }
        frame.unread.removeAll(where: \.mayHoldSecret)
        for (identity, memo) in frame.memo {
            if case .paused(let part) = memo {
                frame.memo[identity] = .paused(part.withoutSecrets())
            }
        }
        return frame
    }

    /// The memo of a topic that cannot go on: it ends as soon as it is gone through again.
    package static let fault = "fault"

    /// The memo of a demand for an identity; also the caller of the part that sees to it.
    package static func identity(_ level: IdentityLevel) -> String { "identity \(level.rawValue)" }

    /// Whether it is the part that signs the customer in.
    package var signsIn: Bool { IdentityLevel.allCases.contains { caller == Self.identity($0) } }

    /// What the part that sees to an identity is given: the level that is wanted.
    package static let level = "level"

    /// The memo of what a step waits for.
    package static func awaiting(_ identity: String) -> String { "awaiting \(identity)" }

    /// The memo of a step that has gone on to its `else`.
    package static func givenUp(_ identity: String) -> String { "given up \(identity)" }

    /// The memo of the call that gives a step its link.
    package static func link(_ identity: String) -> String { "link of \(identity)" }

    /// Whether a memo is that of a call which only makes such a link.
    static func isLink(_ identity: String) -> Bool { identity.hasPrefix(link("")) }

    package init(topic: TopicID, run: Int) {
        self.topic = topic
        self.run = run
    }
}

/// That a step is done, and with what.
package enum Memo: Hashable, Sendable, Codable {
    /// Over the values that the words read.
    case said(StableHash)
    /// A form that was answered, or taken up in words: what is open is asked one by one.
    case formDone
    /// A slot that is asked although it has a default.
    case asking
    case confirmed(StableHash)
    case declined
    case calling(CallRecord)
    case called(CallRecord, CallOutcome, Value)
    /// What a safe call gave was let go of; its executions are still counted.
    case lapsed(execution: Int)
    case running(StableHash)
    /// A part that was left for a correction and goes on from here.
    case paused(Frame)
    /// Over what the arguments read, and the topic of the part; a part that did something is never
    /// run again.
    case ran(StableHash, Value, didSomething: Bool, of: TopicID?)
    case searched(StableHash, Value)
    case handedOver
    case asked(feedback: Int)
    case awaiting(Awaited)
    /// With who paid how much.
    case paid(Value)
    /// What a step waited for is there, with what came of it.
    case happened(Value)
}

/// What a step waits for, that comes from outside.
package struct Awaited: Hashable, Sendable, Codable {
    /// Empty where nobody is asked.
    package let question: String
    /// Afterwards it comes too late.
    package let until: Timestamp
    /// Over what the question depends on.
    package let read: StableHash?
    /// What is to be paid.
    package var due: Value?
}

/// A call as it was made.
package struct CallRecord: Hashable, Sendable, Codable {
    /// Conversation, run, step and execution: the same for every retry, another for every rightful
    /// second execution.
    package let key: String
    package let action: ActionName
    /// Over what the arguments read.
    package let arguments: StableHash
    /// Counts the executions of the step, from 1.
    package let execution: Int

    package init(key: String, action: ActionName, arguments: StableHash, execution: Int) {
        self.key = key
        self.action = action
        self.arguments = arguments
        self.execution = execution
    }
}

/// What became of a call.
package enum CallOutcome: String, Hashable, Sendable, Codable, CaseIterable {
    case ok
    /// The back end said no.
    case refused
    /// It did not happen.
    case failed
    /// Nobody knows: the time was over after it had been sent.
    case unknown
}
