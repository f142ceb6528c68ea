import Crypto
import Foundation

/// Whether a key is the one that what a store keeps was sealed with.
///
/// A store that was used has a value that is sealed with its key: whoever begins with another is told
/// before anything is taken that nobody could read later.
package struct KeyCheck: Sendable {
    private static let kind = "key"
    private static let id = "check"
    private static let place = "the key of this store"
    private static let value = Data("sealed with the key of this store".utf8)

    private let engine: any StorageEngine
    private let tenants: [String]

    /// - Parameters:
    ///   - engine: The store.
    ///   - tenants: Whose conversations may be in a store that has no such value yet.
    package init(_ engine: any StorageEngine, tenants: [String]) {
        self.engine = engine
        self.tenants = tenants
    }

    /// Whether nothing was ever sealed in the store.
    package func isNew() async throws(StoreError) -> Bool {
        if try await engine.document("", Self.kind, Self.id) != nil { return false }
        return try await sealed() == nil
    }

    /// Whether a key fits; leaves a value for whoever asks later.
    package func fits(_ key: SealingKey) async throws(StoreError) -> Bool {
        if let document = try await engine.document("", Self.kind, Self.id) {
            return key.open(Data(document.body), at: Self.place) == Self.value
        }
        if let (contact, row) = try await sealed() {
            guard let facts = StoredFacts(bytes: row.facts),
                (try? SealedPlace(contact, since: facts.since, key: key).open(row)) != nil
            else { return false }
        }
        let document = Document(
            tenant: "",
            kind: Self.kind,
            id: Self.id,
            rev: 1,
            body: Array(key.seal(Self.value, at: Self.place))
        )
        if try await engine.put(document) { return true }
        // Another process was quicker, maybe with another key.
        return try await fits(key)
    }

    /// A contact that something is sealed of.
    private func sealed() async throws(StoreError) -> (ContactKey, ContactRow)? {
        for tenant in tenants {
            let found = try await engine.contacts(ofTenant: tenant, after: nil, limit: 1)
            if let first = found.first { return first }
        }
        return nil
    }
}
