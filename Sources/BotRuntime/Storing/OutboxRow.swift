import Values

/// Something that is to leave the process because of a turn.
package struct OutboxRow: Hashable, Sendable {
    /// Rows of one lane go out one after the other, those of two lanes do not wait for each other.
    package enum Lane: String, CaseIterable, Hashable, Sendable {
        /// To the customer, through the gateway.
        case channel
        /// Calls to the back end.
        case actions
        case desk
        /// To whoever listens to what happens.
        case events
    }

    package enum State: String, CaseIterable, Hashable, Sendable {
        case due, sent
        /// Given up; it can be replayed.
        case dead
        /// No longer to be sent.
        case dropped
    }

    package var contact: ContactKey
    /// Counts the rows of the contact, from 1, without a gap.
    package var seq: Int64
    package var lane: Lane
    /// Where it goes: an account's gateway, a host; failures of one hold up no other.
    package var destination: String
    /// The conversation's ordinal.
    package var n: Int
    package var epoch: Int
    /// The bot says it: it gives way to a person who takes over.
    package var isBots: Bool
    /// The receiver does it once for each key.
    package var key: String
    /// What kind of thing the payload is.
    package var kind: String
    package var payload: [UInt8]
    /// A row of the contact that must have gone out first, or been given up.
    package var after: Int64?
    package var due: Timestamp
    /// Whoever claimed it means to be done by then, by their own clock; nil: nobody has.
    package var lease: Timestamp?
    /// How often it was claimed.
    package var attempts: Int
    package var state: State
    package var lastError: String?

    package init(
        contact: ContactKey,
        seq: Int64,
        lane: Lane,
        destination: String,
        n: Int,
        epoch: Int,
        isBots: Bool = true,
        key: String,
        kind: String,
        payload: [UInt8],
        after: Int64? = nil,
        due: Timestamp,
        lease: Timestamp? = nil,
        attempts: Int = 0,
        state: State = .due,
        lastError: String? = nil
    ) {
        self.contact = contact
        self.seq = seq
        self.lane = lane
        self.destination = destination
        self.n = n
        self.epoch = epoch
        self.isBots = isBots
        self.key = key
        self.kind = kind
        self.payload = payload
        self.after = after
        self.due = due
        self.lease = lease
        self.attempts = attempts
        self.state = state
        self.lastError = lastError
    }
}

/// Where rows wait to go.
package struct DueDestination: Hashable, Sendable {
    package var lane: OutboxRow.Lane
    package var destination: String

    package init(_ lane: OutboxRow.Lane, _ destination: String) {
        self.lane = lane
        self.destination = destination
    }
}

/// That somebody has a row in hand.
///
/// It changes whenever they say that they still have.
package struct OutboxClaim: Hashable, Sendable {
    package var contact: ContactKey
    package var seq: Int64
    package var lane: OutboxRow.Lane
    package var attempts: Int
    package var lease: Timestamp

    package init(
        contact: ContactKey,
        seq: Int64,
        lane: OutboxRow.Lane,
        attempts: Int,
        lease: Timestamp
    ) {
        self.contact = contact
        self.seq = seq
        self.lane = lane
        self.attempts = attempts
        self.lease = lease
    }
}

extension OutboxRow {
    /// nil where nobody has it in hand.
    package var claim: OutboxClaim? {
        lease.map {
            OutboxClaim(contact: contact, seq: seq, lane: lane, attempts: attempts, lease: $0)
        }
    }
}

/// What came of a claimed row.
package struct Settlement: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        case sent
        /// Again at that moment.
        case again(at: Timestamp, why: String)
        case dead(why: String)
        /// It is still under way, and ours until then.
        case held(until: Timestamp)
    }

    /// Nothing has come of it so far.
    package var isStillUnderWay: Bool {
        if case .held = outcome { true } else { false }
    }

    package var contact: ContactKey
    package var seq: Int64
    /// Of the row: whoever was erased and comes back has another row of that number.
    package var key: String
    /// Of the claim: who lost their lease settles nothing.
    package var attempts: Int
    package var outcome: Outcome
    package var at: Timestamp

    package init(_ row: OutboxRow, _ outcome: Outcome, at: Timestamp) {
        contact = row.contact
        seq = row.seq
        key = row.key
        attempts = row.attempts
        self.outcome = outcome
        self.at = at
    }
}
