import Values

/// How long things are kept.
public struct RetentionPeriods: Hashable, Sendable {
    /// The IDs of messages: longer than any gateway sends one again; Meta does for 7 days.
    public var messages = TimeSpan(seconds: 14 * 86_400)
    /// What was sent.
    public var outbox = TimeSpan(seconds: 3600)
    public var transcripts = TimeSpan(seconds: 90 * 86_400)
    /// Contacts that have not written.
    public var contacts = TimeSpan(seconds: 365 * 86_400)

    public init() {}

    /// Before when things are too old at a moment.
    func cut(at now: Timestamp) -> RetentionCut {
        func before(_ span: TimeSpan) -> Timestamp {
            Timestamp(milliseconds: now.milliseconds - span.seconds * 1000)
        }
        return RetentionCut(
            messages: before(messages),
            outbox: before(outbox),
            transcripts: before(transcripts),
            contacts: before(contacts)
        )
    }
}
