import Dialogue
import Messages
import Values

/// What is kept of who writes, between turns.
struct StoredFacts: Hashable, Sendable {
    var facts = ContactFacts()
    /// When the contact first wrote: whoever was erased and comes back is another, whose calls have
    /// other keys.
    var since: Timestamp
    /// The highest number of a message that was taken; nil: none had one.
    var order: Int64?
    /// How many digits each of the customer's last messages had, the newest last: together they may
    /// be a card's number.
    private var digits: [Int] = []
    /// What a later version of this program has written and this one does not know.
    private var unread: [String: JSON] = [:]

    init(since: Timestamp) { self.since = since }

    /// - Returns: nil where the bytes are not what `bytes` makes.
    init?(bytes: [UInt8]) {
        guard let json = try? JSON(parsing: bytes), let fields = json.object,
            let since = json["since"]?.int
        else { return nil }
        self.since = Timestamp(milliseconds: Int64(since))
        order = json["order"]?.int.map { Int64($0) }
        facts = ContactFacts(
            capabilities: json["capabilities"]?.string,
            locale: json["locale"]?.string,
            region: json["region"]?.string,
            timeZone: json["time_zone"]?.string,
            name: json["name"]?.string,
            subject: json["subject"]?.string,
            verifiedUntil: json["verified_until"]?.int.map {
                Timestamp(milliseconds: Int64($0))
            }
        )
        digits = (json["digits"]?.array ?? []).compactMap(\.int)
        unread = fields.filter { !Self.names.contains($0.key) }
    }

    private static let names: Set = [
        "since", "order", "capabilities", "locale", "region", "time_zone", "name", "subject",
        "verified_until", "digits",
    ]

    var bytes: [UInt8] {
        let known: [String: JSON?] = [
            "since": .int(since.milliseconds), "order": order.map(JSON.int),
            "capabilities": facts.capabilities.map(JSON.string),
            "locale": facts.locale.map(JSON.string),
            "region": facts.region.map(JSON.string),
            "time_zone": facts.timeZone.map(JSON.string),
            "name": facts.name.map(JSON.string), "subject": facts.subject.map(JSON.string),
            "verified_until": facts.verifiedUntil.map { .int($0.milliseconds) },
            "digits": digits.isEmpty ? nil : .array(digits.map { .int(Int64($0)) }),
        ]
        return JSON.object(known.compactMapValues(\.self).merging(unread) { mine, _ in mine }).bytes
    }

    /// A message of that number was taken.
    mutating func take(order number: Int64?) {
        guard let number else { return }
        order = max(order ?? 0, number)
    }

    /// A message with so many digits was taken; those without any count for nothing.
    mutating func take(digits count: Int) {
        guard count > 0 else { return }
        digits = (digits + [count]).suffix(SplitCardNumber.mostMessages - 1)
    }

    /// Whether a message with so many digits may complete a card's number that was begun before it.
    func mayComplete(with count: Int) -> Bool {
        count > 0 && !digits.isEmpty
            && digits.reduce(count, +) >= CardNumbers.lengths.lowerBound
    }

    mutating func take(_ new: ContactFacts) {
        // These stand in the open where a contact is read.
        facts.capabilities = new.capabilities.map { CardNumbers.masking($0) } ?? facts.capabilities
        facts.locale = new.locale ?? facts.locale
        facts.region = new.region.map { CardNumbers.masking($0) } ?? facts.region
        facts.timeZone = new.timeZone ?? facts.timeZone
        facts.name = new.name.map { CardNumbers.masking($0) } ?? facts.name
        facts.subject = new.subject ?? facts.subject
        facts.verifiedUntil = new.verifiedUntil ?? facts.verifiedUntil
    }

    func profile(on channel: Channel) -> ChannelProfile {
        guard let list = facts.capabilities else { return ChannelProfile(channel: channel) }
        return ChannelProfile(channel: channel, capabilityList: list)
    }

    func contact(_ key: ContactKey, at now: Timestamp) -> Contact {
        Contact(
            id: key.user,
            subject: facts.subject,
            verified: facts.subject != nil && (facts.verifiedUntil.map { $0 > now } ?? false),
            locale: facts.locale,
            region: facts.region,
            timeZone: facts.timeZone,
            name: facts.name
        )
    }
}
