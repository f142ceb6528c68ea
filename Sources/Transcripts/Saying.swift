import BotRuntime
import Foundation
import Messages
import Text
import Values

/// One message of the bot as a transcript spells it: its words, and under them what is shown and
/// offered, a line for each.
package struct Saying: Hashable, Sendable {
    package var text: String?
    /// `1 Yes`, `* An article`, `-> A link <https://…>`, `name: value`, `[form]`, `[card] Title`.
    package var items: [String]

    package init(text: String?, items: [String] = []) {
        self.text = text
        self.items = items
    }
}

extension Saying {
    package init(_ reply: Reply) {
        var items: [String] = []
        if reply.sender == .agent { items.append("[agent]") }
        if let media = reply.media {
            let name = media.url ?? media.id ?? ""
            items.append(
                "[media] " + ([name] + (media.caption.map { [$0] } ?? [])).joined(separator: " ")
            )
        }
        if let card = reply.card {
            items.append("[card] " + card.title)
            if let subtitle = card.subtitle { items.append("[subtitle] " + subtitle) }
            items += card.facts.map { "\($0.name): \($0.value)" }
        }
        items += reply.articles.map { "* " + $0.title }
        items += reply.links.map { link in
            link.title.map { "-> \($0) <\(link.url)>" } ?? "-> <\(link.url)>"
        }
        if let control = reply.control {
            items += Self.marks(of: control)
            if case .form(let form) = control.kind {
                items.append("[form]")
                items += form.pages.map { "\($0.slot): \($0.title)" }
            }
            items += Self.headed(control)
        }
        self.init(text: reply.text, items: items.map { $0.onOneLine })
    }

    /// What a control opens beside the conversation.
    private static func marks(of control: Control) -> [String] {
        switch control.kind {
        case .app(let name, _): ["[app] " + name]
        case .signIn(.channel): ["[sign in]"]
        case .pay(let pay): ["[pay] " + pay.total.words]
        default: []
        }
    }

    /// What is offered, with `-- Heading` before the options of each section.
    private static func headed(_ control: Control) -> [String] {
        let numbered = Offer(control).numbered
        guard case .choice(let choice) = control.kind else { return numbered }
        var items: [String] = []
        var section: String?
        for (place, item) in numbered.enumerated() {
            let own = choice.options.indices.contains(place) ? choice.options[place].section : nil
            if let own, own != section { items.append("-- " + own) }
            if place < choice.options.count { section = own }
            items.append(item)
        }
        return items
    }

    /// Whether a reply is what was expected.
    ///
    /// What is offered may stand in parentheses behind the words, and the kinds of items in any
    /// order; what opens beside the conversation and the headings of sections need not be named.
    package func matches(_ said: Saying) -> Bool {
        withoutDirectionMarks.isSaid(by: said.withoutDirectionMarks)
    }

    /// Marks for the direction of values are for screens: nobody writes them by hand.
    private var withoutDirectionMarks: Saying {
        Saying(text: text?.withoutDirectionMarks, items: items.map(\.withoutDirectionMarks))
    }

    private func isSaid(by said: Saying) -> Bool {
        var said = said
        if !items.contains(where: \.isMark) { said.items.removeAll(where: \.isMark) }
        if !items.contains(where: { $0.hasPrefix("-- ") }) {
            said.items.removeAll { $0.hasPrefix("-- ") }
        }
        let expected = sorted
        if expected == said.sorted { return true }
        let offered = said.items.filter { $0.isNumbered || $0.isTouched }
        guard !offered.isEmpty else { return false }
        let inline = "(" + offered.joined(separator: ", ") + ")"
        said.text = (said.text.map { $0 + " " } ?? "") + inline
        said.items.removeAll { $0.isNumbered || $0.isTouched }
        return expected == said.sorted
    }

    /// The articles and nothing else, as a line `< * Title` gives them.
    var isArticlesOnly: Bool {
        text == nil && !items.isEmpty && items.allSatisfy { $0.hasPrefix("* ") }
    }

    private var sorted: Saying {
        var rank = 0
        let ranked = items.enumerated().map {
            index,
            item -> (rank: Int, index: Int, item: String) in
            rank = item.rank ?? rank
            return (rank, index, item)
        }
        let lines = text?.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0).withoutTrailingSpace }
        return Saying(
            text: lines?.joined(separator: "\n"),
            items: ranked.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.map(\.item)
        )
    }
}

extension Saying {
    /// The lines of a `.chat` file that say this, without marks that nobody sees.
    package var lines: [String] {
        let text = text?.withoutDirectionMarks
        var items = items.map(\.withoutDirectionMarks)
        var head = ""
        if let index = items.firstIndex(where: { $0 == "[form]" || $0 == "[agent]" }) {
            head = items.remove(at: index) + " "
        }
        guard let text else {
            guard let first = items.first, first.mayStandFirst else {
                return [("< " + head).withoutTrailingSpace] + items.map { "  " + $0 }
            }
            let shown = first.hasPrefix("-> ") ? "[link] " + first.dropFirst(3) : first
            return ["< " + shown] + items.dropFirst().map { "  " + $0 }
        }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let first = lines.removeFirst()
        let escaped = head.isEmpty && first.needsEscape ? "\\" + first : first
        return [("< " + head + escaped).withoutTrailingSpace]
            + lines.map { ("  | " + $0).withoutTrailingSpace } + items.map { "  " + $0 }
    }
}

extension String {
    /// Whether a line of words would be read as something else.
    var needsEscape: Bool { hasPrefix("[") || hasPrefix("* ") || hasPrefix("\\") }

    var withoutTrailingSpace: String {
        var text = self
        while let last = text.last, last == " " || last == "\t" || last == "\r" {
            text.removeLast()
        }
        return text
    }

    var onOneLine: String {
        split(whereSeparator: \.isNewline).joined(separator: " ").withoutTrailingSpace
    }

    /// `1 Yes`.
    var isNumbered: Bool {
        let digits = prefix { $0.isASCII && $0.isNumber }
        return !digits.isEmpty && dropFirst(digits.count).hasPrefix(" ")
    }

    /// `[More]`.
    fileprivate var isTouched: Bool {
        hasPrefix("[") && hasSuffix("]") && !isMark
            && !["[form]", "[agent]"].contains(self)
    }

    fileprivate var mayStandFirst: Bool {
        !isNumbered && !isTouched && !hasPrefix("-- ") && self != "[form]"
            && self != "[agent]"
    }

    /// The order of items in a message; nil for what belongs to the item before it.
    fileprivate var rank: Int? {
        if self == "[agent]" { return 0 }
        if hasPrefix("[media] ") { return 1 }
        if hasPrefix("[card] ") { return 2 }
        if hasPrefix("* ") { return 3 }
        if hasPrefix("-> ") { return 4 }
        if isMark { return 5 }
        if self == "[form]" { return 6 }
        if isNumbered || isTouched || hasPrefix("-- ") { return 7 }
        return nil
    }
}

extension String {
    /// Whether it names what a control opens beside the conversation.
    fileprivate var isMark: Bool {
        self == "[sign in]" || hasPrefix("[app] ") || hasPrefix("[pay] ")
    }
}

extension Money {
    /// `25.00 USD`.
    package var words: String { [digits, currency].compactMap(\.self).joined(separator: " ") }
}

extension SimulatedEvent.Kind {
    /// What the bot said by itself: what a person sent, with its words and its control, it only passed
    /// on, and the line of the event says it already.
    func leavingOutRelayed(_ replies: [Reply]) -> [Reply] {
        guard case .inbound(.desk(let desk)) = self, desk.kind == .message,
            let index = replies.firstIndex(where: { $0.sender == .agent && $0.text == desk.text })
        else { return replies }
        var replies = replies
        replies.remove(at: index)
        return replies
    }
}
