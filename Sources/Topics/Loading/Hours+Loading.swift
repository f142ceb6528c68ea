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
                "When they are there, or always; without it the bot's hours, and without those always.",
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
                .literalsOrMapping,
                "Dates on which nobody works; each may have its name behind it.",
                .either([
                    .listOrOne(.matching(Patterns.date)),
                    .entries(.kind(.literal), named: .matching(Patterns.date)),
                ]),
                like: [["2026-12-25"], ["2026-12-25": "Christmas Day"]]
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

    package static let locationTable = KeyTable(
        "a location",
        [
            .needs("title", .literal, "How it is called.", like: ["Boston"]),
            .needs("address", .literal, "Where it is.", like: ["1 Harbor Street, Boston"]),
            .may(
                "hours",
                .literal,
                "When it is open; without it the bot's hours.",
                .matching(Patterns.hours)
            ),
            .may("phone", .literal, "Its telephone number."),
            .may("map", .literal, "The address of a map or a page."),
        ]
    )

    /// When the business is open.
    func hours() -> OpeningHours? { fields["hours"].flatMap { openingHours($0) } }

    /// In the order of the file.
    func locations(_ texts: Texts) -> [Location] {
        fields.pairs("locations").compactMap { entry in
            guard let name = checkedName(entry.key, problems),
                let place = Fields(entry.value, Self.locationTable, problems)
            else { return nil }
            let hours = place["hours"].flatMap { openingHours($0) }
            guard let title = place["title"], let address = place.literal("address") else {
                return nil
            }
            return Location(
                id: name,
                title: texts.wording(title, in: "bot.locations.\(name)", as: "title of a location"),
                address: address,
                hours: hours,
                phone: place.literal("phone"),
                map: place.literal("map")
            )
        }
    }

    /// The inherited topics that are turned off.
    func topicsOff() -> Set<String> {
        guard let node = fields["topics"], let off = Fields(node, Self.topicsTable, problems)
        else { return [] }
        return Set(off.table.names.filter { off[$0] != nil })
    }

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
        // A mistake in them is told once, by `hours()`.
        let business = problems.silently { hours() }
        return fields.pairs("queues").compactMap { entry in
            guard let name = checkedName(entry.key, problems),
                let queue = Fields(entry.value, Self.queueTable, problems)
            else { return nil }
            let hours = queue["hours"].flatMap { openingHours($0) } ?? business
            guard let title = queue["title"] else { return nil }
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
        if text == "always" { return .always }
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
            guard from != until else {
                return badHours(
                    String(part),
                    node,
                    "a whole day is '\(words[0]) 00:00-24:00'"
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
        let days = holidays(fields)
        let calendar = BusinessCalendar(
            weekend: weekend,
            holidays: Set(days.map(\.date)),
            names: Dictionary(
                days.compactMap { day in day.name.map { (day.date, $0) } },
                uniquingKeysWith: { first, _ in first }
            ),
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

    /// A list of dates, or dates with their names.
    private func holidays(_ fields: Fields) -> [(date: CivilDate, name: String?)] {
        let nodes: [(Node, String?)] =
            fields["holidays"]?.entries.map { $0.map { ($0.key, $0.value.string) } }
            ?? fields.items("holidays").map { ($0, nil) }
        var seen: Set<CivilDate> = []
        return nodes.compactMap { node, name in
            guard let date = date(node) else { return nil }
            if !seen.insert(date).inserted {
                problems.warn(
                    .doubledHoliday,
                    at: node.location,
                    "\(date) stands here twice",
                    hint: "once is enough"
                )
            }
            return (date, name)
        }
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
