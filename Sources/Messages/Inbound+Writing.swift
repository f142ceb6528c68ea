import Values

extension Inbound {
    /// The event in the form in which it is read.
    public var json: JSON {
        switch self {
        case .text(let text): ["text": .string(text)]
        case .tap(let question, let options):
            ["tap": ["question": .string(question), "options": .array(options.map(JSON.string))]]
        case .form(let question, let values):
            ["form": ["question": .string(question), "values": .object(values)]]
        case .timeSlot(let question, let id):
            ["slot": ["question": .string(question), "id": .string(id)]]
        case .value(let question, let value):
            ["value": ["question": .string(question), "value": value]]
        case .file(let file):
            [
                "file": .compact([
                    "id": .string(file.id), "mime": .string(file.mime),
                    "size": .int(Int64(file.size)), "name": file.name.map(JSON.string),
                ])
            ]
        case .location(let place):
            [
                "location": .compact([
                    "latitude": place.latitude.map(JSON.double),
                    "longitude": place.longitude.map(JSON.double),
                    "name": place.name.map(JSON.string),
                ])
            ]
        case .contactCard(let card): ["contact_card": card]
        case .signedIn(let question, let ok, let subject):
            [
                "signed_in": .compact([
                    "question": question.map(JSON.string), "status": ok ? "ok" : "failed",
                    "subject": subject.map(JSON.string),
                ])
            ]
        case .paid(let payment): ["paid": payment.json]
        case .backEnd(let event, let gives):
            ["event": ["name": .string(event), "gives": gives]]
        case .app(let question, let data): ["app": ["question": .string(question), "data": data]]
        case .typing(let isTyping): ["typing": .bool(isTyping)]
        case .status(let message, let state, let code):
            [
                "status": .compact([
                    "message": .string(message), "state": .string(state.rawValue),
                    "code": code.map(JSON.string),
                ])
            ]
        case .edited(let edit): ["edited": edit]
        case .deleted(let deletion): ["deleted": deletion]
        case .closed: ["closed": [:]]
        case .consent(let granted, let words):
            ["consent": .compact(["granted": .bool(granted), "words": words.map(JSON.string)])]
        case .entry(let intent, let group, let body):
            [
                "entry": .compact([
                    "intent": intent.map(JSON.string), "group": group.map(JSON.string),
                    "body": body.map(JSON.string),
                ])
            ]
        case .desk(let desk):
            .compact([
                "desk": .string(desk.kind.rawValue), "agent": desk.agent.map(JSON.string),
                "text": desk.text.map(JSON.string), "queue": desk.queue.map(JSON.string),
                "place": desk.place.map { .int(Int64($0)) },
                "wait": desk.wait.map { .string($0.words) },
                "at": desk.at.map { .string($0.description) },
                "topic": desk.topic.map(JSON.string), "outcome": desk.outcome.map(JSON.string),
                "control": desk.control?.json, "handoff": desk.handoff.map(JSON.string),
            ])
        case .unsupported(let kind): ["unsupported": .string(kind)]
        }
    }
}
