import Messages
import Values

/// What a control lets the customer touch.
package struct Offer: Hashable, Sendable {
    package struct Option: Hashable, Sendable {
        package let id: String
        package let title: String
    }

    package let question: String
    package let options: [Option]
    /// The event that a touch of these options is.
    private let kind: Control.Kind

    package init(_ control: Control) {
        question = control.question
        kind = control.kind
        let skip = control.skip.map { [Option(id: "skip", title: $0)] } ?? []
        let offered: [Option] =
            switch control.kind {
            case .choice(let choice): choice.options.map { Option(id: $0.id, title: $0.title) }
            case .yesno(let yes, let no):
                [Option(id: "yes", title: yes), Option(id: "no", title: no)]
            case .timeSlots(let times): times.slots.map { Option(id: $0.id, title: $0.title) }
            case .app(_, let parameters):
                (parameters["slots"]?.array ?? []).compactMap { slot in
                    slot["id"]?.string.map { Option(id: $0, title: slot["title"]?.string ?? $0) }
                }
            case .date, .time, .number, .text, .form, .file, .location, .signIn, .pay: []
            }
        options = offered + skip
    }

    /// `1 Yes`, `2 No`.
    package var numbered: [String] {
        options.enumerated().map { "\($0 + 1) \($1.title.onOneLine)" }
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
        if let number = Int(words), options.indices.contains(number - 1) {
            return options[number - 1].id
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
