import Messages
import Transcripts
import Values

/// A bot's message as a terminal shows it, in the form that the customer's device would give it.
struct ReplyDrawing {
    let pen: Pen
    let profile: ChannelProfile
    let time: LocalTime
    /// Who is speaking when a person is; nil where nobody knows.
    var agent: String?

    private let margin = "  "

    func lines(_ reply: Reply) -> [String] {
        var lines = words(reply)
        if let media = reply.media { lines += draw(media) }
        if let card = reply.card { lines += draw(card) }
        for article in reply.articles { lines += draw(article) }
        for link in reply.links {
            lines.append(
                margin + "-> " + (link.title.map { $0.printable + "  " } ?? "")
                    + pen.link(link.url.printable)
            )
        }
        if let control = reply.control { lines += draw(control) }
        return lines
    }

    private func words(_ reply: Reply) -> [String] {
        guard let text = reply.text?.printable else { return [] }
        if reply.sender == .agent {
            let name = (agent ?? "a person") + ": "
            return pen.wrapped(name + text, margin: margin).map { pen.accent($0) }
        }
        switch reply.purpose {
        case .reply: return pen.wrapped(text, margin: margin)
        case .notice, .notification:
            return pen.wrapped(text, margin: "    ", first: "  · ").map { pen.dim($0) }
        }
    }

    private func draw(_ media: Media) -> [String] {
        let name = media.url ?? media.id ?? ""
        return [
            margin + "[picture] " + pen.link(name.printable)
                + (media.caption.map { "  " + $0.printable } ?? "")
        ]
    }

    private func draw(_ card: Card) -> [String] {
        var lines = [margin + pen.bold(card.title.printable)]
        if let subtitle = card.subtitle { lines += pen.wrapped(subtitle.printable, margin: margin) }
        let width = card.facts.map(\.name.count).max() ?? 0
        lines += card.facts.map {
            margin + "  " + pen.dim($0.name.printable.filled(to: width)) + "  " + $0.value.printable
        }
        return lines
    }

    private func draw(_ article: ArticleLink) -> [String] {
        var lines = [margin + "* " + pen.bold(article.title.printable)]
        if let snippet = article.snippet, !snippet.isEmpty {
            lines += pen.wrapped(snippet.printable, margin: "    ")
        }
        if let url = article.url { lines.append("    " + pen.link(url.printable)) }
        return lines
    }

    // MARK: Controls

    private func draw(_ control: Control) -> [String] {
        var lines = control.title.map { [margin + $0.printable] } ?? []
        switch control.kind {
        case .choice(let choice): lines += draw(choice)
        case .yesno(let yes, let no): lines += buttons([yes, no])
        case .timeSlots(let times):
            lines += rows(
                times.slots.map { slot in
                    (slot.title, time.words(slot.start, seconds: slot.seconds))
                },
                numbers: times.slots.map(\.number)
            )
            if let more = times.more { lines += buttons([more], isNumbered: false) }
        case .app(let name, _):
            lines.append(margin + pen.dim("opens the app \(name)"))
            lines += rows(Offer(control).options.map { ($0.title, nil) })
        case .form(let form): lines += draw(form)
        case .file(let mimes, let maxBytes):
            let kinds = mimes.isEmpty ? "any file" : mimes.joined(separator: ", ")
            lines.append(
                margin + pen.dim("\(kinds), up to \(size(maxBytes)): [file] NAME TYPE SIZE")
            )
        case .location:
            lines.append(margin + pen.dim("a place: [location] LATITUDE, LONGITUDE NAME"))
        case .date(let min, let max):
            let limits = [min.map { "from \($0)" }, max.map { "until \($0)" }].compactMap(\.self)
            if !limits.isEmpty { lines.append(margin + pen.dim(limits.joined(separator: " "))) }
        case .text(let text):
            if let example = text.example {
                lines.append(margin + pen.dim("for example \(example.printable)"))
            }
        case .signIn(.channel):
            lines.append(margin + pen.dim("opens the channel's sign-in: ! signed_in WHO"))
        case .signIn(.link):
            lines.append(margin + pen.dim("once they have signed in there: ! signed_in WHO"))
        case .pay(let pay):
            lines += pay.items.map { margin + "\($0.title.printable)  \($0.amount.words)" }
            lines.append(margin + pen.bold(pay.total.words) + pen.dim("  ! paid ok REFERENCE"))
        case .time, .number: break
        }
        if let skip = control.skip { lines += buttons([skip]) }
        return lines
    }

    /// `20 MB`, `512 KB`.
    private func size(_ bytes: Int) -> String {
        bytes >= 1_000_000 ? "\(bytes / 1_000_000) MB" : "\(max(1, bytes / 1000)) KB"
    }

    private func draw(_ choice: ChoiceControl) -> [String] {
        let fits = profile.limits.buttons.map { choice.options.count <= $0.upperBound } ?? false
        let isPlain = choice.options.allSatisfy { $0.subtitle == nil && $0.section == nil }
        if profile.has(.quick), fits, isPlain, choice.style != .list, choice.max == 1 {
            return buttons(choice.options.map(\.title))
        }
        var lines: [String] = []
        var section: String?
        for (index, option) in choice.options.enumerated() {
            if option.section != section, let title = option.section {
                lines.append(margin + pen.dim(title.printable))
            }
            section = option.section
            let last = choice.options.compactMap(\.number).max() ?? choice.options.count
            lines += row(
                (option.number ?? index + 1) - 1,
                last,
                option.title,
                option.subtitle
            )
        }
        if choice.max > 1 {
            lines.append(
                margin + pen.dim("\(choice.min) to \(choice.max) of these, such as 1, 2")
            )
        }
        if let more = choice.more { lines += buttons([more], isNumbered: false) }
        return lines
    }

    private func buttons(_ titles: [String], isNumbered: Bool = true) -> [String] {
        guard profile.has(.quick) || !isNumbered else { return rows(titles.map { ($0, nil) }) }
        var lines: [String] = []
        var line = margin.dropLast(2).description
        for title in titles {
            let button = "  [ \(title.printable) ]"
            if line.count + button.count > pen.width, !line.isEmpty {
                lines.append(line)
                line = ""
            }
            line += button
        }
        return (lines + [line]).map { pen.accent($0) }
    }

    private func rows(
        _ rows: [(title: String, subtitle: String?)],
        numbers: [Int?] = []
    ) -> [String] {
        let last = numbers.compactMap(\.self).max() ?? rows.count
        return rows.enumerated().flatMap { place, one in
            let number = numbers.indices.contains(place) ? numbers[place] : nil
            return row((number ?? place + 1) - 1, last, one.title, one.subtitle)
        }
    }

    private func row(
        _ index: Int,
        _ count: Int,
        _ title: String,
        _ subtitle: String?
    ) -> [String] {
        let width = String(count).count
        let number = String(index + 1)
        let padded = String(repeating: " ", count: max(0, width - number.count)) + number
        var lines = [margin + "  " + pen.accent(padded) + "  " + title.printable]
        if let subtitle {
            let indent = margin + "  " + String(repeating: " ", count: width + 2)
            lines += pen.wrapped(subtitle.printable, margin: indent).map { pen.dim($0) }
        }
        return lines
    }

    private func draw(_ form: FormControl) -> [String] {
        let width = form.pages.map(\.slot.count).max() ?? 0
        return form.pages.map { page in
            let value = page.value.map { "  (\($0.string ?? $0.text))".printable } ?? ""
            return margin + "| " + pen.dim(page.slot.filled(to: width)) + "  "
                + page.title.printable
                + pen.dim(value)
        }
    }
}
