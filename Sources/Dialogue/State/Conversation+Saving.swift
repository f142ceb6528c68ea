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
    package func saved() -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else {
            preconditionFailure("a conversation holds nothing that does not encode")
        }
        return data
    }

    package init(saved data: Data) throws(LoadingError) {
        let decoder = JSONDecoder()
        struct Header: Decodable { let version: Int }
        do {
            let header = try decoder.decode(Header.self, from: data)
            guard header.version <= Self.currentVersion else {
                throw LoadingError.newer(version: header.version)
            }
            self = try decoder.decode(Conversation.self, from: data)
        } catch let error as LoadingError {
            throw error
        } catch {
            throw .broken(String(describing: error))
        }
    }
}
