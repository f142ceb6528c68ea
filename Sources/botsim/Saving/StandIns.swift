import Foundation
import Values

/// Puts made-up values in the place of personal ones: the same each time, and of the same kind, so
/// that a bot takes them alike.
struct StandIns {
    /// What was met, in small letters, and what stands for it.
    private var known: [String: String] = [:]
    /// Names that are known to be somebody's, the longest first.
    private var names: [(name: String, standIn: String)] = []
    private var phones = 0
    private var emails = 0
    private var addresses = 0

    /// A name, whole or in part, that is somebody's wherever it is written.
    mutating func hide(name: String, as standIn: String) {
        guard name.count > 1, name != standIn else { return }
        names.append((name, standIn))
        names.sort { $0.name.count > $1.name.count }
    }

    // MARK: Values of a kind

    mutating func phone(_ text: String) -> String {
        let digits = String(text.filter(\.isNumber))
        // However it is written: a stand-in stays as it is.
        guard !known.values.contains(where: { $0.filter(\.isNumber) == digits }) else {
            return text
        }
        return standIn(for: digits) { standIns in
            standIns.phones += 1
            return "+1 415 555 01" + (standIns.phones < 10 ? "0" : "") + "\(standIns.phones)"
        }
    }

    mutating func email(_ text: String) -> String {
        standIn(for: text) { standIns in
            standIns.emails += 1
            return "customer\(standIns.emails)@mail.example"
        }
    }

    mutating func address(_ text: String) -> String {
        standIn(for: text) { standIns in
            standIns.addresses += 1
            return "\(standIns.addresses) High Street, Springfield"
        }
    }

    /// As many digits, and others.
    private mutating func digits(_ text: String) -> String {
        standIn(for: text) { _ in
            String(text.indices.enumerated().map { Character("\(($0.offset + 1) % 10)") })
        }
    }

    private mutating func standIn(
        for text: String,
        _ make: (inout StandIns) -> String
    ) -> String {
        let key = text.lowercased()
        if let standIn = known[key] { return standIn }
        // What stands for something stands for itself: a text may be read twice.
        if known.values.contains(text) { return text }
        let standIn = make(&self)
        known[key] = standIn
        return standIn
    }

    // MARK: Texts

    private nonisolated(unsafe) static let email = /[\w.+\-]+@[\w\-]+(\.[\w\-]+)+/
    /// A card's number as the server shows it: the last four digits, with dots before.
    private nonisolated(unsafe) static let card = /(•[ .\-]?){8,}[0-9]{4}/
    private nonisolated(unsafe) static let day = /[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+Z?)?/
    private nonisolated(unsafe) static let number = /\+?\(?[0-9][0-9 ().\-]{5,}[0-9]/

    /// A text with everything hidden that looks personal, or is known to be.
    mutating func masking(_ text: String) -> String {
        var text = text
        for (name, standIn) in names {
            text = text.replacingOccurrences(
                of:
                    "(?<![\\p{L}\\p{N}])\(NSRegularExpression.escapedPattern(for: name))(?![\\p{L}\\p{N}])",
                with: NSRegularExpression.escapedTemplate(for: standIn),
                options: [.regularExpression, .caseInsensitive]
            )
        }
        text = replacing(text, Self.email) { $0.email($1) }
        text = text.replacing(Self.card) { _ in "4242 4242 4242 4242" }
        return replacing(text, Self.number) { standIns, found in
            let count = found.count(where: \.isNumber)
            let isWhole = found.allSatisfy(\.isNumber)
            // A day is nobody's; nor is what is too short or too long to be a number of somebody.
            guard count >= 7, found.wholeMatch(of: Self.day) == nil,
                found.filter(\.isNumber) != "4242424242424242"
            else { return found }
            return isWhole && !found.hasPrefix("0") && !found.hasPrefix("+")
                ? standIns.digits(found) : standIns.phone(found)
        }
    }

    private mutating func replacing<Output>(
        _ text: String,
        _ pattern: Regex<Output>,
        _ standIn: (inout StandIns, String) -> String
    ) -> String {
        var result = ""
        var rest = text[...]
        while let match = rest.firstMatch(of: pattern) {
            result += rest[..<match.range.lowerBound]
            result += standIn(&self, String(rest[match.range]))
            rest = rest[match.range.upperBound...]
        }
        return result + rest
    }

    /// JSON with all of its texts masked; its keys stay.
    mutating func masking(_ json: JSON) -> JSON {
        switch json {
        case .string(let text): return .string(masking(text))
        case .array(let items):
            var masked: [JSON] = []
            for item in items { masked.append(masking(item)) }
            return .array(masked)
        case .object(let fields):
            var masked: [String: JSON] = [:]
            for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
                masked[name] = masking(value)
            }
            return .object(masked)
        case .null, .bool, .int, .double: return json
        }
    }
}
