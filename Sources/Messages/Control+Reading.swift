import Values

extension Control {
    /// Reads what a person offers to touch, in the form that replies have; the question is named
    /// later.
    ///
    /// - Throws: `InboundError` saying what is missing, or that only the bot may offer it.
    public init(json: JSON) throws(InboundError) {
        guard let type = json["type"]?.string else {
            throw InboundError("control.type is one of \(Self.offered.joined(separator: ", "))")
        }
        self.init(
            question: json["question"]?.string ?? "",
            title: json["title"]?.string,
            kind: try Self.kind(type, json),
            skip: json["skip"]?.string
        )
    }

    /// What people may offer; to sign in, to pay and the channel's apps belong to topics.
    private static let offered = [
        "choice", "yesno", "date", "time", "number", "text", "time_slots", "form", "file",
        "location",
    ]

    private static func kind(_ type: String, _ json: JSON) throws(InboundError) -> Kind {
        switch type {
        case "choice": return .choice(try choice(json))
        case "yesno":
            return .yesno(yes: json["yes"]?.string ?? "Yes", no: json["no"]?.string ?? "No")
        case "date":
            return .date(
                min: json["min"]?.string.flatMap { CivilDate($0) },
                max: json["max"]?.string.flatMap { CivilDate($0) }
            )
        case "time": return .time
        case "number": return .number
        case "text":
            return .text(
                TextControl(
                    format: json["format"]?.string.flatMap(TextControl.Format.init) ?? .free,
                    maxLength: try count("max_length", json, 1...1_000_000),
                    example: json["example"]?.string
                )
            )
        case "time_slots": return .timeSlots(try timeSlots(json))
        case "form": return .form(try form(json))
        case "file":
            return .file(
                mimes: (json["mimes"]?.array ?? []).compactMap(\.string),
                maxBytes: try count("max_bytes", json, 1...2_000_000_000) ?? 20_000_000
            )
        case "location": return .location
        default:
            throw InboundError("control.type is one of \(offered.joined(separator: ", "))")
        }
    }

    /// A whole number within bounds; nil where there is none.
    private static func count(
        _ name: String,
        _ json: JSON,
        _ bounds: ClosedRange<Int>
    ) throws(InboundError) -> Int? {
        guard let given = json[name], given != .null else { return nil }
        guard let number = given.int, bounds.contains(number) else {
            throw InboundError(
                "\(name) is a whole number from \(bounds.lowerBound) to \(bounds.upperBound)"
            )
        }
        return number
    }

    private static func choice(_ json: JSON) throws(InboundError) -> ChoiceControl {
        var options: [ChoiceControl.Option] = []
        for item in json["options"]?.array ?? [] {
            guard let title = item["title"]?.string, !title.isEmpty else {
                throw InboundError("each of control.options has a title")
            }
            options.append(
                ChoiceControl.Option(
                    id: item["id"]?.string ?? title,
                    title: title,
                    subtitle: item["subtitle"]?.string,
                    image: item["image"]?.string,
                    section: item["section"]?.string
                )
            )
        }
        guard !options.isEmpty, Set(options.map(\.id)).count == options.count else {
            throw InboundError("control.options has one option or more, each with an id of its own")
        }
        let most = json["max"]?.int ?? 1
        let least = json["min"]?.int ?? 1
        guard least >= 0, most >= 1, least <= most else {
            throw InboundError("control.min and control.max are numbers of options")
        }
        return ChoiceControl(
            options: options,
            min: least,
            max: most,
            style: json["style"]?.string.flatMap(ChoiceControl.Style.init) ?? .auto
        )
    }

    private static func timeSlots(_ json: JSON) throws(InboundError) -> TimeSlotsControl {
        var slots: [TimeSlotsControl.Slot] = []
        for item in json["slots"]?.array ?? [] {
            guard let start = item["start"]?.string.flatMap({ Timestamp($0) }) else {
                throw InboundError("each of control.slots has a start such as 2026-03-02T10:00:00Z")
            }
            slots.append(
                TimeSlotsControl.Slot(
                    id: item["id"]?.string ?? start.description,
                    start: start,
                    seconds: try count("seconds", item, 0...31_622_400) ?? 1800,
                    title: item["title"]?.string ?? start.description
                )
            )
        }
        guard !slots.isEmpty, Set(slots.map(\.id)).count == slots.count else {
            throw InboundError("control.slots has one time or more, each with an id of its own")
        }
        return TimeSlotsControl(
            slots: slots,
            timeZone: json["time_zone"]?.string ?? "UTC",
            place: json["place"]?.string
        )
    }

    private static func form(_ json: JSON) throws(InboundError) -> FormControl {
        let items = json["pages"]?.array ?? []
        var pages: [FormControl.Page] = []
        for (number, item) in items.enumerated() {
            guard let slot = item["slot"]?.string, !slot.isEmpty else {
                throw InboundError("each of control.pages has a slot, which names its value")
            }
            let control = item["control"] ?? ["type": "text"]
            if control["type"]?.string == "form" { throw InboundError("a form has no form in it") }
            pages.append(
                FormControl.Page(
                    slot: slot,
                    title: item["title"]?.string ?? slot,
                    control: try Control(json: control),
                    value: item["value"],
                    next: number + 1 < items.count ? items[number + 1]["slot"]?.string : nil
                )
            )
        }
        guard !pages.isEmpty, Set(pages.map(\.slot)).count == pages.count else {
            throw InboundError("control.pages has one field or more, each with a slot of its own")
        }
        return FormControl(pages: pages)
    }
}
