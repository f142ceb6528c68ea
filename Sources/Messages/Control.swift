import Values

/// What a question offers to touch.
///
/// Words that mean the same are always taken too.
public struct Control: Hashable, Sendable {
    /// The question this belongs to: a tap comes back with it.
    public var question: String
    /// What to show above the control where the text stands elsewhere.
    public var title: String?
    public var kind: Kind
    /// What leaves the question out, where it may be left out and the control itself has no such
    /// option; a tap of `skip`.
    public var skip: String?

    public init(question: String, title: String? = nil, kind: Kind, skip: String? = nil) {
        self.question = question
        self.title = title
        self.kind = kind
        self.skip = skip
    }

    public indirect enum Kind: Hashable, Sendable {
        case choice(ChoiceControl)
        case yesno(yes: String, no: String)
        case date(min: CivilDate?, max: CivilDate?)
        case time
        case number
        case text(TextControl)
        case timeSlots(TimeSlotsControl)
        case form(FormControl)
        case file(mimes: [String], maxBytes: Int)
        case location
        case signIn(SignInMethod)
        case pay(PayControl)
        case app(name: String, parameters: [String: JSON])
    }
}

/// Options to choose from.
public struct ChoiceControl: Hashable, Sendable {
    public enum Style: String, Hashable, Sendable {
        /// The channel decides by their number and length.
        case auto
        case quickReply = "quick_reply"
        case list
    }

    public struct Option: Hashable, Sendable {
        public let id: String
        public let title: String
        public let subtitle: String?
        public let image: String?
        /// The heading under which it stands, with those beside it that have the same.
        public let section: String?
        /// Its number where that is not its place: on a page of a longer list.
        public var number: Int?

        public init(
            id: String,
            title: String,
            subtitle: String? = nil,
            image: String? = nil,
            section: String? = nil,
            number: Int? = nil
        ) {
            self.id = id
            self.title = title
            self.subtitle = subtitle
            self.image = image
            self.section = section
            self.number = number
        }
    }

    public var options: [Option]
    public var min: Int
    public var max: Int
    public var style: Style
    /// What a tap of `more` is called, where there are further pages.
    public var more: String?

    public init(
        options: [Option],
        min: Int = 1,
        max: Int = 1,
        style: Style = .auto,
        more: String? = nil
    ) {
        self.options = options
        self.min = min
        self.max = max
        self.style = style
        self.more = more
    }
}

/// Words to write.
public struct TextControl: Hashable, Sendable {
    public enum Format: String, Hashable, Sendable {
        case email, phone, address, pattern, free
    }

    public var format: Format
    public var secret: Bool
    public var maxLength: Int?
    public var example: String?

    public init(
        format: Format,
        secret: Bool = false,
        maxLength: Int? = nil,
        example: String? = nil
    ) {
        self.format = format
        self.secret = secret
        self.maxLength = maxLength
        self.example = example
    }
}

/// Times to choose from.
public struct TimeSlotsControl: Hashable, Sendable {
    public struct Slot: Hashable, Sendable {
        public let id: String
        public let start: Timestamp
        public let seconds: Int
        public let title: String
        /// Its number where that is not its place: on a page of a longer list.
        public var number: Int?

        public init(
            id: String,
            start: Timestamp,
            seconds: Int,
            title: String,
            number: Int? = nil
        ) {
            self.id = id
            self.start = start
            self.seconds = seconds
            self.title = title
            self.number = number
        }
    }

    public var slots: [Slot]
    public var timeZone: String
    public var place: String?
    /// What a tap of `more` is called, where there are further pages.
    public var more: String?

    public init(slots: [Slot], timeZone: String, place: String? = nil, more: String? = nil) {
        self.slots = slots
        self.timeZone = timeZone
        self.place = place
        self.more = more
    }
}

/// Several questions at once.
public struct FormControl: Hashable, Sendable {
    public struct Page: Hashable, Sendable {
        public let slot: String
        public let title: String
        public var control: Control
        /// What stands in the field already.
        public let value: JSON?
        public let next: String?

        public init(slot: String, title: String, control: Control, value: JSON?, next: String?) {
            self.slot = slot
            self.title = title
            self.control = control
            self.value = value
            self.next = next
        }
    }

    public var pages: [Page]

    public init(pages: [Page]) {
        self.pages = pages
    }
}
