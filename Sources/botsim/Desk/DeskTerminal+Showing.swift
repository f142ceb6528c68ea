import Foundation
import Values

/// What the server tells, as lines.
extension DeskTerminal {
    /// What is new of the desk, and what was said.
    func update(_ json: JSON) -> [String] {
        var lines: [String] = []
        if let view = json["desk"] { lines += show(view) }
        for turn in json["turns"]?.array ?? [] { lines += said(turn) }
        return lines
    }

    /// Takes a new view of the desk, and says what of it is new.
    func show(_ new: JSON) -> [String] {
        let old = view
        view = new
        var lines: [String] = []
        let known = Set(tickets(old, "offers"))
        for offer in new["offers"]?.array ?? [] {
            guard let number = offer["ticket"]?.int, !known.contains(number) else { continue }
            lines += described(offer, "is offered to you: :accept or :decline")
            happened(.offer)
        }
        for number in known.subtracting(tickets(new, "offers")).sorted()
        where !tickets(new, "conversations").contains(number) {
            lines.append("* \(number) is not offered any more.")
        }
        let mine = tickets(new, "conversations")
        let typed = Set(typing(old))
        for number in typing(new) where !typed.contains(number) {
            lines.append(pen.dim("  \(name(of: number)) is typing."))
            happened(.typing)
        }
        let had = Set(tickets(old, "conversations"))
        for ticket in new["conversations"]?.array ?? [] {
            guard let number = ticket["ticket"]?.int, !had.contains(number),
                !known.contains(number)
            else { continue }
            lines += described(ticket, "is yours")
        }
        if let number = current, !mine.contains(number) {
            lines.append("* \(number) is not yours any more.")
            current = nil
        }
        if current == nil { current = mine.first }
        return lines
    }

    func name(of ticket: Int) -> String {
        let all = ["conversations", "offers", "wrap_up"].flatMap { view[$0]?.array ?? [] }
        let user = all.first { $0["ticket"]?.int == ticket }?["user"]?.string
        return (user ?? "\(ticket)").printable
    }

    private func tickets(_ view: JSON, _ list: String) -> [Int] {
        (view[list]?.array ?? []).compactMap { $0["ticket"]?.int }
    }

    /// The tickets whose customers type.
    private func typing(_ view: JSON) -> [Int] {
        (view["conversations"]?.array ?? []).filter { $0["typing"]?.bool == true }
            .compactMap { $0["ticket"]?.int }
    }

    private func text(_ json: JSON?) -> String { (json?.string ?? "").printable }

    private func described(_ ticket: JSON, _ what: String) -> [String] {
        let number = ticket["ticket"]?.int ?? 0
        var lines = [
            pen.bold(
                "* \(number): \(text(ticket["user"])) on \(text(ticket["channel"])), "
                    + "for \(text(ticket["queue"])), \(what)"
            )
        ]
        if ticket["kind"]?.string == "callback" {
            lines.append(
                "    to be called back: \(ticket["phone"].map { text($0) } ?? "no number")"
            )
        }
        if let summary = ticket["packet"]?["summary"]?.string, !summary.isEmpty {
            lines += pen.wrapped(summary.printable, margin: "    ")
        }
        return lines
    }

    // MARK: What was said

    /// A turn of a customer's conversation.
    private func said(_ turn: JSON) -> [String] {
        guard let ticket = turn["ticket"]?.int, let line = turn["line"] else { return [] }
        var lines: [String] = []
        if line["source"]?.string == "in", let event = line["event"] {
            lines.append("\(name(of: ticket)): \(words(of: event))")
            happened(.message)
        }
        if line["owner"]?.string == "agent", let call = line["event"]?["call"] {
            let outcome = text(line["event"]?["outcome"])
            lines.append(pen.dim("\(text(call)), which the bot called, came back: \(outcome)"))
        }
        for reply in line["replies"]?.array ?? [] {
            remember(reply["control"])
            let who = reply["from"]?.string == "agent" ? "you" : "bot"
            if let text = reply["text"]?.string {
                lines.append(pen.dim("\(who): \(text.printable)"))
            }
        }
        return lines.flatMap { pen.wrapped($0, margin: "    ", first: "  ") }
    }

    private func remember(_ control: JSON?) {
        guard let question = control?["question"]?.string else { return }
        for option in control?["options"]?.array ?? [] {
            guard let id = option["id"]?.string else { continue }
            titles[question + " " + id] = option["title"]?.string
        }
    }

    /// What a customer sent, in words.
    private func words(of event: JSON) -> String {
        if let text = event["text"]?.string { return text.printable }
        if let tap = event["tap"], let question = tap["question"]?.string {
            let options = (tap["options"]?.array ?? []).compactMap(\.string)
            return options.map { "[\((titles[question + " " + $0] ?? $0).printable)]" }
                .joined(separator: " ")
        }
        if let values = event["form"]?["values"]?.object {
            return values.sorted { $0.key < $1.key }
                .map { "\($0.key): \($0.value.string ?? $0.value.text)".printable }
                .joined(separator: "; ")
        }
        return event.text.printable
    }

    // MARK: What is asked for

    func queue() -> [String] {
        var lines: [String] = []
        for queue in view["queues"]?.array ?? [] {
            let waiting = queue["waiting"]?.int ?? 0
            let title = (text(queue["queue"]) + ":").filled(to: 14)
            lines.append("  \(title) \(waiting == 0 ? "nobody waits" : "\(waiting) waiting")")
        }
        for person in view["colleagues"]?.array ?? [] {
            lines.append(
                "  \((text(person["id"]) + ":").filled(to: 14)) \(text(person["presence"]))"
            )
        }
        return lines
    }

    func details(_ ticket: JSON) -> [String] {
        var lines = described(ticket, "is yours")
        if let slots = ticket["packet"]?["slots"]?.object {
            for (name, value) in slots.sorted(by: { $0.key < $1.key }) {
                lines.append("    \(name): \(value.string ?? value.text)".printable)
            }
        }
        for note in ticket["notes"]?.array ?? [] {
            lines.append("    note by \(text(note["agent"])): \(text(note["text"]))")
        }
        for answer in ticket["late_answers"]?.array ?? [] {
            lines.append("    \(text(answer["action"])) came back late: \(text(answer["outcome"]))")
        }
        return lines
    }
}
