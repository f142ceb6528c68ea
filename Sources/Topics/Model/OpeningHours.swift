import Values

/// `mon-fri 08:00-20:00, sat 09:00-12:00`, on the bot's clock.
package struct OpeningHours: Hashable, Sendable {
    /// Days on which somebody comes, and from when until when they stay.
    package struct Span: Hashable, Sendable {
        package let days: Set<Weekday>
        package let from: CivilTime
        /// Past midnight where it is before `from`; nil for midnight itself.
        package let until: CivilTime?

        package init(days: Set<Weekday>, from: CivilTime, until: CivilTime?) {
            self.days = days
            self.from = from
            self.until = until
        }

        /// Whether it goes on after midnight, as `fri 20:00-02:00` does.
        package var isOvernight: Bool { until.map { $0 < from } ?? false }
    }

    package let spans: [Span]
    /// Day and night, holidays too.
    package let isAlways: Bool

    package init(spans: [Span]) {
        self.spans = spans
        isAlways = false
    }

    private init() {
        spans = []
        isAlways = true
    }

    package static let always = OpeningHours()

    /// Whether somebody is there at that moment of the bot's clock.
    ///
    /// A night that began on a working day is worked to its end, also into a holiday; one that
    /// would begin on a holiday is not.
    package func contain(_ moment: CivilDateTime, holidays: Set<CivilDate> = []) -> Bool {
        if isAlways { return true }
        return spans.contains { span in
            let beganToday =
                begins(span, on: moment.date, holidays) && moment.time >= span.from
                && (span.isOvernight || span.until.map { moment.time < $0 } ?? true)
            guard !beganToday, span.isOvernight, let until = span.until else { return beganToday }
            return begins(span, on: moment.date.adding(days: -1), holidays) && moment.time < until
        }
    }

    /// When they open next after a moment at which they are closed, within a year.
    package func next(after moment: CivilDateTime, holidays: Set<CivilDate>) -> CivilDateTime? {
        guard !spans.isEmpty else { return nil }
        for ahead in 0...366 {
            let date = moment.date.adding(days: ahead)
            let openings = spans.filter { begins($0, on: date, holidays) }.map(\.from).sorted()
            if let opening = openings.first(where: { ahead > 0 || $0 > moment.time }) {
                return CivilDateTime(date: date, time: opening)
            }
        }
        return nil
    }

    private func begins(_ span: Span, on date: CivilDate, _ holidays: Set<CivilDate>) -> Bool {
        span.days.contains(date.weekday) && !holidays.contains(date)
    }
}

/// A place where customers can come.
package struct Location: Hashable, Sendable {
    package let id: String
    package let title: Wording
    package let address: String
    /// nil: the bot's hours.
    package let hours: OpeningHours?
    package let phone: String?
    /// The address of a map.
    package let map: String?

    package init(
        id: String,
        title: Wording,
        address: String,
        hours: OpeningHours?,
        phone: String?,
        map: String?
    ) {
        self.id = id
        self.title = title
        self.address = address
        self.hours = hours
        self.phone = phone
        self.map = map
    }
}
