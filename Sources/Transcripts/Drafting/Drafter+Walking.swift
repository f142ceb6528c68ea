import Diagnostics
import Dialogue
import Messages
import Topics
import Values

extension Drafter {
    /// The stops of plain walks through a topic: its first example, then one answer after another;
    /// and of walks in which one question has another answer, each that a condition may tell apart.
    ///
    /// Transcripts often say several things at once, and then no question is asked where a goal
    /// needs it.
    func walks(through topic: TopicID, parting isParting: Bool) -> [[Stop]] {
        let plain = walk(through: topic)
        guard isParting else { return [plain] }
        var walks = [plain]
        var parted: Set<SlotPlace> = []
        for stop in plain {
            guard let place = stop.conversation.slotsAsked.first, parted.insert(place).inserted
            else { continue }
            for answer in (stop.offered.prefix(6) + bot.limits(of: place)).dropFirst() {
                walks.append(walk(through: topic, answering: place, with: answer))
            }
        }
        return walks
    }

    private func walk(
        through topic: TopicID,
        answering place: SlotPlace? = nil,
        with answer: String = ""
    ) -> [Stop] {
        guard let example = bot.topic(topic)?.examples.source.first else { return [] }
        let header = TranscriptHeader()
        let channel = bot.definition.channels.first ?? .web
        let head = header.line(on: RunCircumstances(channel: channel))
        var stops = walked([head, "", "@ only", "> \(example)"])
        var inputs = ["> \(example)"]
        for _ in 0..<Self.longestWalk {
            guard let last = stops.last, last.topic == topic else { break }
            let asked = last.conversation.slotsAsked.first
            let usual = last.offered.prefix(2) + (asked.map(bot.samples) ?? [])
            let next = (asked == place && place != nil ? [answer] : usual).lazy
                .map { inputs + ["> \($0)"] }
                .map { (inputs: $0, stops: walked([head, "", "@ only"] + $0)) }
                .first { tried in
                    tried.stops.last.map { $0.conversation.waiting != last.conversation.waiting }
                        ?? false
                        && tried.stops.last?.conversation.waiting.failures == 0
                }
            guard let next else { break }
            (inputs, stops) = (next.inputs, next.stops)
        }
        return stops
    }

    /// Far longer than a topic that anybody finishes.
    private static let longestWalk = 16

    private func walked(_ lines: [String]) -> [Stop] {
        let file = SourceFile(path: "walk.chat", text: lines.joined(separator: "\n") + "\n")
        guard let transcript = Transcript.parse(file).0 else { return [] }
        return Stop.all(of: transcript, runner.run(transcript))
    }
}
