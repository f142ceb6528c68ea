import Foundation
import Values

/// Keeps what nobody may read where a conversation is stored.
///
/// The shell has the key. The core only says what is kept: a turn sees no key and no cipher.
package protocol Sealing: Sendable {
    /// Equal contents at equal places give equal bytes, so that equal states are equal bytes.
    func seal(_ content: Data, at place: String) -> Data

    /// nil where it was sealed with another key or for another place, or is damaged.
    func open(_ sealed: Data, at place: String) -> Data?
}

/// The value of a secure slot.
///
/// It stands beside the answers, where only arguments and its own checks look for it; among the
/// answers themselves stands `standIn`. It is saved sealed, and without a key not at all.
package struct Secret: Hashable, Sendable {
    enum Content: Hashable, Sendable {
        case held(Value)
        /// Everything that needed it has used it.
        case spent
        /// It was saved without a key, or with another one.
        case lost
    }

    /// What everybody sees in its place.
    package static let standIn = Value.string("•••")

    /// Another answer has another mark: a fingerprint is made of it, as one made of the value
    /// could be tried out.
    let mark: Int
    var content: Content

    init(_ value: Value, mark: Int) {
        content = .held(value)
        self.mark = mark
    }

    var value: Value? {
        if case .held(let value) = content { value } else { nil }
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "•••" }
    package var debugDescription: String { "•••" }
    /// No dump shows what is inside.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension Secret: Codable {
    private enum Key: String, CodingKey { case mark, sealed, spent }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        mark = try container.decode(Int.self, forKey: .mark)
        if try container.decodeIfPresent(Bool.self, forKey: .spent) ?? false {
            content = .spent
        } else {
            let sealed = try container.decodeIfPresent(Data.self, forKey: .sealed)
            let value = sealed.flatMap { decoder.opened($0, as: [Value].self) }?.first
            content = value.map { .held($0) } ?? .lost
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(mark, forKey: .mark)
        switch content {
        // In a list, as a value alone is no document of JSON to every reader.
        case .held(let value):
            try container.encodeIfPresent(try encoder.sealed([value]), forKey: .sealed)
        case .spent: try container.encode(true, forKey: .spent)
        case .lost: break
        }
    }
}

/// What the customer said and nobody has used yet.
///
/// Where a secret may be among the words, they are saved as one.
package struct Overheard: Hashable, Sendable {
    package let words: String
    package let mayHoldSecret: Bool

    package init(_ words: String, mayHoldSecret: Bool) {
        self.words = words
        self.mayHoldSecret = mayHoldSecret
    }
}

extension Overheard: Codable {
    private enum Key: String, CodingKey { case sealed }

    package init(from decoder: any Decoder) throws {
        if let words = try? decoder.singleValueContainer().decode(String.self) {
            self.init(words, mayHoldSecret: false)
            return
        }
        let container = try decoder.container(keyedBy: Key.self)
        let sealed = try container.decodeIfPresent(Data.self, forKey: .sealed)
        let words = sealed.flatMap { decoder.opened($0, as: [String].self) }?.first
        // Words that cannot be read were not said: what they answered is asked.
        self.init(words ?? "", mayHoldSecret: true)
    }

    package func encode(to encoder: any Encoder) throws {
        guard mayHoldSecret else {
            var container = encoder.singleValueContainer()
            return try container.encode(words)
        }
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(try encoder.sealed([words]), forKey: .sealed)
    }
}

extension Overheard: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { mayHoldSecret ? "•••" : words }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// The key under which a conversation is being saved or loaded.
struct SealingContext: Sendable {
    let sealing: any Sealing
    /// The conversation: what is sealed in one opens in no other.
    let place: String

    static let key: CodingUserInfoKey = {
        guard let key = CodingUserInfoKey(rawValue: "sealing") else {
            preconditionFailure("any text is a key")
        }
        return key
    }()
}

extension Encoder {
    /// Sealed bytes; nil where there is no key, so that nothing is kept.
    func sealed(_ content: some Encodable) throws -> Data? {
        guard let context = userInfo[SealingContext.key] as? SealingContext else { return nil }
        return context.sealing.seal(Data(try CodedJSON.bytes(of: content)), at: context.place)
    }
}

extension Decoder {
    /// What was sealed; nil where it cannot be opened.
    func opened<Content: Decodable>(_ sealed: Data, as type: Content.Type) -> Content? {
        guard let context = userInfo[SealingContext.key] as? SealingContext,
            let content = context.sealing.open(sealed, at: context.place)
        else { return nil }
        return try? CodedJSON.value(type, from: content)
    }
}
