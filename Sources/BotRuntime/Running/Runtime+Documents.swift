import Values

/// What belongs to a tenant rather than to a contact.
extension Runtime {
    /// The moment by the clock of the runtime.
    package var now: Timestamp { clock.now }

    package func documents(
        ofTenant tenant: String,
        kind: String
    ) async throws(RuntimeError) -> [Document] {
        try await stored { () async throws(StoreError) in
            try await engine.documents(tenant, kind)
        }
    }

    package func document(
        ofTenant tenant: String,
        kind: String,
        id: String
    ) async throws(RuntimeError) -> Document? {
        try await stored { () async throws(StoreError) in
            try await engine.document(tenant, kind, id)
        }
    }

    /// - Returns: Whether it was written: its revision was one above the one that was there.
    package func put(_ document: Document) async throws(RuntimeError) -> Bool {
        try await stored { () async throws(StoreError) in try await engine.put(document) }
    }

    /// - Returns: Whether it was there with that revision.
    package func remove(_ document: Document) async throws(RuntimeError) -> Bool {
        try await stored { () async throws(StoreError) in try await engine.remove(document) }
    }
}
