import Messages
import Values

/// What a control lets the customer touch.
package struct Offer: Hashable, Sendable {
    package struct Option: Hashable, Sendable {
        package let id: String
        package let title: String
        /// nil for what is only touched: the way to the next page.
        package let number: Int?
    }

    package let question: String
    package let options: [Option]
    /// The event that a touch of these options is.
    private let kind: Control.Kind

    package init(_ control: Control) {
        question = control.question
        kind = control.kind
        var offered: [(id: String, title: String, number: Int?)] = []
        var more: String?
        switch control.kind {
        case .choice(let choice):
            offered = choice.options.map { ($0.id, $0.title, $0.number) }
            more = choice.more
        case .yesno(let yes, let no): offered = [("yes", yes, nil), ("no", no, nil)]
        case .timeSlots(let times):
            offered = times.slots.map { ($0.id, $0.title, $0.number) }
            more = times.more
        case .app(_, let parameters):
            offered = (parameters["slots"]?.array ?? parameters["options"]?.array ?? [])
                .compactMap { slot in
                    slot["id"]?.string.map { ($0, slot["title"]?.string ?? $0, nil) }
                }
        case .date, .time, .number, .text, .form, .file, .location, .signIn, .pay: break
        }
        if let skip = control.skip { offered.append(("skip", skip, nil)) }
        options =
            offered.enumerated().map { place, option in
                Option(id: option.id, title: option.title, number: option.number ?? place + 1)
            } + (more.map { [Option(id: "more", title: $0, number: nil)] } ?? [])
    }

    /// `1 Yes`, `2 No`, and `[More]` for what has no number.
    package var numbered: [String] {
        options.map { option in
            option.number.map { "\($0) \(option.title.onOneLine)" }
                ?? "[\(option.title.onOneLine)]"
        }
    }

    /// The option with a title or, failing that, an ID; upper and lower case are the same.
    package func option(_ words: String) -> Option? {
        let wanted = words.lowercased()
        return options.first { $0.title == words }
            ?? options.first { $0.title.lowercased() == wanted }
            ?? options.first { $0.id == words }
            ?? options.first { $0.title.onOneLine.lowercased() == wanted }
    }

    /// The event of touching options by ID.
    package func touch(_ ids: [String]) -> Inbound {
        switch kind {
        case .timeSlots where ids.count == 1: .timeSlot(question: question, id: ids[0])
        case .app where ids.count == 1: .app(question: question, data: ["id": .string(ids[0])])
        default: .tap(question: question, options: ids)
        }
    }

    /// The options that words name by number or label, with commas between several.
    ///
    /// - Returns: nil where the words are anything else.
    package func picked(_ words: String) -> [String]? {
        if let one = pick(words) { return [one] }
        guard isMany else { return nil }
        let parts = words.split(separator: ",").map(\.trimmed)
        let ids = parts.compactMap(pick)
        return !ids.isEmpty && ids.count == parts.count ? ids : nil
    }

    private func pick(_ words: String) -> String? {
        if let number = Int(words), let option = options.first(where: { $0.number == number }) {
            return option.id
        }
        return option(words)?.id
    }

    private var isMany: Bool {
        guard case .choice(let choice) = kind else { return false }
        return choice.max > 1
    }

    /// A field's words as the control of its page sends them.
    package func fieldValue(_ words: String) -> JSON {
        if isMany {
            let parts = words.split(separator: ",").map(\.trimmed)
            return .array(parts.map { .string(option($0)?.id ?? $0) })
        }
        return .string(option(words)?.id ?? words)
    }
}

extension StringProtocol {
    var trimmed: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
        while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
        return String(rest)
    }
}
