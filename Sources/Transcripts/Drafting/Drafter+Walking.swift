import Diagnostics
import Dialogue
import Messages
import Topics
import Values

extension Drafter {
    /// The stops of a plain walk through a topic: its first example, then one answer after another.
    ///
    /// Transcripts often say several things at once, and then no question is asked where a goal
    /// needs it.
    func walk(through topic: TopicID) -> [Stop] {
        guard let example = bot.topic(topic)?.examples.source.first else { return [] }
        let header = TranscriptHeader()
        let channel = bot.definition.channels.first ?? .web
        let head = header.line(on: RunCircumstances(channel: channel))
        var stops = walked([head, "", "@ only", "> \(example)"])
        var inputs = ["> \(example)"]
        for _ in 0..<Self.longestWalk {
            guard let last = stops.last, last.topic == topic else { break }
            let samples = last.conversation.slotsAsked.prefix(1)
                .compactMap { bot.topic($0.topic)?.slot($0.slot) }.flatMap(\.samples)
            let next = (last.offered.prefix(2) + samples).lazy
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
