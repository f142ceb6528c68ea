import Dialogue
import Messages
import Topics
import Values

/// An event of the simulator: what a channel, a desk or a back end would say, or a wish of whoever
/// plays them.
package struct SimulatedEvent: Hashable, Sendable {
    /// Given twice it is the same event: the same answer again, no second effect.
    package var id: String?
    package var at: Timestamp?
    package var kind: Kind

    static let longestWait = TimeSpan(seconds: 366 * 86_400)

    package init(_ kind: Kind, id: String? = nil, at: Timestamp? = nil) {
        self.id = id
        self.at = at
        self.kind = kind
    }

    package enum Kind: Hashable, Sendable {
        case inbound(Inbound)
        /// Time passes.
        case wait(TimeSpan)
        /// Another conversation.
        case new
        /// Another device.
        case profile(ChannelProfile)
        /// What an action's next call does.
        case stub(Stub)
        /// Whether people are there; for every queue where none is named.
        case people(QueueID?, DeskSnapshot.State)
        /// The place in line and the wait that the next customer gets.
        case line(place: Int?, wait: TimeSpan?)
        /// Whether the contact's identity is proven.
        case verified(Bool)
    }
}

/// What the next call of an action does.
package struct Stub: Hashable, Sendable {
    package var action: ActionName
    package var outcome: CallOutcome
    package var gives: JSON?
    package var after: TimeSpan?

    package init(
        action: ActionName,
        outcome: CallOutcome,
        gives: JSON? = nil,
        after: TimeSpan? = nil
    ) {
        self.action = action
        self.outcome = outcome
        self.gives = gives
        self.after = after
    }
}

extension SimulatedEvent {
    /// Reads a line of `chat --json`.
    ///
    /// - Throws: `InboundError` saying what is missing or of the wrong kind.
    package init(json: JSON, current: ChannelProfile) throws(InboundError) {
        guard let fields = json.object else { throw InboundError("an event is a JSON object") }
        switch fields["id"] {
        case nil, .null?: id = nil
        case .string(let text)?: id = text
        case .int(let number)?: id = String(number)
        default: throw InboundError("id is a string")
        }
        if let text = fields["at"]?.string, fields["desk"] == nil {
            guard let at = Timestamp(text) else {
                throw InboundError("at is a time such as 2026-03-02T10:00:00Z")
            }
            self.at = at
        } else {
            at = nil
        }
        if let wait = fields["wait"], fields["desk"] == nil {
            guard let span = wait.string.flatMap({ TimeSpan($0) }) else {
                throw InboundError("wait is a length of time such as 2h")
            }
            guard span <= Self.longestWait else {
                throw InboundError("wait is at most 366d")
            }
            kind = .wait(span)
        } else if fields["new"] != nil {
            kind = .new
        } else if let profile = fields["profile"] {
            kind = .profile(try Self.profile(profile, current))
        } else if let stub = fields["stub"] {
            kind = .stub(try Self.stub(stub))
        } else if let people = fields["people"] {
            guard let state = people["state"]?.string.flatMap(DeskSnapshot.State.init) else {
                let states = DeskSnapshot.State.allCases.map(\.rawValue).joined(separator: ", ")
                throw InboundError("people.state is one of \(states)")
            }
            kind = .people(people["queue"]?.string.map { QueueID($0) }, state)
        } else if let line = fields["line"] {
            kind = .line(
                place: try Inbound.place(line["place"]),
                wait: line["wait"]?.string.flatMap { TimeSpan($0) }
            )
        } else if let verified = fields["verified"]?.bool {
            kind = .verified(verified)
        } else {
            let own = ["line", "new", "people", "profile", "stub", "verified", "wait"]
            guard fields.keys.contains(where: Inbound.kinds.contains) else {
                let all = (Inbound.kinds + own).sorted().joined(separator: ", ")
                throw InboundError("an event has one of the keys \(all)")
            }
            kind = .inbound(try Inbound(json: json))
        }
    }

    private static func profile(
        _ json: JSON,
        _ current: ChannelProfile
    ) throws(InboundError) -> ChannelProfile {
        var channel = current.channel
        if let name = json["channel"]?.string {
            guard let known = Channel(rawValue: name) else {
                throw InboundError("profile.channel is apple, whatsapp, sms or web")
            }
            channel = known
        }
        if let list = json["capabilities"]?.array {
            return ChannelProfile(
                channel: channel,
                capabilityList: list.compactMap(\.string).joined(separator: ",")
            )
        }
        if let list = json["capabilities"]?.string {
            return ChannelProfile(channel: channel, capabilityList: list)
        }
        return ChannelProfile(channel: channel)
    }

    private static func stub(_ json: JSON) throws(InboundError) -> Stub {
        guard let action = json["action"]?.string else {
            throw InboundError("stub.action is the name of an action")
        }
        guard let outcome = json["outcome"]?.string.flatMap(CallOutcome.init) else {
            throw InboundError("stub.outcome is ok, refused, failed or unknown")
        }
        var after: TimeSpan?
        if let text = json["after"]?.string {
            guard let span = TimeSpan(text) else {
                throw InboundError("stub.after is a length of time such as 3s")
            }
            after = span
        }
        return Stub(
            action: ActionName(action),
            outcome: outcome,
            gives: json["gives"],
            after: after
        )
    }
}
