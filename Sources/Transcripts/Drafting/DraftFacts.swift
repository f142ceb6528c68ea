import BotRuntime
import Dialogue
import Topics
import Values

/// What holds after the last turn of a draft, as facts.
enum DraftFacts {
    static func line(_ turn: TurnRun) -> String {
        guard let last = turn.reports.last else { return "# nothing came of it" }
        var facts = ["topic \(last.topic?.rawValue ?? "none")"]
        let waiting = last.conversation.waiting
        facts.append("waiting \(waiting.kind)" + (waiting.slot.map { " \($0)" } ?? ""))
        for report in turn.reports {
            for fact in report.facts {
                switch fact {
                case .slot(let name, let value):
                    let words = value.claimed
                    guard value != .null, last.slots[name] == value, !words.contains(";"),
                        !words.hasPrefix("\"")
                    else { continue }
                    facts.append("slot \(name) = \(words)")
                case .correction(let name): facts.append("correction \(name)")
                case .topic: break
                }
            }
            facts += report.calls.compactMap { call in
                call.outcome.map { "call \(call.action) \($0.rawValue)" }
            }
            if let packet = report.handoff { facts.append("handoff \(packet.queue)") }
            if let ended = report.ended { facts.append("outcome \(ended.outcome)") }
        }
        facts.append("owner \(last.conversation.owner.rawValue)")
        var seen: Set<String> = []
        return "@ " + facts.filter { seen.insert($0).inserted }.joined(separator: "; ")
    }
}
