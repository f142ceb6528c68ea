import BotRuntime
import Dialogue
import Messages
import Topics
import Values

/// A place in a transcript at which another one can leave it.
struct Stop {
    /// The line of its header.
    let header: String
    /// The inputs of the conversation up to the last one.
    let before: [String]
    /// The last input.
    let input: [String]
    /// What is there after it.
    let conversation: Conversation
    /// What is on offer, by its labels.
    let offered: [String]
    let calls: Set<ActionName>

    var inputs: [String] { before + input }
    var topic: TopicID? { conversation.frames.last?.topic }

    func asks(_ place: SlotPlace) -> Bool { conversation.slotsAsked.contains(place) }

    func hasAnswer(_ place: SlotPlace) -> Bool {
        guard let frame = conversation.frames.last, frame.topic == place.topic else { return false }
        return frame.slots.contains { key, value in
            SlotName(key: key) == place.slot && value != .null
        }
    }
}

extension Stop {
    /// The stops of a transcript's first run, one behind each input.
    static func all(of transcript: Transcript, _ result: TranscriptResult) -> [Stop] {
        guard let run = result.runs.first else { return [] }
        let header = transcript.header.line(on: run.circumstances)
        var stops: [Stop] = []
        var before: [String] = []
        for turn in run.turns {
            let line = transcript.lines[turn.line]
            guard case .input(let input) = line.kind else { continue }
            // Another conversation has its own way there.
            if input == .event(.new) {
                before = []
                continue
            }
            if let last = turn.reports.last {
                stops.append(
                    Stop(
                        header: header,
                        before: before,
                        input: line.source,
                        conversation: last.conversation,
                        offered: last.replies.compactMap(\.control)
                            .flatMap { Offer($0).options.map(\.title) },
                        calls: Set(turn.reports.flatMap(\.calls).map(\.action))
                    )
                )
            }
            before += line.source
        }
        return stops
    }
}

extension TranscriptHeader {
    /// The header of one run, on one line, marked as not reviewed.
    func line(on run: RunCircumstances) -> String {
        var pairs = ["channel: \(run.channel.rawValue)"]
        if let capabilities { pairs.append("capabilities: \(capabilities)") }
        if let contact { pairs.append("contact: \(contact)") }
        if let language = run.language { pairs.append("language: \(language)") }
        if !isVerified { pairs.append("verified: no") }
        if let timeZone { pairs.append("time_zone: \(timeZone)") }
        if !secrets.isEmpty {
            let values = secrets.sorted { $0.key < $1.key }.map { "\($0) = \($1)" }
            pairs.append("secrets: \(values.joined(separator: "; "))")
        }
        return (pairs + ["now: \(now)", "reviewed: no"]).joined(separator: "      ")
    }
}
