import Values

extension Inbound {
    /// Reads an event in its JSON form; the keys `id` and `at` beside it are the caller's.
    ///
    /// - Throws: `InboundError` saying which key is missing or of the wrong kind.
    public init(json: JSON) throws(InboundError) {
        guard let fields = json.object else { throw InboundError("an event is a JSON object") }
        // A desk event has a text of its own beside it.
        let kinds =
            fields["desk"] != nil
            ? ["desk"] : fields.keys.filter { Self.readers[$0] != nil }.sorted()
        guard let kind = kinds.first, let reader = Self.readers[kind], let body = fields[kind]
        else {
            throw InboundError(
                "an event has one of the keys \(Self.readers.keys.sorted().joined(separator: ", "))"
            )
        }
        guard kinds.count == 1 else {
            throw InboundError(
                "an event is one thing, this has \(kinds.joined(separator: " and "))"
            )
        }
        self = try reader(body, fields)
    }

    /// The keys that name what an event is.
    public static var kinds: [String] { readers.keys.sorted() }

    private typealias Reader = @Sendable (JSON, [String: JSON]) throws(InboundError) -> Inbound

    private static let readers: [String: Reader] = [
        "text": { (body, _) throws(InboundError) in .text(try string(body, "text")) },
        "tap": { (body, _) throws(InboundError) in
            .tap(
                question: try string(body["question"], "tap.question"),
                options: try strings(body["options"], "tap.options")
            )
        },
        "form": { (body, _) throws(InboundError) in
            guard let values = body["values"]?.object else {
                throw InboundError("form.values is an object of slot: value")
            }
            return .form(question: try string(body["question"], "form.question"), values: values)
        },
        "slot": { (body, _) throws(InboundError) in
            .timeSlot(
                question: try string(body["question"], "slot.question"),
                id: try string(body["id"], "slot.id")
            )
        },
        "value": { (body, _) throws(InboundError) in
            guard let value = body["value"] else { throw InboundError("value.value is missing") }
            return .value(question: try string(body["question"], "value.question"), value)
        },
        "file": { (body, _) throws(InboundError) in
            guard let size = body["size"]?.int, size >= 0 else {
                throw InboundError("file.size is a number of bytes")
            }
            return .file(
                FileReference(
                    id: try string(body["id"], "file.id"),
                    mime: try string(body["mime"], "file.mime"),
                    size: size,
                    name: body["name"]?.string
                )
            )
        },
        "location": { (body, _) throws(InboundError) in
            guard let place = Location(body) else {
                throw InboundError("location needs latitude and longitude in degrees")
            }
            return .location(place)
        },
        "contact_card": { (body, _) throws(InboundError) in .contactCard(body) },
        "signed_in": { (body, _) throws(InboundError) in
            guard let status = body["status"]?.string, ["ok", "failed"].contains(status) else {
                throw InboundError("signed_in.status is ok or failed")
            }
            return .signedIn(
                question: body["question"]?.string,
                ok: status == "ok",
                subject: body["subject"]?.string
            )
        },
        "paid": { (body, _) throws(InboundError) in .paid(try PaymentResult(json: body)) },
        "event": { (body, _) throws(InboundError) in
            .backEnd(event: try string(body["name"], "event.name"), gives: body["gives"] ?? .null)
        },
        "app": { (body, _) throws(InboundError) in
            .app(
                question: try string(body["question"], "app.question"),
                data: body["data"] ?? .null
            )
        },
        "typing": { (body, _) throws(InboundError) in .typing(body.bool ?? true) },
        "status": { (body, _) throws(InboundError) in
            guard let state = body["state"]?.string.flatMap(DeliveryState.init) else {
                throw InboundError("status.state is sent, delivered, read or failed")
            }
            return .status(
                message: try string(body["message"], "status.message"),
                state: state,
                code: body["code"]?.string
            )
        },
        "edited": { (body, _) throws(InboundError) in .edited(body) },
        "deleted": { (body, _) throws(InboundError) in .deleted(body) },
        "consent": { (body, _) throws(InboundError) in
            guard let granted = body["granted"]?.bool else {
                throw InboundError("consent.granted is true or false")
            }
            return .consent(granted: granted, words: body["words"]?.string)
        },
        "closed": { (_, _) throws(InboundError) in .closed },
        "entry": { (body, _) throws(InboundError) in
            .entry(
                intent: body["intent"]?.string,
                group: body["group"]?.string,
                body: body["body"]?.string
            )
        },
        "desk": { (body, fields) throws(InboundError) in
            guard let kind = body.string.flatMap(DeskEvent.Kind.init) else {
                let kinds = DeskEvent.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                throw InboundError("desk is one of \(kinds)")
            }
            return .desk(
                DeskEvent(
                    kind,
                    agent: fields["agent"]?.string,
                    text: fields["text"]?.string,
                    queue: fields["queue"]?.string,
                    place: try place(fields["place"]),
                    wait: fields["wait"]?.string.flatMap { TimeSpan($0) },
                    at: fields["at"]?.string.flatMap { Timestamp($0) },
                    topic: fields["topic"]?.string,
                    outcome: fields["outcome"]?.string,
                    control: try control(fields["control"]),
                    handoff: fields["handoff"]?.string
                )
            )
        },
    ]

    /// A line has no more people in it, and a state no greater count.
    private static let longestLine = 1_000_000

    package static func place(_ json: JSON?) throws(InboundError) -> Int? {
        guard let json, json != .null else { return nil }
        guard let place = json.int, (0...longestLine).contains(place) else {
            throw InboundError("place counts those in line, up to \(longestLine)")
        }
        return place
    }

    private static func control(_ json: JSON?) throws(InboundError) -> Control? {
        guard let json, json != .null else { return nil }
        return try Control(json: json)
    }

    private static func string(_ value: JSON?, _ name: String) throws(InboundError) -> String {
        guard let text = value?.string else { throw InboundError("\(name) is a string") }
        return text
    }

    private static func strings(_ value: JSON?, _ name: String) throws(InboundError) -> [String] {
        guard let items = value?.array else { throw InboundError("\(name) is a list of strings") }
        var strings: [String] = []
        for item in items { strings.append(try string(item, name)) }
        return strings
    }
}
