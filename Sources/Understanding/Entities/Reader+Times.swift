import Values

/// A time of day as it was read; the second reading is twelve hours away.
struct TimeReading: Sendable {
    var time: CivilTime
    var other: CivilTime?
    var problem: String?
    var next: Int
    var offset: Int?
    /// Whether nothing but the number says that it is a time.
    var isBare = false

    /// The same, once morning or afternoon is known.
    func held(to part: Meaning.Roles) -> TimeReading {
        var reading = self
        let hour = time.hour % 12
        let minutes = time.secondsSinceMidnight % 3600
        let afternoon: Bool
        if part.contains(.am) || part.contains(.morning) {
            afternoon = false
        } else if part.contains(.night) {
            // Nine at night and one at night.
            afternoon = hour >= 6
        } else {
            afternoon = true
        }
        if other != nil || time.hour == 12 || time.hour == 0 {
            reading.time = CivilTime(
                secondsSinceMidnight: (hour + (afternoon ? 12 : 0)) * 3600 + minutes
            )
        }
        reading.other = nil
        reading.isBare = false
        return reading
    }
}

extension Reader {
    /// A time that begins at an index, with "in the morning" behind or before it.
    func time(at index: Int) -> TimeReading? {
        guard let first = item(index), !isPlain(first) else { return nil }
        var start = skipAt(index)
        var marked =
            start > index
            || index > 0 && items[index].gap != .cut
                && items[index - 1].has([.before, .after, .until])
        // "evening 7:30", "in the afternoon at 3"
        var part: Meaning.Roles = []
        let named = skip(skip(start, .within), .article)
        if let word = named == index ? item(index) : following(named), word.has(.dayParts),
            word.meaning.day == nil
        {
            part = word.roles.intersection(.dayParts)
            start = skipAt(skipComma(named + 1))
            marked = true
        }
        guard start < items.count, start == index || following(start) != nil else { return nil }
        guard var reading = clock(at: start, marked: marked) else { return nil }
        var at = reading.next
        if let suffix = following(at),
            suffix.text == "ish" || isMark(at, "-") && following(at + 1)?.text == "ish"
        {
            at += suffix.text == "ish" ? 1 : 2
            reading.isBare = false
        }
        reading.next = at
        at = skip(at, .oclock)
        // Typed with another mark for the apostrophe.
        if following(at)?.text == "o", following(at + 2)?.text == "clock" { at += 3 }
        if at > reading.next { reading.next = at; reading.isBare = false }
        if let (part, next) = dayPartBehind(reading.next) {
            reading = reading.held(to: part)
            reading.next = next
        } else if !part.isEmpty {
            reading = reading.held(to: part)
        }
        if reading.isBare && !marked { return nil }
        reading.isBare = false
        if let (offset, next) = zone(at: reading.next) {
            reading.offset = offset
            reading.next = next
        }
        return reading
    }

    /// The index behind "at", "around", "at about".
    private func skipAt(_ index: Int) -> Int {
        var at = index
        while at < index + 3,
            at == index ? item(at)?.has([.at, .about]) ?? false : has(at, [.at, .about])
        {
            at += 1
        }
        return at
    }

    /// "pm", "in the evening", "de la tarde".
    func dayPartBehind(_ index: Int) -> (Meaning.Roles, Int)? {
        guard let item = following(index) else { return nil }
        if item.has([.am, .pm]) {
            var next = index + 1
            if isMark(next, "."), following(next)?.gap == .joined { next += 1 }
            return (item.roles.intersection([.am, .pm]), next)
        }
        if item.kind == .word, item.text == "a" || item.text == "p" {
            // "a.m.", "p m"
            let letter = isMark(index + 1, ".") ? index + 2 : index + 1
            if let m = following(letter), m.text == "m" {
                let end =
                    isMark(letter + 1, ".") && following(letter + 1)?.gap == .joined
                        && letter > index + 1 ? letter + 2 : letter + 1
                return (item.text == "a" ? .am : .pm, end)
            }
            return item.gap == .joined ? (item.text == "a" ? .am : .pm, index + 1) : nil
        }
        var at = index
        at = skip(at, [.within, .of, .at])
        let name = skip(at, .article)
        guard let part = following(name) else { return nil }
        // "De mañana" is of tomorrow, "de la mañana" in the morning.
        if part.has(.dayParts), part.meaning.day == nil || name > at {
            return (part.roles.intersection(.dayParts), name + 1)
        }
        // "Las 12 del mediodía", "الواحدة ظهرًا"
        guard name == index || has(index, .of) else { return nil }
        if part.has(.noon) { return (.afternoon, name + 1) }
        return part.has(.midnight) ? (.night, name + 1) : nil
    }

    /// "Z", "+02:00", "UTC", "GMT+1"; names of zones that mean several are left alone.
    private func zone(at index: Int) -> (Int, Int)? {
        guard let item = following(index) else { return nil }
        if item.kind == .word, item.text == "z" && item.gap == .joined { return (0, index + 1) }
        var at = index
        var isNamed = false
        if item.text == "utc" || item.text == "gmt" {
            at += 1
            isNamed = true
        }
        if isMark(at, "+") || isMark(at, "-"), isNamed || following(at)?.gap == .joined,
            let hours = following(at + 1), hours.gap == .joined, let digits = hours.digits
        {
            let sign = isMark(at, "+") ? 1 : -1
            if hours.width == 4 {
                return (sign * (digits / 100 * 3600 + digits % 100 * 60), at + 2)
            }
            guard hours.width <= 2, digits <= 14 else { return nil }
            if isMark(at + 2, ":"), let minutes = following(at + 3)?.digits, minutes < 60 {
                return (sign * (digits * 3600 + minutes * 60), at + 4)
            }
            return isNamed ? (sign * digits * 3600, at + 2) : nil
        }
        return isNamed ? (0, at) : nil
    }

    func times() -> [Recognition] {
        var found: [Recognition] = []
        var index = 0
        while index < items.count {
            let reading = time(at: index)
            if let date = date(at: index), date.next > reading?.next ?? 0 {
                index = date.next
            } else if let reading {
                found.append(recognition(reading, from: skipAt(index)))
                index = reading.next
            } else {
                index += 1
            }
        }
        // Asked for a time, a number alone is one: "17", "five".
        if found.isEmpty, let only = items.indices.first(where: { items[$0].kind != .mark }),
            var reading = clock(at: only, marked: true)
        {
            while isMark(reading.next, ".") || isMark(reading.next, "!") { reading.next += 1 }
            if following(reading.next) == nil, reading.next >= items.count {
                found.append(recognition(reading, from: only))
            }
        }
        return found
    }

    private func recognition(_ reading: TimeReading, from start: Int) -> Recognition {
        if let problem = reading.problem {
            return found(.time, start, reading.next, .impossible, problem: problem)
        }
        return found(
            .time,
            start,
            reading.next,
            .value(.time(reading.time)),
            reading.other.map { [.value(.time($0))] } ?? []
        )
    }
}
