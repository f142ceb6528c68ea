/// One file of a bot's folder.
package struct BotFile: Hashable, Sendable {
    /// Relative to the folder, with `/`: `records/cards.yaml`.
    package let path: String
    package let bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    package init(path: String, text: String) {
        self.init(path: path, bytes: Array(text.utf8))
    }

    /// What a file is by its place in the folder; nil for what says nothing about topics.
    enum Role: Hashable {
        case bot, actions
        case table(String)
        case topic(String)
        /// A language's tag.
        case catalogue(String)
    }

    var role: Role? {
        if path.hasPrefix("languages/"), path.hasSuffix(".po") {
            let tag = path.dropFirst("languages/".count).dropLast(".po".count)
            return tag.contains("/") ? nil : .catalogue(String(tag))
        }
        guard path.hasSuffix(".yaml") else { return nil }
        let parts = path.dropLast(5).split(separator: "/", omittingEmptySubsequences: false)
        switch parts.count {
        case 1 where parts[0] == "bot": return .bot
        case 1 where parts[0] == "actions": return .actions
        case 1: return .topic(String(parts[0]))
        case 2 where parts[0] == "records": return .table(String(parts[1]))
        default: return nil
        }
    }
}

/// A hash over the files that decide what a bot does, the same on every machine.
///
/// - Returns: 16 hexadecimal digits.
///
/// Source: Fowler, Noll and Vo, FNV-1a with 64 bits: offset basis 14695981039346656037, prime
/// 1099511628211.
func fingerprint(of files: [BotFile]) -> String {
    var hash: UInt64 = 14_695_981_039_346_656_037
    func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
    for file in files.sorted(by: { $0.path < $1.path }) where file.role != nil {
        file.path.utf8.forEach(mix)
        // No path and no text holds it, so that two files never read as one.
        mix(0xFF)
        file.bytes.forEach(mix)
        mix(0xFF)
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
}
