import Crypto
import Synchronization
import Values

/// The tokens that are known, by their hashes: nobody can read one from it.
final class TokenBook: Sendable {
    /// Where a token comes from: each source is replaced whole.
    enum Source: Hashable, Sendable {
        case configuration
        /// Made over HTTP, kept in the store.
        case store
    }

    struct Holder: Hashable, Sendable {
        var principal: Principal
        /// nil: it does not expire.
        var expires: Timestamp?
        /// When it was last shown here.
        var used: Timestamp?
    }

    private struct Shelf: Hashable {
        let tenant: String
        let source: Source
    }

    /// By the SHA-256 of the token.
    private typealias Holders = [[UInt8]: Holder]

    private struct State {
        var holders: Holders = [:]
        var shelves: [Shelf: Set<[UInt8]>] = [:]
        /// Tenants out of service: what the store has of them is not taken.
        var withdrawn: Set<String> = []

        mutating func put(_ holders: Holders, on shelf: Shelf) {
            for hash in shelves[shelf] ?? [] where holders[hash] == nil {
                self.holders[hash] = nil
            }
            for (hash, holder) in holders {
                var holder = holder
                holder.used = self.holders[hash]?.used ?? holder.used
                self.holders[hash] = holder
            }
            shelves[shelf] = Set(holders.keys)
        }
    }

    private let state = Mutex(State())
    private let now: @Sendable () -> Timestamp

    init(now: @escaping @Sendable () -> Timestamp) { self.now = now }

    static func hash(_ token: String) -> [UInt8] { SHA256.digest(of: Array(token.utf8)) }

    func add(_ principal: Principal, token: String) {
        let hash = Self.hash(token)
        state.withLock { state in
            state.holders[hash] = Holder(principal: principal)
            state.shelves[
                Shelf(tenant: principal.tenant, source: .configuration),
                default: []
            ].insert(hash)
        }
    }

    /// What a tenant has from a source is this from now on, and nothing else.
    func replace(_ source: Source, ofTenant tenant: String, with holders: [[UInt8]: Holder]) {
        state.withLock { state in
            switch source {
            case .configuration: state.withdrawn.remove(tenant)
            case .store: guard !state.withdrawn.contains(tenant) else { return }
            }
            state.put(holders, on: Shelf(tenant: tenant, source: source))
        }
    }

    /// A tenant has no tokens, until the configuration gives it some.
    func withdraw(tenant: String) {
        state.withLock { state in
            for source in [Source.configuration, .store] {
                state.put([:], on: Shelf(tenant: tenant, source: source))
            }
            state.withdrawn.insert(tenant)
        }
    }

    func holders(_ source: Source, ofTenant tenant: String) -> [[UInt8]: Holder] {
        state.withLock { state in
            let hashes = state.shelves[Shelf(tenant: tenant, source: source)] ?? []
            return state.holders.filter { hashes.contains($0.key) }
        }
    }

    /// Who holds the token of an `Authorization` header.
    ///
    /// Hashes are looked up, not compared: how long it takes tells nothing of a token.
    func principal(_ header: String?) -> Principal? {
        guard let header, header.utf8.count <= 512 else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        let hash = SHA256.digest(of: Array(parts[1].utf8))
        let now = now()
        return state.withLock { state in
            guard let holder = state.holders[hash], holder.expires.map({ $0 > now }) ?? true else {
                return nil
            }
            state.holders[hash]?.used = now
            return holder.principal
        }
    }
}
