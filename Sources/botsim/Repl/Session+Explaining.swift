import BotRuntime
import Bots
import Dialogue
import KnowledgeSearch
import Messages
import Topics
import Transcripts
import Understanding
import Values

/// What a designer asks about the conversation.
extension Session {
    var slotLines: [String] {
        let slots = lastReport?.slots ?? [:]
        guard !slots.isEmpty else { return ["  nothing is answered yet"] }
        let topic = lastReport?.topic.flatMap { folder.bot.topic($0) }
        let width = slots.keys.map(\.count).max() ?? 0
        return slots.sorted { $0.key < $1.key }.map { name, value in
            let isSecure = topic?.slot(SlotName(name))?.secure ?? false
            let words = isSecure ? "•••" : value.claimed
            return "  " + name.filled(to: width) + "  " + words.printable
        }
    }

    var stateLines: [String] {
        let conversation = simulation.conversation
        var lines = [
            "  conversation  \(conversation.id), in \(conversation.language), on "
                + simulation.profile.channel.rawValue,
            "  owner         \(conversation.owner.rawValue)",
            "  topics        "
                + (conversation.frames.isEmpty
                    ? "none" : conversation.frames.map(\.topic.rawValue).joined(separator: " > ")),
            "  waiting       \(conversation.waiting.kind)"
                + (conversation.waiting.slot.map { " \($0)" } ?? "")
                + (conversation.waiting.failures > 0
                    ? ", \(conversation.waiting.failures) not understood" : ""),
            "  now           \(simulation.now)",
        ]
        for timer in conversation.timers.sorted(by: { $0.value < $1.value }) {
            lines.append("  timer         \(timer.key.rawValue) at \(timer.value)")
        }
        for interaction in conversation.interactions {
            lines.append(
                "  interaction   \(interaction.id), \(interaction.subtype)"
                    + (interaction.linkedTo.map { ", linked to \($0)" } ?? "")
                    + (interaction.outcome.map { ", \($0)" } ?? "")
            )
        }
        return lines.map(\.printable)
    }

    /// What the rules behind the one that decided would have done, each in turn.
    private func otherReadings(of text: String, by before: Simulation) -> [String] {
        let others = before.readings(of: text).dropFirst()
        guard !others.isEmpty else { return [] }
        return ["  otherwise:"]
            + others.map { other in
                let rule = other.rule.map { "rule \($0.rawValue): \($0.explanation)" } ?? "nothing"
                return "    \(rule)" + (Self.said(other).map { ": \"\($0)\"" } ?? "")
            }
    }

    /// The beginning of what a turn says.
    private static func said(_ transition: Transition) -> String? {
        let texts = transition.effects.compactMap { effect -> String? in
            guard case .send(let reply) = effect else { return nil }
            return reply.text ?? reply.articles.first?.title
        }
        guard let first = texts.first(where: { !$0.isEmpty }) else { return nil }
        let line = first.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count > 60 ? line.prefix(59) + "…" : line
    }

    /// Why the last message was taken as it was, whatever has happened since.
    var explanation: [String] {
        guard let index = lastTurn(where: { $0.rule != nil }) else {
            return ["  nothing \(timeline.past.isEmpty ? "has happened" : "was written") yet"]
        }
        let (passage, after) = (timeline.past[index], snapshot(after: index))
        var lines: [String] = []
        if index + 1 < timeline.past.count { lines.append("  about: \(passage.words)") }
        if let report = after.lastReport { lines += Self.told(report) }
        // A secret answer is not shown, and so not looked into.
        if case .inbound(.text) = passage.event, let text = after.lastText {
            lines += otherReadings(of: text, by: passage.snapshot.simulation)
            lines += findings(in: text, after.simulation)
        }
        return lines.map(\.printable)
    }

    /// The rule that took a message, and what it led to.
    private static func told(_ report: TurnReport) -> [String] {
        var lines: [String] = []
        if let rule = report.rule {
            lines.append("  rule \(rule.rawValue): \(rule.explanation)")
        }
        for fact in report.facts {
            switch fact {
            case .topic(let id): lines.append("  began \(id)")
            case .slot(let name, let value): lines.append("  \(name) = \(value.claimed)")
            case .correction(let name): lines.append("  corrected \(name)")
            }
        }
        return lines
            + report.calls.map { call in
                "  called \(call.action): \(call.outcome?.rawValue ?? "under way")"
            }
    }

    /// What stands in a message: topics, values, and articles about it.
    private func findings(in text: String, _ simulation: Simulation) -> [String] {
        let language = simulation.conversation.language
        let utterance = Utterance(text, language: language)
        var reader = MessageReader(
            folder.bot.definition,
            language: language,
            now: time.civil(simulation.now)
        )
        let topics = reader.match(utterance, language).scores.prefix(4)
        var lines = ["  topics for \"\(text.prefix(60))\":" + (topics.isEmpty ? " none" : "")]
        lines += topics.map { topic in
            "    \(topic.score)  \(topic.id)"
                + (topic.why.isEmpty ? "" : "  (\(topic.why.prefix(5).joined(separator: ", ")))")
        }
        let context = RecognitionContext(
            now: time.civil(simulation.now),
            language: language,
            region: folder.bot.definition.region
        )
        let values = recognise(.any, in: utterance, context: context)
        if !values.isEmpty { lines.append("  values:") }
        lines += values.map { "    \($0.type.rawValue)  \($0.value.spelled.text)  \"\($0.text)\"" }
        let hits = folder.bot.articles.search(
            text,
            options: SearchOptions(limit: 3, audience: "customer", language: language)
        )
        lines.append("  articles:" + (hits.isEmpty ? " none" : ""))
        lines += hits.map { hit in
            "    \((hit.confidence * 100).rounded() / 100)  \(hit.article.title)"
                + (hit.isConfident ? "" : "  (not sure enough to answer)")
        }
        return lines
    }
}
