import Crypto
import Synchronization

/// What signed messages were about, by their IDs: an ID is that of one message of an account, to
/// whichever of its contacts.
///
/// Kept in memory, by each process for itself, for as long as a signature holds: whoever has read a
/// signed message cannot send it to another contact, nor others in its name. A process that was begun
/// anew has forgotten it; the contact's own conversation never does.
final class WebhookIDs: Sendable {
    /// A signature may be as far ahead of our clock as behind it.
    private static let span = Duration.seconds(2 * StandardWebhook.tolerance)
    /// Messages of one half of the memory: some 30 MB.
    private static let most = 500_000

    private struct Name: Hashable {
        let high, low: UInt64
    }

    private struct State {
        var young: [Name: UInt64] = [:]
        var old: [Name: UInt64] = [:]
        var turned = ContinuousClock.now
    }

    private let state = Mutex(State())

    /// Whether a message may be taken.
    ///
    /// - Parameters:
    ///   - id: As it was signed.
    ///   - account: Whose.
    ///   - message: What it is about, and its body.
    ///   - now: For the tests.
    /// - Returns: Whether its ID is new, or was that of the same message.
    func takes(
        _ id: String,
        of account: String,
        _ message: [UInt8],
        at now: ContinuousClock.Instant = .now
    ) -> Bool {
        let digest = SHA256.digest(of: Array("\(account) \(id)".utf8))
        let name = Name(high: Self.bits(digest[0..<8]), low: Self.bits(digest[8..<16]))
        let meaning = Self.bits(SHA256.digest(of: message)[0..<8])
        return state.withLock { state in
            if state.turned.duration(to: now) >= Self.span || state.young.count >= Self.most {
                (state.old, state.young, state.turned) = (state.young, [:], now)
            }
            if let known = state.young[name] ?? state.old[name] { return known == meaning }
            state.young[name] = meaning
            return true
        }
    }

    private static func bits(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
