import Topics
import Values

/// What the conversation waits for.
///
/// The closed set that every proof of reachability runs over.
package enum Waiting: Hashable, Sendable, Codable {
    case nothing
    case question(Question)
    case form(FormQuestion)
    /// *Yes* or *no* to a `confirm` step.
    case confirm(StepQuestion)
    /// Which slot to change: after a *no* to a confirmation, or where a correction fits several.
    case change(ChangeQuestion)
    /// *Yes* or *no* to a value that was read back.
    case readBack(ReadBack)
    case whichTopic(TopicQuestion)
    case whichResume(ResumeQuestion)
    /// Start over although something is done already?
    case startOver(StepQuestion)
    case call(key: String)
    /// The customer signs in.
    case signIn(StepQuestion)
    /// The customer pays.
    case payment(StepQuestion)
    /// A `wait` step's time, or its event.
    case event(StepIdentity)
    /// What to do as nobody is there.
    case unavailable(UnavailableQuestion)
    case feedback(FeedbackQuestion)
    case queue
    case agent

    /// The ID a tap must name, where something is asked.
    package var questionID: String? {
        switch self {
        case .nothing, .call, .event, .queue, .agent: nil
        case .question(let question): question.id
        case .form(let form): form.id
        case .confirm(let step), .startOver(let step), .signIn(let step), .payment(let step):
            step.id
        case .change(let question): question.id
        case .readBack(let value): value.id
        case .whichTopic(let topics): topics.id
        case .whichResume(let topics): topics.id
        case .unavailable(let question): question.id
        case .feedback(let question): question.id
        }
    }

    /// Failed answers so far; only a failed answer counts.
    package var failures: Int {
        get {
            switch self {
            case .nothing, .call, .event, .queue, .agent: 0
            case .question(let question): question.failures
            case .form(let form): form.failures
            case .confirm(let step), .startOver(let step), .signIn(let step), .payment(let step):
                step.failures
            case .change(let question): question.failures
            case .readBack(let value): value.failures
            case .whichTopic(let topics): topics.failures
            case .whichResume(let topics): topics.failures
            case .unavailable(let question): question.failures
            case .feedback(let question): question.failures
            }
        }
        set {
            switch self {
            case .nothing, .call, .event, .queue, .agent: break
            case .question(var question):
                question.failures = newValue
                self = .question(question)
            case .form(var form):
                form.failures = newValue
                self = .form(form)
            case .confirm(var step):
                step.failures = newValue
                self = .confirm(step)
            case .change(var question):
                question.failures = newValue
                self = .change(question)
            case .startOver(var step):
                step.failures = newValue
                self = .startOver(step)
            case .signIn(var step):
                step.failures = newValue
                self = .signIn(step)
            case .payment(var step):
                step.failures = newValue
                self = .payment(step)
            case .readBack(var value):
                value.failures = newValue
                self = .readBack(value)
            case .whichTopic(var topics):
                topics.failures = newValue
                self = .whichTopic(topics)
            case .whichResume(var topics):
                topics.failures = newValue
                self = .whichResume(topics)
            case .unavailable(var question):
                question.failures = newValue
                self = .unavailable(question)
            case .feedback(var question):
                question.failures = newValue
                self = .feedback(question)
            }
        }
    }
}

/// A slot being asked.
package struct Question: Hashable, Sendable, Codable {
    package var id: String
    package var slot: SlotName
    /// The slot's name, with the round behind it inside a `repeat`.
    package var key: String
    /// Answers that were not understood.
    @UnlessBlank package var failures = 0
    /// Answers that were understood and refused.
    @UnlessBlank package var refusals = 0
    /// One tap accepts it.
    package var suggestion: Value?
    /// The only option, asked for as yes or no.
    package var only: Value?
    /// The options a word fitted, where it fitted several.
    package var narrowed: [String]?
    /// Options chosen so far, where several are chosen one after another.
    package var chosen: [String]?
    /// The channel's app was closed, or said nothing of use.
    package var withoutApp: Bool?
}

/// Several slots being asked at once.
package struct FormQuestion: Hashable, Sendable, Codable {
    package var id: String
    package var step: StepIdentity
    package var slots: [SlotName]
    @UnlessBlank package var failures = 0
}

/// A question that belongs to a step.
package struct StepQuestion: Hashable, Sendable, Codable {
    package var id: String
    package var step: StepIdentity
    /// Over the values that a confirmation reads: another value is another question.
    package var read: StableHash?
    @UnlessBlank package var failures = 0
}

/// Which of some answers is meant.
package struct ChangeQuestion: Hashable, Sendable, Codable {
    package var id: String
    /// The confirmation that got a *no*; nil: a correction that could be of several slots.
    package var step: StepIdentity?
    /// The slots that the correction may be of; empty for those that the confirmation offers.
    @UnlessBlank package var slots: [SlotName] = []
    /// The correction in the customer's words: read for the slot as soon as it is known.
    package var heard: Overheard?
    @UnlessBlank package var failures = 0

    package init(
        id: String,
        step: StepIdentity?,
        slots: [SlotName] = [],
        heard: Overheard? = nil
    ) {
        self.id = id
        self.step = step
        self.heard = heard
        self.slots = slots
    }
}

/// A value that waits for its *yes*.
package struct ReadBack: Hashable, Sendable, Codable {
    package var id: String
    package var slot: SlotName
    package var key: String
    package var value: Value
    @UnlessBlank package var failures = 0
}

/// "Did you mean A, B, none of these, a person".
package struct TopicQuestion: Hashable, Sendable, Codable {
    package var id: String
    package var topics: [TopicID]
    /// What the customer had written.
    package var words: String
    /// The one topic would take back what was done.
    package var undo: UndoOffer?
    @UnlessBlank package var failures = 0

    /// "Did you mean this?": a yes or a no answers it.
    package var isGuessAtOne: Bool { topics.count == 1 && (!words.isEmpty || undo != nil) }
}

/// Which of the interrupted topics to go on with.
package struct ResumeQuestion: Hashable, Sendable, Codable {
    package var id: String
    package var topics: [TopicID]
    @UnlessBlank package var failures = 0
}

/// What to do as nobody is there.
package struct UnavailableQuestion: Hashable, Sendable, Codable {
    package var id: String
    package var queue: QueueID
    package var reason: HandoffReason
    package var options: [String]
    @UnlessBlank package var failures = 0
}

/// One to five.
package struct FeedbackQuestion: Hashable, Sendable, Codable {
    package var id: String
    /// The step that asked; nil after a person closed the conversation.
    package var step: StepIdentity?
    @UnlessBlank package var failures = 0
}

extension Waiting {
    /// The word for it on command lines and over HTTP.
    package var kind: String {
        switch self {
        case .nothing: "nothing"
        case .question: "question"
        case .form: "form"
        case .confirm, .readBack: "confirm"
        case .change: "change"
        case .whichTopic: "which_topic"
        case .whichResume: "which_resume"
        case .startOver: "start_over"
        case .call: "call"
        case .signIn: "sign_in"
        case .payment: "payment"
        case .event: "event"
        case .unavailable: "unavailable"
        case .feedback: "feedback"
        case .queue: "queue"
        case .agent: "agent"
        }
    }

    /// Whether the customer is asked nothing.
    package var asksNothing: Bool {
        switch self {
        case .nothing, .event: true
        default: false
        }
    }

    /// A question that a step asks.
    package var stepQuestion: StepQuestion? {
        switch self {
        case .confirm(let step), .startOver(let step), .signIn(let step), .payment(let step): step
        default: nil
        }
    }

    /// The slot that is asked; of a form the first.
    package var slot: SlotName? {
        switch self {
        case .question(let question): question.slot
        case .form(let form): form.slots.first
        case .readBack(let value): value.slot
        default: nil
        }
    }
}
