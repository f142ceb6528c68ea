import BotRuntime
import Dialogue
import Messages
import Values

extension TranscriptInput {
    /// The lines of a `.chat` file that make an event happen.
    ///
    /// - Parameters:
    ///   - kind: The event.
    ///   - offer: What was on offer when it came: a touch is written with its label.
    /// - Returns: A line, and under it those that continue it.
    package static func lines(_ kind: SimulatedEvent.Kind, offer: Offer?) -> [String] {
        switch kind {
        case .inbound(let inbound): return lines(inbound, offer)
        case .wait(let span): return ["~ \(span.words)"]
        case .new: return ["! new"]
        case .profile(let profile):
            let names = profile.capabilities.sorted().map { $0.rawValue.uppercased() }
            let usual = ChannelProfile.usual(on: profile.channel)
            return [
                "! profile \(profile.channel.rawValue)"
                    + (profile.capabilities == usual ? "" : " " + names.joined(separator: ","))
            ]
        case .stub(let stub):
            return [
                "stub \(stub.action) = \(stub.outcome.rawValue)"
                    + (stub.gives.map { " " + $0.text } ?? "")
                    + (stub.after.map { " after \($0.words)" } ?? "")
            ]
        case .people(let queue, let state):
            return ["! people \(state.rawValue)" + (queue.map { " \($0)" } ?? "")]
        case .line(let place, let wait):
            return ["! line" + words(place, wait)]
        case .verified(let verified): return ["! verified \(verified ? "yes" : "no")"]
        }
    }

    private static func lines(_ inbound: Inbound, _ offer: Offer?) -> [String] {
        switch inbound {
        // What a secure slot was answered is written by its name.
        case .text(let text) where text.hasPrefix("[secret] "): return ["> " + text]
        case .text(let text):
            var rows = text.split(separator: "\n", omittingEmptySubsequences: false).map(
                String.init
            )
            let first = rows.removeFirst()
            let escaped = first.hasPrefix("[") || first.hasPrefix("\\") ? "\\" + first : first
            return [("> " + escaped).withoutTrailingSpace] + rows.map { "  | " + $0 }
        case .tap(let question, let options):
            guard let offer, offer.question == question else { break }
            return ["> " + options.map { "[\(label($0, offer))]" }.joined(separator: " ")]
        case .timeSlot(let question, let id):
            guard let offer, offer.question == question else { break }
            return ["> [\(label(id, offer))]"]
        case .app(let question, let data):
            guard let offer, offer.question == question, let id = data["id"]?.string else { break }
            return ["> [\(label(id, offer))]"]
        case .form(let question, let values):
            guard let offer, offer.question == question else { break }
            let fields = values.sorted { $0.key < $1.key }.map { name, value in
                let words =
                    value.array.map { $0.compactMap(\.string).joined(separator: ", ") }
                    ?? value.string ?? value.text
                let isPlain =
                    !words.contains(";") && !words.hasPrefix("\"") && words == words.trimmed
                return "\(name) = \(isPlain ? words : JSON.string(words).text)"
            }
            return ["> [form] " + fields.joined(separator: "; ")]
        case .file(let file):
            let name = file.name ?? file.id
            guard name == file.id else { break }
            return ["> [file] \(name) \(file.mime) \(file.size)"]
        case .location(let place):
            guard let latitude = place.latitude, let longitude = place.longitude else { break }
            return [
                "> [location] \(latitude), \(longitude)"
                    + (place.name.map { " " + $0 } ?? "")
            ]
        case .typing(true): return ["! typing"]
        case .closed: return ["! closed"]
        case .desk(let desk): if let line = line(desk) { return [line] }
        case .signedIn(let question, let ok, let subject) where question == offer?.question:
            return ["! signed_in " + (ok ? subject ?? "" : "failed")]
        case .paid(let payment) where payment.question == offer?.question:
            let reference = payment.reference.map { " " + $0 } ?? ""
            guard payment.amount == nil, !reference.dropFirst().contains(" ") else { break }
            return ["! paid \(payment.status.rawValue)" + reference]
        case .backEnd(let event, let gives): return ["! told \(event) \(gives.text)"]
        case .value, .contactCard, .signedIn, .paid, .consent, .typing, .status, .edited, .deleted,
            .entry,
            .unsupported:
            break
        }
        return ["! event \(inbound.json.text)"]
    }

    /// An option by its title, where that names it and no other.
    private static func label(_ id: String, _ offer: Offer) -> String {
        guard let option = offer.options.first(where: { $0.id == id }),
            offer.option(option.title)?.id == id, !option.title.contains("]"),
            !option.title.hasPrefix("id:")
        else { return "id:\(id)" }
        return option.title
    }

    private static func line(_ desk: DeskEvent) -> String? {
        guard desk.topic == nil, desk.outcome == nil, desk.control == nil, desk.handoff == nil
        else { return nil }
        let agent = desk.agent.map { " " + $0 } ?? ""
        switch desk.kind {
        case .message:
            guard let text = desk.text, !text.contains("\n"), let name = desk.agent,
                !name.contains(":")
            else { return nil }
            return "! desk \(name): \(text)"
        case .accepted: return "! desk accept" + agent
        case .declined: return "! desk decline" + agent
        case .closed: return "! desk close"
        case .failed: return "! desk fail"
        case .queued where desk.queue == nil: return "! desk queued" + words(desk.place, desk.wait)
        case .callback:
            guard let at = desk.at else { return nil }
            return "! desk callback \(at)" + (desk.queue.map { " " + $0 } ?? "")
        case .transferred where desk.agent != nil: return "! desk transfer to" + agent
        case .transferred: return "! desk transfer" + (desk.queue.map { " " + $0 } ?? "")
        case .created, .queued, .offered, .typing, .topic, .note: return nil
        }
    }

    private static func words(_ place: Int?, _ wait: TimeSpan?) -> String {
        (place.map { " \($0)" } ?? "") + (wait.map { " wait \($0.words)" } ?? "")
    }
}
