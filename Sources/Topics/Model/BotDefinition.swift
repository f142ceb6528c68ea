import Expressions
import Messages
import Understanding
import Values

/// A bot's folder, read and checked: everything that its designers wrote, and nothing else.
package struct BotDefinition: Sendable {
    package var name: String
    /// BCP 47 tags; the first is the default.
    package var languages: [String]
    /// ISO 3166 country, for phone numbers and the order of day and month.
    package var region: String
    /// IANA name.
    package var timeZone: String
    package var channels: [Channel]
    package var calendar: BusinessCalendar
    /// In the order of the file; the first is where "agent" leads unless a topic says otherwise.
    package var queues: [Queue]
    package var timers: Timers
    /// Failed answers until a person comes in.
    package var tries: Int
    package var signIn: SignInRules
    package var house: HouseTexts
    /// Words beside the languages' own that cancel, go back or reach a person.
    package var words: [ControlWord: WordList]
    /// Words that mean the same to the search.
    package var synonyms: [[String]]
    /// What "open a case" runs when nobody is there.
    package var caseTopic: TopicID?
    /// The contact as whom `botsim` talks unless told otherwise.
    package var simulatedContact: String?
    /// In the order of their IDs.
    package var topics: [Topic]
    package var actions: [ActionName: Action]
    /// What each event of the back end gives.
    package var events: [String: Expressions.`Type`]
    package var tables: [String: Table]
    /// What there is to translate, in the order of the files.
    package var messages: [Message]
    /// How many texts each language beside the default lacks, in the order of `languages`.
    package var untranslated: [Untranslated]
    /// A stable hash over every byte of the folder that changes what the bot does.
    package var fingerprint: String

    package init(
        name: String,
        languages: [String],
        region: String,
        timeZone: String,
        channels: [Channel],
        calendar: BusinessCalendar,
        queues: [Queue],
        timers: Timers,
        tries: Int,
        signIn: SignInRules = SignInRules(),
        house: HouseTexts,
        words: [ControlWord: WordList],
        synonyms: [[String]] = [],
        caseTopic: TopicID?,
        simulatedContact: String?,
        topics: [Topic],
        actions: [ActionName: Action],
        events: [String: Expressions.`Type`] = [:],
        tables: [String: Table],
        messages: [Message] = [],
        untranslated: [Untranslated] = [],
        fingerprint: String
    ) {
        self.name = name
        self.languages = languages
        self.region = region
        self.timeZone = timeZone
        self.channels = channels
        self.calendar = calendar
        self.queues = queues
        self.timers = timers
        self.tries = tries
        self.signIn = signIn
        self.house = house
        self.words = words
        self.synonyms = synonyms
        self.caseTopic = caseTopic
        self.simulatedContact = simulatedContact
        self.topics = topics
        self.actions = actions
        self.events = events
        self.tables = tables
        self.messages = messages
        self.untranslated = untranslated
        self.fingerprint = fingerprint
    }

    /// What is left for the translators of a language.
    package struct Untranslated: Hashable, Sendable {
        package let language: String
        package let count: Int
        /// Of how many.
        package let texts: Int
    }

    /// How long the bot waits before it speaks up or gives up.
    package struct Timers: Hashable, Sendable {
        package var idle: TimeSpan
        package var expiry: TimeSpan
        package var queue: TimeSpan

        package init(
            idle: TimeSpan = TimeSpan(seconds: 600),
            expiry: TimeSpan = TimeSpan(seconds: 86_400),
            queue: TimeSpan = TimeSpan(seconds: 600)
        ) {
            self.idle = idle
            self.expiry = expiry
            self.queue = queue
        }
    }
}

/// People who can take over.
package struct Queue: Hashable, Sendable {
    package let id: QueueID
    /// How the customer is told of them: "our cards team".
    package let title: Wording
    /// nil: always open.
    package let hours: OpeningHours?

    package init(id: QueueID, title: Wording, hours: OpeningHours?) {
        self.id = id
        self.title = title
        self.hours = hours
    }
}

/// `mon-fri 08:00-20:00, sat 09:00-12:00`, on the bot's clock.
package struct OpeningHours: Hashable, Sendable {
    /// Within one day; `until` may be midnight, given as nil.
    package struct Span: Hashable, Sendable {
        package let days: Set<Weekday>
        package let from: CivilTime
        package let until: CivilTime?

        package init(days: Set<Weekday>, from: CivilTime, until: CivilTime?) {
            self.days = days
            self.from = from
            self.until = until
        }
    }

    package let spans: [Span]

    package init(spans: [Span]) { self.spans = spans }

    /// Whether somebody is there at that moment of the bot's clock; holidays are the caller's.
    package func contain(_ moment: CivilDateTime) -> Bool {
        spans.contains { span in
            span.days.contains(moment.date.weekday) && moment.time >= span.from
                && span.until.map { moment.time < $0 } ?? true
        }
    }

    /// When they open next, within two weeks.
    package func next(after moment: CivilDateTime, holidays: Set<CivilDate>) -> CivilDateTime? {
        for ahead in 0..<14 {
            let date = moment.date.adding(days: ahead)
            guard !holidays.contains(date) else { continue }
            let openings = spans.filter { $0.days.contains(date.weekday) }.map(\.from).sorted()
            if let opening = openings.first(where: { ahead > 0 || $0 > moment.time }) {
                return CivilDateTime(date: date, time: opening)
            }
        }
        return nil
    }
}
