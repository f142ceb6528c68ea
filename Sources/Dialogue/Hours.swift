import Expressions
import Foundation
import Topics
import Values

/// When the business and its people are there.
extension Bot {
    /// Whether the business is open; one that names no hours is as open as its first queue.
    func isOpen(at moment: Timestamp) -> Bool {
        isOpen(definition.hours ?? queue(firstQueue)?.hours, at: moment)
    }

    /// Whether a queue's hours and the holidays let somebody be there.
    package func isOpen(_ queue: QueueID, at moment: Timestamp) -> Bool {
        isOpen(self.queue(queue)?.hours, at: moment)
    }

    /// A moment at which somebody of a queue may be there, within a year: this one, or when its
    /// hours begin next.
    package func opens(_ queue: QueueID, from moment: Timestamp) -> Timestamp? {
        guard let hours = self.queue(queue)?.hours, !isOpen(hours, at: moment) else {
            return moment
        }
        return hours.next(after: clock(at: moment), holidays: definition.calendar.holidays)
            .map { self.moment(ofClock: $0) }
    }

    /// A moment within a week at which nobody of a queue is there: this one, or the first quarter of
    /// an hour at which its hours are over; nil where there is none.
    package func shuts(_ queue: QueueID, from moment: Timestamp) -> Timestamp? {
        guard self.queue(queue)?.hours != nil else { return nil }
        let quarter: Int64 = 15 * 60
        return (0...(7 * 24 * 4)).lazy.map { moment.adding(TimeSpan(seconds: $0 * quarter)) }
            .first { !isOpen(queue, at: $0) }
    }

    private func isOpen(_ hours: OpeningHours?, at moment: Timestamp) -> Bool {
        guard let hours else { return true }
        return hours.contain(clock(at: moment), holidays: definition.calendar.holidays)
    }

    /// When the business opens next, while it is closed; nil where nobody knows.
    func opens(after moment: Timestamp) -> Timestamp? {
        guard let hours = definition.hours ?? queue(firstQueue)?.hours else { return nil }
        return hours.next(after: clock(at: moment), holidays: definition.calendar.holidays)
            .map { self.moment(ofClock: $0) }
    }

    /// The places of `bot.yaml` as rows.
    func locations(_ language: String, at moment: Timestamp) -> [Value] {
        definition.locations.enumerated().map { number, place in
            let hours = week(ofPlace: number, in: language)
            let details = [place.address, hours, place.phone ?? ""].filter { !$0.isEmpty }
            return .record(
                Record(
                    shape: Scope.location.name,
                    fields: [
                        "id": .string(place.id), "title": .string(place.title[language]),
                        "address": .string(place.address), "hours": .string(hours),
                        "phone": .string(place.phone ?? ""), "map": .string(place.map ?? ""),
                        "details": .string(details.joined(separator: " · ")),
                        "open": .bool(isOpen(place.hours ?? definition.hours, at: moment)),
                    ]
                )
            )
        }
    }

    /// The hours of a week in a customer's language: "Mon–Fri 8:00 AM–8:00 PM".
    static func week(_ hours: OpeningHours, in locale: Locale) -> String {
        if hours.isAlways { return "24/7" }
        var calendar = Calendar(identifier: .gregorian)
        calendar.locale = locale
        // They begin with Sunday, ours with Monday.
        let names = calendar.shortStandaloneWeekdaySymbols
        func name(_ day: Weekday) -> String { names[day.isoNumber % 7] }
        let occasion = Environment(
            now: Timestamp(seconds: 0),
            zone: .gmt,
            locale: locale
        )
        func clock(_ time: CivilTime) -> String { occasion.shown(.time(time)) }
        return hours.spans.map { span in
            let days = runs(of: span.days).map { run in
                run.count == 1 ? name(run[0]) : "\(name(run[0]))–\(name(run[run.count - 1]))"
            }
            let until = span.until ?? CivilTime(secondsSinceMidnight: 0)
            return "\(days.joined(separator: ", ")) \(clock(span.from))–\(clock(until))"
        }
        .joined(separator: ", ")
    }

    /// Days one after another, from Monday on; a run may go over the end of the week.
    private static func runs(of days: Set<Weekday>) -> [[Weekday]] {
        var runs: [[Weekday]] = []
        for day in Weekday.allCases where days.contains(day) {
            if let last = runs.last?.last, last.isoNumber + 1 == day.isoNumber {
                runs[runs.count - 1].append(day)
            } else {
                runs.append([day])
            }
        }
        guard runs.count > 1, runs[0][0] == .monday, runs[runs.count - 1].last == .sunday else {
            return runs
        }
        let first = runs.removeFirst()
        runs[runs.count - 1] += first
        return runs
    }
}

extension Turn {
    /// `hours`: what every topic knows of the business's own.
    static func hours(_ language: String, _ moment: Timestamp, _ bot: Bot) -> Value {
        let today = bot.clock(at: moment).date
        let isOpen = bot.isOpen(at: moment)
        let holiday = bot.definition.calendar.names[today]
        return .record(
            Record(
                shape: "hours",
                fields: [
                    "open": .bool(isOpen),
                    "opens": (isOpen ? nil : bot.opens(after: moment)).map { .timestamp($0) }
                        ?? .null,
                    "holiday": holiday.map { .string($0) } ?? .null,
                    "week": .string(bot.businessWeek(in: language)),
                    "locations": .list(bot.locations(language, at: moment)),
                ]
            )
        )
    }
}
