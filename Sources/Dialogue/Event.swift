import Messages
import Topics
import Values

/// One thing that happened, with everything a turn may know of the world.
package struct Event: Hashable, Sendable {
    package var at: Timestamp
    /// The device, as last known.
    package var profile: ChannelProfile
    package var contact: Contact
    package var desk: DeskSnapshot
    package var kind: Kind

    package init(
        at: Timestamp,
        profile: ChannelProfile,
        contact: Contact,
        desk: DeskSnapshot = DeskSnapshot(),
        kind: Kind
    ) {
        self.at = at
        self.profile = profile
        self.contact = contact
        self.desk = desk
        self.kind = kind
    }

    /// Whether it says nothing to the bot: nothing comes of it.
    var isSilent: Bool {
        switch kind {
        case .inbound(.typing), .inbound(.edited), .inbound(.deleted), .inbound(.status): true
        case .inbound, .callResult, .timer, .fault: false
        }
    }

    package enum Kind: Hashable, Sendable {
        case inbound(Inbound)
        /// The answer of a back end; `value` is what the action gives.
        case callResult(key: String, outcome: CallOutcome, value: Value)
        case timer(TimerName)
        /// Something came that the shell put aside, because it could not be processed: a person is
        /// to see to it.
        case fault(String)
    }
}

/// Who writes, as the gateway and the store know them.
package struct Contact: Hashable, Sendable {
    package var id: String
    package var subject: String?
    package var verified: Bool
    /// How well, where it is.
    package var level: IdentityLevel
    /// BCP 47.
    package var locale: String?
    package var region: String?
    /// IANA name; nil: the bot's.
    package var timeZone: String?
    package var name: String?

    package init(
        id: String,
        subject: String? = nil,
        verified: Bool = false,
        level: IdentityLevel = .strong,
        locale: String? = nil,
        region: String? = nil,
        timeZone: String? = nil,
        name: String? = nil
    ) {
        self.id = id
        self.subject = subject
        self.verified = verified
        self.level = level
        self.locale = locale
        self.region = region
        self.timeZone = timeZone
        self.name = name
    }
}

/// Whether people are there, at the moment of the event.
package struct DeskSnapshot: Hashable, Sendable {
    package enum State: String, CaseIterable, Hashable, Sendable {
        /// Somebody can take it, at once or after a wait.
        case open
        /// Everybody is busy and the line is full.
        case full
        case closed
        /// The desk does not answer.
        case down
        /// Somebody is there, and turns every offer down.
        case refusing
    }

    /// Where in line a new customer would be, and how long they would wait.
    package struct Line: Hashable, Sendable {
        /// 1 is next; nil: nobody knows.
        package var place: Int?
        package var wait: TimeSpan?

        package init(place: Int?, wait: TimeSpan? = nil) {
            self.place = place
            self.wait = wait
        }
    }

    package var states: [QueueID: State]
    /// Of queues whose line is another than the usual one.
    package var lines: [QueueID: Line] = [:]
    /// The place in line that a new customer would get; 1 is next.
    package var place: Int?
    package var wait: TimeSpan?

    package init(
        states: [QueueID: State] = [:],
        lines: [QueueID: Line] = [:],
        place: Int? = 1,
        wait: TimeSpan? = nil
    ) {
        self.states = states
        self.lines = lines
        self.place = place
        self.wait = wait
    }

    func line(of queue: QueueID) -> Line { lines[queue] ?? Line(place: place, wait: wait) }
}
