/// Names something that reached a contact's conversation, once for all time.
package struct MessageKey: Hashable, Sendable {
    /// Who named it: no source can use up the names of another.
    package enum Source: String, CaseIterable, Hashable, Sendable {
        /// The gateway.
        case inbound = "in"
        case timer
        /// The result of a call.
        case action
        case desk
        /// The runtime itself, in the place of what it does not process.
        case quarantine
    }

    package var source: Source
    package var id: String

    /// Bytes of an ID; what channels send is far shorter.
    package static let longestID = 256

    /// Whether something that is named from outside may be called that: any store can hold it in a key.
    package static func isID(_ text: String) -> Bool {
        (1...longestID).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }

    package init(_ source: Source, _ id: String) {
        self.source = source
        self.id = id
    }
}

/// What a store knows of a message that came before.
package struct KnownMessage: Hashable, Sendable {
    /// SHA-256 of its body: the same ID with another body is another message.
    package var bodyHash: [UInt8]
    /// The turn that processed it.
    package var rev: Int64

    package init(bodyHash: [UInt8], rev: Int64) {
        self.bodyHash = bodyHash
        self.rev = rev
    }
}
