import Values

extension Reply {
    /// The form in which a gateway and `chat --json` get it.
    public var json: JSON {
        .compact([
            "id": .string(id), "purpose": .string(purpose.rawValue),
            "from": sender == .agent ? "agent" : nil,
            "text": text.map(JSON.string),
            "link": links.count == 1 ? links[0].json : nil,
            "links": links.count > 1 ? .array(links.map(\.json)) : nil,
            "media": media?.json, "card": card?.json,
            "articles": articles.isEmpty ? nil : .array(articles.map(\.json)),
            "control": control?.json, "native": native.isEmpty ? nil : .object(native),
        ])
    }
}

extension Link {
    public var json: JSON {
        .compact([
            "url": .string(url), "title": title.map(JSON.string), "image": image.map(JSON.string),
        ])
    }
}

extension Media {
    public var json: JSON {
        .compact([
            "id": id.map(JSON.string), "mime": mime.map(JSON.string), "url": url.map(JSON.string),
            "caption": caption.map(JSON.string),
        ])
    }
}

extension Card {
    public var json: JSON {
        .compact([
            "title": .string(title), "subtitle": subtitle.map(JSON.string),
            "image": image.map(JSON.string),
            "facts": facts.isEmpty
                ? nil
                : .array(
                    facts.map { ["name": .string($0.name), "value": .string($0.value)] }
                ),
        ])
    }
}

extension ArticleLink {
    public var json: JSON {
        .compact([
            "id": .string(id), "title": .string(title), "url": url.map(JSON.string),
            "snippet": snippet.map(JSON.string), "kind": .string(kind),
        ])
    }
}

extension Control {
    public var json: JSON {
        var fields: [String: JSON] = ["type": .string(typeName), "question": .string(question)]
        if let title { fields["title"] = .string(title) }
        if let skip { fields["skip"] = .string(skip) }
        for (key, value) in details { fields[key] = value }
        return .object(fields)
    }

    private var typeName: String {
        switch kind {
        case .choice: "choice"
        case .yesno: "yesno"
        case .date: "date"
        case .time: "time"
        case .number: "number"
        case .text: "text"
        case .timeSlots: "time_slots"
        case .form: "form"
        case .file: "file"
        case .location: "location"
        case .signIn: "sign_in"
        case .pay: "pay"
        case .app: "app"
        }
    }

    private var details: [String: JSON] {
        switch kind {
        case .choice(let choice):
            var fields: [String: JSON] = [
                "options": .array(choice.options.map(\.json)), "min": .int(Int64(choice.min)),
                "max": .int(Int64(choice.max)), "style": .string(choice.style.rawValue),
            ]
            if let more = choice.more {
                fields["more"] = true
                fields["more_title"] = .string(more)
            }
            return fields
        case .yesno(let yes, let no): return ["yes": .string(yes), "no": .string(no)]
        case .date(let min, let max):
            return [
                "min": min.map { .string($0.description) },
                "max": max.map { .string($0.description) },
            ].compactMapValues { $0 }
        case .time, .number, .location: return [:]
        case .text(let text):
            return [
                "format": .string(text.format.rawValue), "secret": text.secret ? true : nil,
                "max_length": text.maxLength.map { .int(Int64($0)) },
                "example": text.example.map(JSON.string),
            ].compactMapValues { $0 }
        case .timeSlots(let times):
            return [
                "slots": .array(times.slots.map(\.json)), "time_zone": .string(times.timeZone),
                "place": times.place.map(JSON.string), "more": times.more.map { _ in true },
                "more_title": times.more.map(JSON.string),
            ].compactMapValues { $0 }
        case .form(let form):
            return [
                "pages": .array(form.pages.map(\.json)),
                "start": form.pages.first.map { .string($0.slot) },
            ].compactMapValues { $0 }
        case .file(let mimes, let maxBytes):
            return ["mimes": .array(mimes.map(JSON.string)), "max_bytes": .int(Int64(maxBytes))]
        case .signIn(let method): return ["methods": [.string(method.rawValue)]]
        case .pay(let pay): return pay.details
        case .app(let name, let parameters):
            return ["app": .string(name), "parameters": .object(parameters)]
        }
    }
}

extension ChoiceControl.Option {
    public var json: JSON {
        .compact([
            "id": .string(id), "title": .string(title), "subtitle": subtitle.map(JSON.string),
            "image": image.map(JSON.string), "section": section.map(JSON.string),
            "number": number.map { .int(Int64($0)) },
        ])
    }
}

extension TimeSlotsControl.Slot {
    public var json: JSON {
        .compact([
            "id": .string(id), "start": .string(start.description), "seconds": .int(Int64(seconds)),
            "title": .string(title), "number": number.map { .int(Int64($0)) },
        ])
    }
}

extension FormControl.Page {
    public var json: JSON {
        .compact([
            "slot": .string(slot), "title": .string(title), "control": control.json,
            "value": value, "next": next.map(JSON.string),
        ])
    }
}
