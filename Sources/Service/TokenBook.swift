import Crypto
import Synchronization

/// The tokens that are known, by their hashes: nobody can read one from it.
final class TokenBook: Sendable {
    private let principals = Mutex<[[UInt8]: Principal]>([:])

    func add(_ principal: Principal, token: String) {
        let hash = SHA256.digest(of: Array(token.utf8))
        principals.withLock { $0[hash] = principal }
    }

    /// Who holds the token of an `Authorization` header.
    ///
    /// Hashes are looked up, not compared: how long it takes tells nothing of a token.
    func principal(_ header: String?) -> Principal? {
        guard let header, header.utf8.count <= 512 else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        let hash = SHA256.digest(of: Array(parts[1].utf8))
        return principals.withLock { $0[hash] }
    }
}
