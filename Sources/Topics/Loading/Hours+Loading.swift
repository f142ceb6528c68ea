import Expressions
import Values
import YAML

extension BotReader {
    package static let queueTable = KeyTable(
        "a queue",
        [
            .needs("title", .literal, "How the bot calls these people.", like: ["our cards team"]),
            .may(
                "hours",
                .literal,
                "When they are there; without it always.",
                .matching(Patterns.hours),
                like: ["mon-fri 08:00-20:00, sat 09:00-12:00"]
            ),
        ]
    )

    package static let calendarTable = KeyTable(
        "a calendar",
        [
            .may(
                "weekend",
                .literals,
                "The days on which nobody works.",
                .listOrOne(
                    .either([
                        .kind(.word(Weekday.allCases.map(\.rawValue))), .matching(Patterns.weekday),
                    ]),
                    atMost: 6
                ),
                standard: ["saturday", "sunday"]
            ),
            .may(
                "holidays",
                .literals,
                "Dates on which nobody works.",
                .listOrOne(.matching(Patterns.date)),
                like: [["2026-12-25"]]
            ),
            .may(
                "cut_off",
                .literal,
                "From this time on a working day counts as the next.",
                .matching(Patterns.clock),
                like: ["17:00"]
            ),
        ]
    )

    /// In the order of the file.
    func queues(_ texts: Texts) -> [Queue] {
        guard let node = fields["queues"] else { return [] }
        if node.entries?.isEmpty ?? true {
            problems.error(
                "no-queue",
                at: node.location,
                "no person can be reached: the bot has no queue",
                hint: "write 'queues: { support: { title: our support team } }'"
            )
        }
        return fields.pairs("queues").compactMap { entry in
            guard let name = checkedName(entry.key, problems),
                let queue = Fields(entry.value, Self.queueTable, problems),
                let title = queue["title"]
            else { return nil }
            let hours = queue["hours"].flatMap { openingHours($0) }
            return Queue(
                id: QueueID(name),
                title: texts.wording(title, in: "bot.queues.\(name)", as: "title of a queue"),
                hours: hours
            )
        }
    }

    /// `mon-fri 08:00-20:00, sat 09:00-12:00`.
    private func openingHours(_ node: Node) -> OpeningHours? {
        guard let text = node.string else { return nil }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count <= 50 else { return badHours(text, node, nil) }
        var spans: [OpeningHours.Span] = []
        for part in parts {
            let words = part.split(separator: " ")
            guard words.count == 2, let days = days(words[0]) else {
                return badHours(String(part), node, nil)
            }
            let ends = words[1].split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count == 2, let from = clock(ends[0]) else {
                return badHours(String(part), node, nil)
            }
            if ends[1] == "24:00" || ends[1] == "00:00" {
                spans.append(OpeningHours.Span(days: days, from: from, until: nil))
                continue
            }
            guard let until = clock(ends[1]) else { return badHours(String(part), node, nil) }
            guard from < until else {
                return badHours(
                    String(part),
                    node,
                    "hours past midnight are two: '\(words[0]) \(ends[0])-24:00' and the next "
                        + "day's '00:00-\(ends[1])'"
                )
            }
            spans.append(OpeningHours.Span(days: days, from: from, until: until))
        }
        return OpeningHours(spans: spans)
    }

    private func badHours(_ text: String, _ node: Node, _ hint: String?) -> OpeningHours? {
        problems.error(
            "bad-hours",
            at: node.location,
            "'\(shown(text))' are no opening hours",
            hint: hint ?? "write 'mon-fri 08:00-20:00, sat 09:00-12:00'"
        )
        return nil
    }

    private func clock(_ text: Substring) -> CivilTime? {
        CivilTime(text).flatMap { $0.description.hasPrefix(text) && text.count == 5 ? $0 : nil }
    }

    /// `mon`, `mon-fri`, also over the end of the week: `sat-mon`.
    private func days(_ text: Substring) -> Set<Weekday>? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
            .map { weekday($0) }
        guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1]
        else { return nil }
        var days: Set<Weekday> = []
        var number = first.isoNumber
        while true {
            days.insert(Weekday.allCases[number - 1])
            if number == last.isoNumber { return days }
            number = number % 7 + 1
        }
    }

    private func weekday(_ text: some StringProtocol) -> Weekday? {
        let word = text.lowercased()
        return Weekday.allCases.first { $0.rawValue == word || $0.rawValue.prefix(3) == word }
    }

    func calendar() -> BusinessCalendar {
        guard let node = fields["calendar"],
            let fields = Fields(node, Self.calendarTable, problems)
        else { return BusinessCalendar() }
        var weekend: Set<Weekday> = [.saturday, .sunday]
        if fields["weekend"] != nil {
            weekend = Set(fields.items("weekend").compactMap { day($0) })
        }
        let calendar = BusinessCalendar(
            weekend: weekend,
            holidays: Set(fields.items("holidays").compactMap { date($0) }),
            cutOff: fields["cut_off"].flatMap { time($0) }
        )
        if weekend.count == 7 {
            problems.error(
                "no-business-day",
                at: fields["weekend"]?.location ?? node.location,
                "the calendar has no working day",
                hint: "leave at least one day out of 'weekend'"
            )
        }
        return calendar
    }

    private func day(_ node: Node) -> Weekday? {
        if let day = node.string.flatMap({ weekday($0) }) { return day }
        problems.unknown(
            "unknown-day",
            "day",
            node.string ?? "",
            at: node.location,
            known: Weekday.allCases.map(\.rawValue)
        )
        return nil
    }

    private func date(_ node: Node) -> CivilDate? {
        let text = node.string ?? ""
        if let date = CivilDate(text), date.description == text { return date }
        problems.error(
            "bad-date",
            at: node.location,
            "'\(shown(text))' is no date of the calendar",
            hint: "write it as 2026-12-25"
        )
        return nil
    }

    private func time(_ node: Node) -> CivilTime? {
        if let time = node.string.flatMap({ clock(Substring($0)) }) { return time }
        problems.error(
            "bad-time",
            at: node.location,
            "'\(shown(node.string ?? ""))' is no time of day",
            hint: "write it in quotes, as \"17:00\""
        )
        return nil
    }
}
