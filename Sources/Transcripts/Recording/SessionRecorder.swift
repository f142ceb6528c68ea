import BotRuntime
import Dialogue
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

    /// - Parameters:
    ///   - simulation: Before anything happened.
    ///   - language: As it was asked for; nil for the bot's.
    package init(_ simulation: Simulation, language: String? = nil) {
        let profile = simulation.profile
        var header = ["channel: \(profile.channel.rawValue)"]
        if profile.capabilities != ChannelProfile.usual(on: profile.channel) {
            let names = profile.capabilities.sorted().map { $0.rawValue.uppercased() }
            header.append("capabilities: \(names.joined(separator: ","))")
        }
        header.append("contact: \(simulation.contact.id)")
        header.append("now: \(simulation.now)")
        if let language { header.append("language: \(language)") }
        if !simulation.contact.verified { header.append("verified: no") }
        if let zone = simulation.contact.timeZone { header.append("time_zone: \(zone)") }
        lines = [header.joined(separator: "      "), ""]
    }

    /// Notes an event and what it led to.
    ///
    /// - Parameters:
    ///   - kind: What happened.
    ///   - report: What it led to.
    ///   - offer: What was on offer when it came.
    ///   - definition: Says which slots are secure and which calls are safe.
    package mutating func add(
        _ kind: SimulatedEvent.Kind,
        _ report: TurnReport,
        offer: Offer?,
        in definition: BotDefinition
    ) {
        lines += TranscriptInput.lines(kind, offer: offer)
        let claims = claims(report, definition)
        if !claims.isEmpty { lines.append("@ " + claims.joined(separator: "; ")) }
        var replies = report.replies
        if case .inbound(.desk(let desk)) = kind, desk.kind == .message,
            let index = replies.firstIndex(where: { $0.sender == .agent && $0.text == desk.text })
        {
            replies.remove(at: index)
        }
        lines += replies.flatMap { Saying($0).lines }
    }

    /// The text of the file; `title` is its first comment.
    package func text(title: String) -> String {
        (["# \(title)"] + lines).joined(separator: "\n") + "\n"
    }

    /// What is new after a turn: the topic, answers, effects, who speaks.
    private mutating func claims(_ report: TurnReport, _ definition: BotDefinition) -> [String] {
        var claims: [String] = []
        if report.topic != topic {
            topic = report.topic
            slots = [:]
            if let topic { claims.append("topic \(topic)") }
        }
        for (name, value) in report.slots.sorted(by: { $0.key < $1.key }) where slots[name] != value
        {
            // A secure value is in no file.
            let slot = topic.flatMap { id in definition.topics.first { $0.id == id } }?
                .slot(SlotName(name))
            guard slot?.secure != true else { continue }
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
