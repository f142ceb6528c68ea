/// Where a customer writes.
public enum Channel: String, CaseIterable, Hashable, Sendable, Codable {
    case apple, whatsapp, sms, web

    /// The subtype under which an interaction on this channel is filed.
    public var subtype: String {
        switch self {
        case .apple: "Apple"
        case .whatsapp: "WhatsApp"
        case .sms: "SMS"
        case .web: "Web"
        }
    }

    /// Whether customers can see that an answer is being written.
    package var showsTyping: Bool {
        switch self {
        case .apple, .whatsapp, .web: true
        case .sms: false
        }
    }
}

/// What a device can show beyond text.
///
/// The names are those of Apple's `capability-list`, with the other channels' beside them.
public enum Capability: String, CaseIterable, Hashable, Sendable, Codable, Comparable {
    case quick, list, time, form, auth, auth2, app, location, media

    public static func < (one: Capability, other: Capability) -> Bool {
        one.rawValue < other.rawValue
    }
}

/// What one device on one channel can show, and how much of it.
public struct ChannelProfile: Hashable, Sendable, Codable {
    public let channel: Channel
    public let capabilities: Set<Capability>

    public init(channel: Channel, capabilities: Set<Capability>? = nil) {
        self.channel = channel
        self.capabilities = capabilities ?? Self.usual(on: channel)
    }

    /// Reads a list such as `QUICK,LIST,TIME`, upper or lower case, also with `%2C` as a gateway
    /// relays it.
    ///
    /// Unknown names are left out, because a newer device may send more.
    public init(channel: Channel, capabilityList: String) {
        let names = capabilityList.lowercased().split { $0 == "," || $0 == " " }
            .flatMap { $0.split(separator: "%2c") }
        let known = names.compactMap { Capability(rawValue: String($0)) }
        self.init(channel: channel, capabilities: Set(known))
    }

    public func has(_ capability: Capability) -> Bool { capabilities.contains(capability) }

    /// What a device on the channel can do as a rule, where it has not said.
    public static func usual(on channel: Channel) -> Set<Capability> {
        switch channel {
        case .apple: [.quick, .list, .time, .form, .auth2, .app, .media]
        case .whatsapp: [.quick, .list, .location, .media]
        case .sms: []
        case .web: [.quick, .list, .time, .form, .auth, .location, .media]
        }
    }

    private enum Key: String, CodingKey { case channel, capabilities }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            channel: try container.decode(Channel.self, forKey: .channel),
            capabilities: Set(try container.decode([Capability].self, forKey: .capabilities))
        )
    }

    /// Capabilities go in one order, so that equal profiles are equal bytes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(channel, forKey: .channel)
        try container.encode(capabilities.sorted(), forKey: .capabilities)
    }

    public var limits: ChannelLimits { ChannelLimits.of(channel) }

    /// Options of one message: rows of a list, or numbered lines where the device has no lists.
    public var rowsOfAPage: Int {
        has(.list) ? limits.rows : min(limits.rows, ChannelLimits.of(.sms).rows)
    }
}

/// How much a channel shows before it cuts or refuses.
///
/// Source: the channels' own documentation: Apple's quick reply takes 2 to 5 items of 24
/// characters; WhatsApp's reply buttons 3 of 20, its lists 10 rows of 24 with 72 of description,
/// a text 4,096; an SMS part 160 GSM-7 characters alone and 153 in a chain, three of them being
/// what a reader bears.
public struct ChannelLimits: Hashable, Sendable {
    /// Characters of one text message.
    public let text: Int
    /// Options shown as buttons.
    public let buttons: ClosedRange<Int>?
    /// Characters of a button's label.
    public let buttonTitle: Int
    /// Rows of a list on one page.
    public let rows: Int
    /// Characters of a row's title.
    public let rowTitle: Int
    /// Characters under a row's title.
    public let rowSubtitle: Int
    /// Characters of the heading over some rows.
    public let sectionTitle: Int

    public static func of(_ channel: Channel) -> ChannelLimits {
        switch channel {
        case .apple:
            ChannelLimits(
                text: 2000,
                buttons: 2...5,
                buttonTitle: 24,
                rows: 20,
                rowTitle: 85,
                rowSubtitle: 400,
                sectionTitle: 85
            )
        case .whatsapp:
            ChannelLimits(
                text: 4096,
                buttons: 1...3,
                buttonTitle: 20,
                rows: 10,
                rowTitle: 24,
                rowSubtitle: 72,
                sectionTitle: 24
            )
        case .sms:
            ChannelLimits(
                text: 459,
                buttons: nil,
                buttonTitle: 0,
                rows: 9,
                rowTitle: 60,
                rowSubtitle: 60,
                sectionTitle: 60
            )
        case .web:
            ChannelLimits(
                text: 10_000,
                buttons: 1...5,
                buttonTitle: 40,
                rows: 50,
                rowTitle: 100,
                rowSubtitle: 400,
                sectionTitle: 100
            )
        }
    }
}
