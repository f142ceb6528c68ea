import BotRuntime
import Dialogue
import Foundation
import Messages
import Topics
import Values

/// Keeps a conversation as it goes on, to be saved as a transcript.
package struct SessionRecorder {
    private var lines: [String] = []
    private var slots: [String: Value] = [:]
    private var topic: TopicID?
    private var owner = Owner.bot
    private var interactions = 0
    private var language: String

    /// - Parameters:
    ///   - simulation: Before anything happened.
    ///   - language: As it was asked for; nil for the bot's.
    package init(_ simulation: Simulation, language: String? = nil) {
        let profile = simulation.profile
        self.language = simulation.conversation.language
        var header = ["channel: \(profile.channel.rawValue)"]
        if profile.capabilities != ChannelProfile.usual(on: profile.channel) {
            let names = profile.capabilities.sorted().map { $0.rawValue.uppercased() }
            header.append("capabilities: \(names.joined(separator: ","))")
        }
        header.append("contact: \(simulation.contact.id)")
        header.append("now: \(simulation.now)")
        if let language { header.append("language: \(language)") }
        if !simulation.contact.verified { header.append("verified: no") }
        // One that nobody knows decides nothing, and no file may name it.
        if let zone = simulation.contact.timeZone, TimeZone(identifier: zone) != nil {
            header.append("time_zone: \(zone)")
        }
        lines = [header.joined(separator: "      "), ""]
    }

    /// Notes an event and what it led to.
    ///
    /// - Parameters:
    ///   - kind: What happened.
    ///   - report: What it led to.
    ///   - offer: What was on offer when it came.
    ///   - asked: The secure slot that was asked when it came.
    ///   - bot: Says which slots are secure and which calls are safe.
    package mutating func add(
        _ kind: SimulatedEvent.Kind,
        _ report: TurnReport,
        offer: Offer?,
        asked: SlotName? = nil,
        in bot: Bot
    ) {
        lines += TranscriptInput.lines(
            withoutSecrets(kind, report, asked: asked, bot),
            offer: offer
        )
        let claims = claims(report, bot)
        if !claims.isEmpty { lines.append("@ " + claims.joined(separator: "; ")) }
        lines += kind.leavingOutRelayed(report.replies).flatMap { Saying($0).lines }
    }

    /// Notes what the next call of an action does.
    package mutating func add(_ stub: Stub) {
        lines += TranscriptInput.lines(.stub(stub), offer: nil)
    }

    /// The text of the file.
    ///
    /// - Parameters:
    ///   - title: Its first comment.
    ///   - secrets: What secure slots are answered; made up, for it stands in the header.
    /// - Returns: The header, then what happened.
    package func text(title: String, secrets: [String: String] = [:]) -> String {
        var lines = lines
        if !secrets.isEmpty {
            let values = secrets.sorted { $0.key < $1.key }.map { "\($0) = \($1)" }
            lines[0] += "      secrets: \(values.joined(separator: "; "))"
        }
        return (["# \(title)"] + lines).joined(separator: "\n") + "\n"
    }

    /// An event as it may stand in a file.
    ///
    /// What answered a secure question becomes `[secret] slot`, which takes its value from the
    /// header; whatever else may be a secret is hidden.
    private func withoutSecrets(
        _ kind: SimulatedEvent.Kind,
        _ report: TurnReport,
        asked: SlotName?,
        _ bot: Bot
    ) -> SimulatedEvent.Kind {
        guard case .inbound(let inbound) = kind else { return kind }
        let known = report.facts.compactMap { fact -> String? in
            guard case .slot(_, let value) = fact, value != .null else { return nil }
            return value.claimed
        }
        func hidden(_ words: String) -> String { bot.secrecy.masking(words, butFor: known) }
        func hidden(_ json: JSON) -> JSON {
            let shown = hidden(json.text)
            return shown == json.text ? json : .string(shown)
        }
        switch inbound {
        case .text(let text):
            guard let asked else { return .inbound(.text(hidden(text))) }
            switch report.rule {
            // It steered the conversation: it was no answer.
            case .consent, .owner, .person, .label, .control, .topic, .question:
                return .inbound(.text(hidden(text)))
            case nil, .seen, .tap, .answer, .correction, .freeText, .notUnderstood:
                return .inbound(.text("[secret] \(asked)"))
            }
        case .value(let question, let value):
            if let asked { return .inbound(.text("[secret] \(asked)")) }
            return .inbound(.value(question: question, hidden(value)))
        case .tap(let question, let options):
            return .inbound(.tap(question: question, options: options.map(hidden)))
        case .app(let question, let data):
            if let asked { return .inbound(.text("[secret] \(asked)")) }
            return .inbound(.app(question: question, data: hidden(data)))
        case .form(let question, let values):
            let topics = bot.definition.topics
            var shown = values
            for (slot, value) in values {
                if topics.contains(where: { bot.isSecure(slot, in: $0.id) }) {
                    shown[slot] = .string(TranscriptInput.FormField.secret)
                } else if let text = value.string {
                    shown[slot] = .string(bot.secrecy.maskingNamed(text))
                }
            }
            return .inbound(.form(question: question, values: shown))
        case .entry(let intent, let group, let body):
            return .inbound(.entry(intent: intent, group: group, body: body.map(hidden)))
        case .consent(let granted, let words):
            return .inbound(.consent(granted: granted, words: words.map(hidden)))
        case .timeSlot, .file, .location, .contactCard, .signedIn, .paid, .backEnd, .typing,
            .status,
            .edited, .deleted, .closed, .desk, .unsupported:
            return kind
        }
    }

    /// What is new after a turn: the topic, answers, effects, who speaks.
    private mutating func claims(_ report: TurnReport, _ bot: Bot) -> [String] {
        let definition = bot.definition
        var claims: [String] = []
        if report.topic != topic {
            topic = report.topic
            slots = [:]
            if let topic { claims.append("topic \(topic)") }
        }
        if report.conversation.language != language {
            language = report.conversation.language
            claims.append("language \(language)")
        }
        for (name, value) in report.slots.sorted(by: { $0.key < $1.key }) where slots[name] != value
        {
            // A secure value is in no file.
            guard !bot.isSecure(name, in: topic) else { continue }
            let spelled = value.claimed
            let needsQuotes = spelled.contains(";") || spelled.hasPrefix("\"")
            claims.append("slot \(name) = \(needsQuotes ? JSON.string(spelled).text : spelled)")
        }
        slots = report.slots
        for case .correction(let name) in report.facts { claims.append("correction \(name)") }
        var counts: [(action: ActionName, count: Int)] = []
        for call in report.calls where definition.actions[call.action]?.safe == false {
            if let index = counts.firstIndex(where: { $0.action == call.action }) {
                counts[index].count += 1
            } else {
                counts.append((call.action, 1))
            }
        }
        claims += counts.map {
            "call \($0.action) " + ($0.count == 1 ? "once" : "\($0.count) times")
        }
        if let packet = report.handoff { claims.append("handoff \(packet.queue)") }
        claims += links(report.conversation.interactions)
        if report.conversation.owner != owner {
            owner = report.conversation.owner
            claims.append("owner \(owner.rawValue)")
        }
        return claims
    }

    /// Interactions that were opened for another one.
    private mutating func links(_ all: [Interaction]) -> [String] {
        let known = min(interactions, all.count)
        interactions = all.count
        return all.indices.dropFirst(known).compactMap { index in
            all.firstIndex { $0.id == all[index].linkedTo }.map {
                "interaction \(index + 1) linked \($0 + 1)"
            }
        }
    }
}
