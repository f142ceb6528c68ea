import Diagnostics
import Foundation
import Values

/// The desk at a terminal: what is typed becomes deeds, and what happens becomes lines.
final class DeskTerminal {
    let connection: DeskConnection
    let pen: Pen
    /// What the server said last of the desk.
    var view = JSON.null
    /// The ticket that is talked with.
    var current: Int?
    /// What each customer can tap, by question and ID, to be shown by its title.
    var titles: [String: String] = [:]
    /// What is waited for before the next line is taken.
    private var pause: (for: Pause, until: Date)?
    private(set) var isOver = false

    enum Pause: Equatable { case offer, message, typing, time }

    init(_ connection: DeskConnection, _ pen: Pen) {
        self.connection = connection
        self.pen = pen
    }

    /// Whether the next line may be taken, and until when it may not.
    var waitsUntil: Date? { pause?.until }

    /// Whose words the next line is.
    var prompt: String { current.map { "desk \(name(of: $0))> " } ?? "desk> " }

    // MARK: Taking a line

    func take(_ line: String) -> [String] {
        let line = line.trimmingCharacters(in: .whitespaces)
        guard !line.isEmpty else { return [] }
        guard line.hasPrefix(":") else {
            return said { () throws(DeskConnection.Refusal) in try send(text: line, control: nil) }
        }
        let word = line.dropFirst().prefix { $0 != " " }
        let rest = line.dropFirst(1 + word.count).trimmingCharacters(in: .whitespaces)
        guard let command = DeskCommand(rawValue: String(word)) else {
            let near = nearest(to: String(word), in: DeskCommand.allCases.map(\.rawValue))
            return [near.map { "There is no :\(word): did you mean :\($0)?" } ?? "Say :help."]
        }
        return said { () throws(DeskConnection.Refusal) in try obey(command, rest) }
    }

    private func said(_ work: () throws(DeskConnection.Refusal) -> [String]) -> [String] {
        do throws(DeskConnection.Refusal) { return try work() } catch {
            return [pen.warning("! " + error.words.printable)]
        }
    }

    private func obey(
        _ command: DeskCommand,
        _ rest: String
    ) throws(DeskConnection.Refusal) -> [String] {
        switch command {
        case .available: return try come(rest)
        case .away: return try presence(["presence": "away"], "You are away.")
        case .queue: return queue()
        case .accept: return try accept(rest)
        case .decline:
            let ticket = try ticket(rest, of: "offers", "Nothing is offered to you.")
            return try deed(ticket, "decline", nil, "Declined.")
        case .switch:
            current = try ticket(rest, of: "conversations", "You have no customer.")
            return ["You are with \(name(of: current ?? 0))."]
        case .typing:
            _ = try ask(try mine(), "typing", nil)
            return []
        case .note:
            _ = try ask(try mine(), "notes", ["id": .string(newID()), "text": .string(rest)])
            return ["Noted."]
        case .picker, .form: return try offer(command, rest)
        case .topic:
            _ = try ask(try mine(), "topic", ["id": .string(newID()), "topic": .string(rest)])
            return ["The bot runs \(rest); the customer is yours again after it."]
        case .back:
            _ = try ask(try mine(), "take-back", ["id": .string(newID())])
            return ["The customer is yours again."]
        case .transfer:
            let isPerson = rest.hasPrefix("to ")
            let name = isPerson ? String(rest.dropFirst(3)) : rest
            return try leave(
                "transfer",
                [isPerson ? "agent" : "queue": .string(name)],
                "Given away."
            )
        case .callback: return try book(rest)
        case .close:
            return try leave("close", rest.isEmpty ? [:] : ["outcome": .string(rest)], "Closed.")
        case .return:
            let (topic, outcome) = halves(rest)
            var body: [String: JSON] = ["topic": .string(topic)]
            if !outcome.isEmpty { body["outcome"] = .string(outcome) }
            return try leave("close", .object(body), "The bot goes on with \(topic).")
        case .done:
            let ticket = try ticket("", of: "wrap_up", "There is nothing to write up.")
            return try deed(ticket, "wrap-up", nil, "Done.")
        case .info: return try information()
        case .wait: return wait(rest)
        case .help: return ["What you type goes to your customer. Beside that:"] + DeskCommand.list
        case .quit:
            isOver = true
            return []
        }
    }

    /// Signs out.
    func leave() {
        _ = said { () throws(DeskConnection.Refusal) in try presence(["presence": "offline"], "") }
    }

    // MARK: Deeds

    private func come(_ channels: String) throws(DeskConnection.Refusal) -> [String] {
        let names = channels.split(separator: " ").map { JSON.string(String($0)) }
        var body: [String: JSON] = ["presence": "available"]
        if !names.isEmpty { body["channels"] = .array(names) }
        return try presence(
            .object(body),
            "You are available" + (names.isEmpty ? "." : " on \(channels).")
        )
    }

    private func presence(_ body: JSON, _ words: String) throws(DeskConnection.Refusal) -> [String]
    {
        let connection = connection
        let view = try DeskConnection.wait { () throws(DeskConnection.Refusal) in
            try await connection.put("/v1/desk/presence", body)
        }
        return [words] + show(view)
    }

    private func accept(_ rest: String) throws(DeskConnection.Refusal) -> [String] {
        let ticket = try ticket(rest, of: "offers", "Nothing is offered to you.", orAny: true)
        let view = try ask(ticket, "accept", nil)
        current = ticket
        return ["What you type goes to them now."] + show(view)
    }

    private func deed(
        _ ticket: Int,
        _ verb: String,
        _ body: JSON?,
        _ words: String
    ) throws(DeskConnection.Refusal) -> [String] {
        [words] + show(try ask(ticket, verb, body))
    }

    /// A deed after which the customer is somebody else's.
    private func leave(
        _ verb: String,
        _ body: JSON,
        _ words: String
    ) throws(DeskConnection.Refusal) -> [String] {
        let view = try ask(try mine(), verb, body)
        current = nil
        return [words] + show(view)
    }

    private func send(text: String?, control: JSON?) throws(DeskConnection.Refusal) -> [String] {
        _ = try ask(
            try mine(),
            "messages",
            .compact([
                "id": .string(newID()), "text": text.map(JSON.string), "control": control,
            ])
        )
        return []
    }

    /// `:picker Which day? | Monday | Friday`.
    private func offer(
        _ command: DeskCommand,
        _ rest: String
    ) throws(DeskConnection.Refusal) -> [String] {
        let parts = rest.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        guard parts.count >= 2 else {
            throw refusal("write \(command.usage.name) \(command.usage.arguments)")
        }
        let items = parts.dropFirst()
        let control: JSON =
            command == .picker
            ? [
                "type": "choice", "title": .string(parts[0]),
                "options": .array(items.map { ["title": .string($0)] }),
            ]
            : [
                "type": "form", "title": .string(parts[0]),
                "pages": .array(items.map { ["slot": .string($0), "title": .string($0)] }),
            ]
        return try send(text: parts[0], control: control)
    }

    private func book(_ rest: String) throws(DeskConnection.Refusal) -> [String] {
        let (time, phone) = halves(rest)
        let span = TimeSpan(time)
        guard let at = Timestamp(time) ?? span.map({ Moment.now.adding($0) }) else {
            throw refusal("a time is like 2026-03-03T15:00:00Z, or 2h for in two hours")
        }
        var body: [String: JSON] = ["at": .string(at.description)]
        if !phone.isEmpty { body["phone"] = .string(phone) }
        _ = try ask(try mine(), "callbacks", .object(body))
        return ["Booked for \(LocalTime(zone: nil).words(at))."]
    }

    private func information() throws(DeskConnection.Refusal) -> [String] {
        let (connection, ticket) = (connection, try mine())
        return details(
            try DeskConnection.wait { () throws(DeskConnection.Refusal) in
                try await connection.get("/v1/desk/tickets/\(ticket)")
            }
        )
    }

    private func ask(
        _ ticket: Int,
        _ verb: String,
        _ body: JSON?
    ) throws(DeskConnection.Refusal) -> JSON {
        let connection = connection
        return try DeskConnection.wait { () throws(DeskConnection.Refusal) in
            try await connection.post("/v1/desk/tickets/\(ticket)/\(verb)", body)
        }
    }

    /// What is sent is known by it when it comes twice.
    private func newID() -> String { UUID().uuidString }

    // MARK: Which

    private func mine() throws(DeskConnection.Refusal) -> Int {
        guard let current else { throw refusal("You have no customer: :accept what is offered.") }
        return current
    }

    /// The ticket of that number or customer; without one the only one there is.
    private func ticket(
        _ text: String,
        of list: String,
        _ none: String,
        orAny: Bool = false
    ) throws(DeskConnection.Refusal) -> Int {
        let tickets = view[list]?.array ?? []
        if text.isEmpty {
            guard let first = tickets.first?["ticket"]?.int else { throw refusal(none) }
            return first
        }
        if let found = tickets.first(where: { $0["user"]?.string == text })?["ticket"]?.int {
            return found
        }
        guard let number = Int(text),
            orAny || tickets.contains(where: { $0["ticket"]?.int == number })
        else { throw refusal(none) }
        return number
    }

    private func refusal(_ words: String) -> DeskConnection.Refusal {
        DeskConnection.Refusal(status: 0, words: words)
    }

    private func halves(_ text: String) -> (String, String) {
        let first = text.prefix { $0 != " " }
        return (
            String(first), text.dropFirst(first.count).trimmingCharacters(in: .whitespaces)
        )
    }

    // MARK: Waiting

    /// A script waits no longer for what does not come.
    private static let longestPause = 60.0

    private func wait(_ what: String) -> [String] {
        switch what {
        case "offer":
            guard view["offers"]?.array?.isEmpty != false else { return [] }
            pause = (.offer, Date(timeIntervalSinceNow: Self.longestPause))
        case "message": pause = (.message, Date(timeIntervalSinceNow: Self.longestPause))
        case "typing": pause = (.typing, Date(timeIntervalSinceNow: Self.longestPause))
        default:
            guard let span = TimeSpan(what) else {
                return ["Wait for an offer, a message, typing or 5s."]
            }
            pause = (.time, Date(timeIntervalSinceNow: Double(span.seconds)))
        }
        return []
    }

    func happened(_ what: Pause) {
        if pause?.for == what { pause = nil }
    }

    /// Nothing came.
    func stopWaiting() -> [String] {
        defer { pause = nil }
        return pause?.for == .time ? [] : [pen.warning("! It did not come.")]
    }
}
