import Dialogue

/// What people outside of the bot may see of conversations.
extension Runtime {
    /// Whether a contact's conversation is people's: somebody has it or is to have it, lets the bot run
    /// a topic in it, or owes the customer a call.
    ///
    /// - Parameters:
    ///   - contact: Whose.
    ///   - id: Of an event of the desk: one that was taken before may come again, whatever has become
    ///     of the conversation since.
    /// - Returns: Whether who works at a desk may reach it.
    /// - Throws: Why it cannot be read.
    package func isWithPeople(
        _ contact: ContactKey,
        orKnows id: String? = nil
    ) async throws(RuntimeError) -> Bool {
        let loaded = try await stored { () async throws(StoreError) in
            try await engine.load(contact, id.map { MessageKey(.desk, $0) })
        }
        guard loaded.known == nil else { return true }
        guard let row = loaded.row, let facts = StoredFacts(bytes: row.facts) else { return false }
        let conversation = try SealedPlace(contact, since: facts.since, key: key).open(row)
        return switch conversation.owner {
        case .queue, .agent: true
        case .bot:
            conversation.desk.startedBy != nil
                || conversation.interactions.contains { $0.linkedTo != nil && $0.closed == nil }
        case .nobody:
            conversation.interactions.contains { $0.linkedTo != nil && $0.closed == nil }
        }
    }
}
