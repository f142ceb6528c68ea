import Foundation
import Values

extension Conversation {
    /// Why a saved conversation cannot be read.
    package enum LoadingError: Error, Hashable {
        /// Cut off or damaged.
        case broken(String)
        /// Saved by a later version of this program.
        case newer(version: Int)
    }

    /// The state as it is stored: JSON with sorted keys, so that equal states are equal bytes.
    ///
    /// Secure answers, and words that may hold one, are in it only as `sealing` keeps them. Without
    /// it they are absent: whoever loads the state asks for them again.
    package func saved(sealing: (any Sealing)? = nil) -> Data {
        do {
            let bytes = try CodedJSON.bytes(of: self, userInfo: Self.context(sealing, id))
            return Data(unread.isEmpty ? bytes : try unread.added(to: bytes))
        } catch {
            preconditionFailure("a conversation holds nothing that does not encode: \(error)")
        }
    }

    /// Reads a state; what it has that this version of the program does not know stays with it.
    package init(
        saved bytes: some ContiguousBytes,
        sealing: (any Sealing)? = nil
    ) throws(LoadingError) {
        do {
            self = try CodedJSON.reading(bytes) { document in
                let header = try document.value(Header.self)
                guard header.version <= Self.currentVersion else {
                    throw LoadingError.newer(version: header.version)
                }
                let id = Self.id(header.contact, header.ordinal)
                var conversation = try document.value(
                    Conversation.self,
                    userInfo: Self.context(sealing, id)
                )
                conversation.unread = try document.unread(besides: {
                    try CodedJSON.bytes(of: conversation, userInfo: Self.context(sealing, id))
                })
                return conversation
            }
        } catch let error as LoadingError {
            throw error
        } catch {
            throw .broken(String(describing: error))
        }
        guard isPlausible else { throw .broken("counts that nothing reaches") }
    }

    private static func context(
        _ sealing: (any Sealing)?,
        _ place: String
    ) -> [CodingUserInfoKey: Any] {
        guard let sealing else { return [:] }
        return [SealingContext.key: SealingContext(sealing: sealing, place: place)]
    }
}

/// What must be known of a state before the rest is read.
private struct Header: Decodable {
    let version: Int
    let contact: String
    let ordinal: Int
}
