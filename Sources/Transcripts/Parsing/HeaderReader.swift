import Diagnostics
import Foundation
import Messages
import Text
import Values

/// `channel: sms      contact: +14155550101      now: 2026-03-02T10:00:00Z`.
enum HeaderReader {
    private static let keys = [
        "channel", "channels", "capabilities", "contact", "now", "language", "languages",
        "verified", "reviewed", "time_zone", "secrets",
    ]

    /// A word and a colon: no other line of a transcript begins so.
    static func isHeader(_ line: Substring) -> Bool {
        let name = line.prefix { $0.isLetter || $0 == "_" }
        return !name.isEmpty && line[name.endIndex...].first == ":"
    }

    static func read(
        _ line: LineReader,
        into header: inout TranscriptHeader,
        problems: inout [Diagnostic]
    ) {
        for pair in pairs(line.text[...]) {
            let name = pair.prefix { $0 != ":" }
            guard name.endIndex < pair.endIndex else {
                problems.append(
                    line.error(
                        "bad-header",
                        at: pair,
                        "'\(pair)' has no name",
                        hint: "write 'name: value', with two blanks before the next name"
                    )
                )
                continue
            }
            let value = pair[pair.index(after: name.endIndex)...].trimmedPart
            if let problem = set(name, value, line, &header) { problems.append(problem) }
        }
    }

    /// Separated by two blanks or more.
    private static func pairs(_ text: Substring) -> [Substring] {
        var parts: [Substring] = []
        var start = text.startIndex
        var index = text.startIndex
        while index < text.endIndex {
            let blanks = text[index...].prefix(while: \.isWhitespace)
            if blanks.count >= 2 || blanks.contains("\t") {
                parts.append(text[start..<index])
                start = blanks.endIndex
            }
            index = blanks.isEmpty ? text.index(after: index) : blanks.endIndex
        }
        parts.append(text[start...])
        return parts.filter { !$0.isEmpty }
    }

    private static func set(
        _ name: Substring,
        _ value: Substring,
        _ line: LineReader,
        _ header: inout TranscriptHeader
    ) -> Diagnostic? {
        let text = String(value)
        switch name {
        case "channel", "channels":
            for part in value.split(separator: ",") {
                let word = part.trimmedPart
                guard let channel = Channel(rawValue: String(word)) else {
                    return line.unknownChannel(word)
                }
                if !header.channels.contains(channel) { header.channels.append(channel) }
            }
        case "capabilities": header.capabilities = text
        case "contact": header.contact = text
        case "language", "languages":
            for part in value.split(separator: ",") {
                let tag = String(part.trimmedPart)
                guard LanguageTag.isKnown(tag) else {
                    return line.error(
                        "bad-language",
                        at: part.trimmedPart,
                        "'\(tag)' is not the tag of a language",
                        hint: LanguageTag.meant(by: tag).map { "did you mean '\($0)'?" }
                            ?? "write a tag such as en, es or pt-BR"
                    )
                }
                if !header.languages.contains(tag) { header.languages.append(tag) }
            }
        case "time_zone":
            guard TimeZone(identifier: text) != nil else {
                return line.error(
                    "unknown-time-zone",
                    at: value,
                    "there is no time zone '\(value)'",
                    hint: "write its name like America/New_York"
                )
            }
            header.timeZone = text
        case "now":
            guard let now = Timestamp(text) else {
                return line.error(
                    "bad-time",
                    at: value,
                    "'\(value)' is no moment",
                    hint: "write it like 2026-03-02T10:00:00Z"
                )
            }
            header.now = now
        case "secrets":
            for part in value.splitAtSemicolons {
                guard let (slot, secret) = part.assignment, !slot.isEmpty, !secret.isEmpty else {
                    return line.error(
                        "bad-value",
                        at: value,
                        "'\(part)' is no value of a secure slot",
                        hint: "write it like: secrets: passcode = 271828"
                    )
                }
                header.secrets[String(slot)] = secret.unquoted
            }
        case "verified":
            guard value == "yes" || value == "no" else {
                return line.error(
                    "bad-value",
                    at: value,
                    "verified is yes or no, not '\(value)'",
                    hint: "write 'verified: no' for a customer whose identity is not proven"
                )
            }
            header.isVerified = value == "yes"
        case "reviewed":
            guard value == "no" else {
                return line.error(
                    "bad-value",
                    at: value,
                    "what is reviewed needs no mark",
                    hint: "take 'reviewed' out, or write 'reviewed: no' for a draft"
                )
            }
            header.isReviewed = false
        default:
            return line.error(
                "unknown-key",
                at: name,
                "a transcript has no '\(name)'",
                hint: nearest(to: String(name), in: keys).map { "did you mean '\($0)'?" }
                    ?? "it has \(keys.joined(separator: ", "))"
            )
        }
        return nil
    }
}
