import Expressions
import Messages
import Topics
import Understanding
import Values

/// One turn while it is being made: the next conversation, and what is to be done.
///
/// It lives for one `step`; nothing outside it is read or changed.
struct Turn {
    let bot: Bot
    let event: Event
    private(set) var voice: Bot.Voice
    var conversation: Conversation
    var effects: [Effect] = []
    var rule: Rule?
    /// Replies of the conversation before this turn.
    let repliesBefore: Int
    var ended: EndedTopic?
    var facts: [Fact] = []
    /// Things that may still be done: a topic that never comes to rest is a fault, not a hang.
    var fuse = Self.longestFuse
    /// Steps gone through.
    var visits = 0
    /// Who the customer is proven to be.
    var identity: Identity?
    /// The names that expressions see; set anew for each run of a frame.
    var environment: Environment
    /// The marks of the secrets among those names: fingerprints are made of them.
    var secretMarks: [String: Int] = [:]
    /// What the customer wrote, for this turn only.
    var heardNow: String?
    /// It was written at the question of a secure slot.
    var wasAskedSecurely = false
    /// The run whose names stand in `environment`.
    var boundRun: Int?
    /// The topic whose names stand in `environment`: looked for most often.
    var boundTopic: Topic?
    /// Going through the frame met a call that has no result any more.
    var lacksResult = false
    /// Where going through the frame for its names came to, until it is run.
    var stopsAt: Waiting?
    /// The call whose `else` is being gone through.
    var failing: ActionName?
    /// The question that was open when the frame was last gone through, so that asking it again
    /// keeps its ID and its count.
    var previous = Waiting.nothing
    /// The greeting is being said: what comes of privacy follows its first words.
    var isIntroducing = false
    /// The language that what is heard now is written in has been gone over to.
    var isInItsLanguage = false
    /// Somebody is in danger: nothing stands before what they are told.
    var isUrgent = false
    /// Places in the order of rules at which the message was looked at.
    var tried = 0
    /// How many of them are left out, to see what the next would do.
    var passedOver = 0
    /// What is gone through; nil where nobody asks.
    var trace: Trace?
    /// How the conversation came from another version of the bot; nil where it is of this one.
    let carried: Carried.Findings?

    static let longestFuse = 250
    /// Far beyond any topic; nested rounds multiply.
    static let mostVisits = 50_000

    init(_ conversation: Conversation, _ event: Event, in bot: Bot) {
        let isOfAnother = conversation.bot.map { $0 != bot.id } ?? false
        let carried = isOfAnother && !event.isSilent ? Carried(conversation, to: bot) : nil
        var conversation = carried?.conversation ?? conversation
        if conversation.bot == nil { conversation.bot = bot.id }
        self.carried = carried?.findings
        self.bot = bot
        self.event = event
        voice = bot.voice(conversation.language)
        self.conversation = conversation
        repliesBefore = conversation.counters.replies
        identity = Self.identity(conversation, event)
        environment = Environment(on: Self.occasion(conversation, event, bot, identity))
    }

    /// The conversation's, one of the bot's.
    var language: String { conversation.language }

    /// Goes on in another language of the bot.
    mutating func speak(_ language: String) {
        conversation.language = language
        voice = bot.voice(language)
        environment = Environment(on: Self.occasion(conversation, event, bot, identity))
        boundRun = nil
    }

    var house: HouseTexts { bot.definition.house }
    var words: ControlWords { voice.words }

    // MARK: Speaking

    /// Says a house text.
    mutating func say(
        _ text: HouseText,
        _ values: [String: Value] = [:],
        purpose: Reply.Purpose = .reply
    ) {
        let words = render(text, values).trimmingSpaces
        guard !words.isEmpty else { return }
        send(text: words, purpose: purpose)
    }

    func render(_ text: HouseText, _ values: [String: Value] = [:]) -> String {
        if values.isEmpty, house[text].isConstant,
            let words = try? house[text].render(in: environment)
        {
            return words
        }
        var scope = environment
        for (name, value) in values { scope.values[name] = value }
        // The loader has typed the text against these very names.
        return (try? house[text].render(in: scope)) ?? text.defaultText
    }

    /// A value in the customer's words.
    func words(for value: Value) -> String { environment.shown(value) }

    mutating func send(
        text: String?,
        purpose: Reply.Purpose = .reply,
        links: [Link] = [],
        media: Media? = nil,
        card: Card? = nil,
        articles: [ArticleLink] = [],
        control: Control? = nil
    ) {
        // Words of a person's conversation are the person's; the bot only gives notices there.
        guard conversation.owner != .agent || purpose == .notice,
            !conversation.stopped || event.profile.channel != .sms
        else { return }
        if purpose == .reply, !isIntroducing { tellPrivacy() }
        effects.append(
            .send(
                Reply(
                    id: newReplyID(),
                    purpose: purpose,
                    text: text,
                    links: links,
                    media: media,
                    card: card,
                    articles: articles,
                    control: control.map { paged($0) }
                )
            )
        )
        if let text { conversation.history.lastSaid = String(text.prefix(300)) }
        if isIntroducing {
            isIntroducing = false
            tellPrivacy()
        }
    }

    mutating func newReplyID() -> String {
        conversation.counters.replies += 1
        return "r\(conversation.counters.replies)"
    }

    mutating func newQuestionID(about subject: String, run: Int) -> String {
        conversation.counters.questions += 1
        let id = "q\(conversation.counters.questions)"
        conversation.asked.append(AskedQuestion(id: id, run: run, subject: subject))
        if conversation.asked.count > 6 { conversation.asked.removeFirst() }
        return id
    }

    mutating func record(_ entry: Effect.Entry) { effects.append(.record(entry)) }

    // MARK: Timers

    mutating func setTimer(_ name: TimerName, after span: TimeSpan) {
        setTimer(name, at: event.at.adding(span))
    }

    mutating func setTimer(_ name: TimerName, at: Timestamp) {
        guard conversation.timers[name] != at else { return }
        conversation.timers[name] = at
        effects.append(.setTimer(name, at: at))
    }

    mutating func clearTimer(_ name: TimerName) {
        guard conversation.timers.removeValue(forKey: name) != nil else { return }
        effects.append(.clearTimer(name))
    }

    // MARK: The frame that runs

    var topIndex: Int? { conversation.frames.isEmpty ? nil : conversation.frames.count - 1 }

    /// Why values of the top frame were refused: said in place of their questions.
    var refusals: [SlotName: String] {
        get {
            Dictionary(
                uniqueKeysWithValues: (conversation.frames.last?.refusals ?? [:]).map {
                    (SlotName($0), $1)
                }
            )
        }
        set {
            guard let index = topIndex else { return }
            conversation.frames[index].refusals =
                newValue.isEmpty
                ? nil
                : Dictionary(uniqueKeysWithValues: newValue.map { ($0.rawValue, $1) })
        }
    }

    /// Keeps why a value of the top frame was refused.
    mutating func note(refusal words: String, of slot: SlotName) {
        refuses(slot)
        refusals[slot] = words
    }

    var topTopic: Topic? {
        guard let id = conversation.frames.last?.topic else { return nil }
        return boundTopic?.id == id ? boundTopic : bot.topic(id)
    }

    /// Failed answers until a person comes in.
    var tries: Int {
        if case .question(let question) = conversation.waiting,
            let slot = topTopic?.slot(question.slot), let own = slot.tries
        {
            return own
        }
        return bot.definition.tries
    }

    /// Where a person is to come from.
    var currentQueue: QueueID {
        for frame in conversation.frames.reversed() {
            if let queue = bot.topic(frame.topic)?.queue { return queue }
        }
        return bot.topic(InheritedTopic.agent.id)?.queue ?? agentWords(to: nil).queue
            ?? bot.firstQueue
    }

    var transition: Transition {
        Transition(
            conversation: conversation,
            effects: effects,
            rule: rule,
            ended: ended,
            facts: facts,
            trace: trace
        )
    }
}
