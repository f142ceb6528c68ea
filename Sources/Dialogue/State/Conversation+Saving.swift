import Foundation

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
        let encoder = JSONEncoder()
        if let sealing {
            encoder.userInfo[SealingContext.key] = SealingContext(sealing: sealing, place: id)
        }
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else {
            preconditionFailure("a conversation holds nothing that does not encode")
        }
        return data
    }

    package init(saved data: Data, sealing: (any Sealing)? = nil) throws(LoadingError) {
        let decoder = JSONDecoder()
        struct Header: Decodable {
            let version: Int
            let contact: String
            let ordinal: Int
        }
        do {
            let header = try decoder.decode(Header.self, from: data)
            guard header.version <= Self.currentVersion else {
                throw LoadingError.newer(version: header.version)
            }
            if let sealing {
                decoder.userInfo[SealingContext.key] = SealingContext(
                    sealing: sealing,
                    place: Self.id(header.contact, header.ordinal)
                )
            }
            self = try decoder.decode(Conversation.self, from: data)
            guard isPlausible else { throw LoadingError.broken("counts that nothing reaches") }
        } catch let error as LoadingError {
            throw error
        } catch {
            throw .broken(String(describing: error))
        }
    }
}
