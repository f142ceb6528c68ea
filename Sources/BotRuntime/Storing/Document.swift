import Values

/// Something small that belongs to a tenant rather than to a contact: a token, an agent's presence,
/// an offer, which bot an account has.
///
/// Written only where it is as it was read.
package struct Document: Hashable, Sendable {
    package var tenant: String
    package var kind: String
    package var id: String
    /// Counts its changes, from 1.
    package var rev: Int64
    package var body: [UInt8]

    package init(tenant: String, kind: String, id: String, rev: Int64, body: [UInt8]) {
        self.tenant = tenant
        self.kind = kind
        self.id = id
        self.rev = rev
        self.body = body
    }
}

/// A line of the book of what people did who may do much; each is bound to the one before it.
package struct AuditEntry: Hashable, Sendable {
    package var tenant: String
    /// Counts the tenant's, from 1, without a gap.
    package var seq: Int64
    package var at: Timestamp
    /// JSON: who, what, to what.
    package var body: [UInt8]
    /// The hash of the entry before; empty for the first.
    package var previousHash: [UInt8]
    package var hash: [UInt8]

    package init(
        tenant: String,
        seq: Int64,
        at: Timestamp,
        body: [UInt8],
        previousHash: [UInt8],
        hash: [UInt8]
    ) {
        self.tenant = tenant
        self.seq = seq
        self.at = at
        self.body = body
        self.previousHash = previousHash
        self.hash = hash
    }
}
