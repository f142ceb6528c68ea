import Diagnostics
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
    /// When the business is open; nil where nothing is said of it.
    package var hours: OpeningHours?
    /// Where customers can come, in the order of the file.
    package var locations: [Location]
    /// In the order of the file; the first is where "agent" leads unless a topic says otherwise.
    package var queues: [Queue]
    package var timers: Timers
    /// Failed answers until a person comes in.
    package var tries: Int
    package var signIn: SignInRules
    package var house: HouseTexts
    /// Words beside the languages' own that cancel, go back or reach a person.
    package var words: [ControlWord: WordList]
    /// Words beside the languages' own that raise an alarm.
    package var alarms: [Alarm: WordList]
    /// Words for yes and no beside the languages' own.
    package var answers: [ShortAnswer: WordList]
    /// Words that mean the same to the search.
    package var synonyms: [[String]]
    /// What "open a case" runs when nobody is there.
    package var caseTopic: TopicID?
    /// The contact as whom `botsim` talks unless told otherwise.
    package var simulatedContact: String?
    /// In the order of their IDs.
    package var topics: [Topic]
    /// What the bot has without writing it, beneath its own topics.
    package var inherited: [Topic]
    package var actions: [ActionName: Action]
    /// What each event of the back end gives.
    package var events: [String: Expressions.`Type`]
    package var tables: [String: Table]
    /// What there is to translate, in the order of the files.
    package var messages: [Message]
    /// How many texts each language beside the default lacks, in the order of `languages`.
    package var untranslated: [Untranslated]
    /// Where the keys of `bot.yaml` stand, to the second level: `tries`, `house.person`.
    package var places: [String: SourceLocation]
    /// A stable hash over every byte of the folder that changes what the bot does.
    package var fingerprint: String

    package init(
        name: String,
        languages: [String],
        region: String,
        timeZone: String,
        channels: [Channel],
        calendar: BusinessCalendar,
        hours: OpeningHours?,
        locations: [Location],
        queues: [Queue],
        timers: Timers,
        tries: Int,
        signIn: SignInRules = SignInRules(),
        house: HouseTexts,
        words: [ControlWord: WordList],
        alarms: [Alarm: WordList],
        answers: [ShortAnswer: WordList],
        synonyms: [[String]] = [],
        caseTopic: TopicID?,
        simulatedContact: String?,
        topics: [Topic],
        inherited: [Topic],
        actions: [ActionName: Action],
        events: [String: Expressions.`Type`] = [:],
        tables: [String: Table],
        messages: [Message] = [],
        untranslated: [Untranslated] = [],
        places: [String: SourceLocation] = [:],
        fingerprint: String
    ) {
        self.name = name
        self.languages = languages
        self.region = region
        self.timeZone = timeZone
        self.channels = channels
        self.calendar = calendar
        self.hours = hours
        self.locations = locations
        self.queues = queues
        self.timers = timers
        self.tries = tries
        self.signIn = signIn
        self.house = house
        self.words = words
        self.alarms = alarms
        self.answers = answers
        self.synonyms = synonyms
        self.caseTopic = caseTopic
        self.simulatedContact = simulatedContact
        self.topics = topics
        self.inherited = inherited
        self.actions = actions
        self.events = events
        self.tables = tables
        self.messages = messages
        self.untranslated = untranslated
        self.places = places
        self.fingerprint = fingerprint
    }

    /// What is left for the translators of a language.
    package struct Untranslated: Hashable, Sendable {
        package let language: String
        package let count: Int
        /// Of how many.
        package let texts: Int
    }

    /// The topics that are offered to customers, in the order of their IDs.
    ///
    /// What begins by itself, as the greeting does, is no wish of theirs.
    package var offered: [Topic] {
        topics.filter { topic in
            topic.startsFromWords
                && InheritedTopic(rawValue: topic.id.rawValue)?.isOccasion != true
        }
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
    /// The bot's own where it names none; nil: always open.
    package let hours: OpeningHours?

    package init(id: QueueID, title: Wording, hours: OpeningHours?) {
        self.id = id
        self.title = title
        self.hours = hours
    }
}
