import BotRuntime
import Dialogue
import Messages
import Values

/// A conversation held twice: kept in memory, and saved and loaded after every step.
///
/// Both must say the same, whatever happens in them.
struct Talk {
    private(set) var violations: [String] = []
    private(set) var report: TurnReport
    private var kept: Simulation
    private var saved: Simulation
    /// A saved state does not grow with what a customer writes, in bytes.
    static let largestState = 32_768

    init(
        with sample: SampleBot,
        on channel: Channel,
        isVerified: Bool = true,
        language: String? = nil
    ) {
        kept = sample.simulation(on: channel, isVerified: isVerified, language: language)
        saved = sample.simulation(on: channel, isVerified: isVerified, language: language)
        saved.savesEveryTurn = true
        report = kept.take(SimulatedEvent(.wait(TimeSpan(seconds: 0))))
        _ = saved.take(SimulatedEvent(.wait(TimeSpan(seconds: 0))))
    }

    mutating func take(_ kind: SimulatedEvent.Kind) { take(SimulatedEvent(kind)) }

    mutating func take(_ event: SimulatedEvent) {
        report = kept.take(event)
        let other = saved.take(event)
        if report.json != other.json {
            fail(event, "saved and loaded, it says \(other.json.text), not \(report.json.text)")
        } else if report.conversation != other.conversation {
            fail(event, "saved and loaded, the state is another")
        }
        let size = report.conversation.saved().count
        if size > Self.largestState { fail(event, "the state has \(size) bytes") }
        let shown =
            String(decoding: report.conversation.saved(), as: UTF8.self) + report.json.text
        for canary in Self.canaries where Self.stands(canary, in: shown) {
            fail(event, "the secret \(canary) is in the open")
        }
        for case .fault(let reason) in report.records { fail(event, "a fault: \(reason)") }
        for reply in report.replies where !reply.saysSomething { fail(event, "an empty reply") }
    }

    private mutating func fail(_ event: SimulatedEvent, _ what: String) {
        violations.append("\(event.kind): \(what)")
    }

    var profile: ChannelProfile { kept.profile }

    /// What can be touched now.
    var options: [String] {
        report.replies.flatMap { reply -> [String] in
            switch reply.control?.kind {
            case .choice(let choice)?: choice.options.map(\.id)
            case .yesno(let yes, let no)?: [yes, no]
            case .timeSlots(let times)?: times.slots.map(\.id)
            default: []
            }
        }
    }

    /// What is answered to secure questions, and nowhere else: nothing may show it.
    static let canaries = ["739104", "4539148803436467", "canary-q7"]

    /// Whether a canary stands there by itself, not as a part of a longer number.
    private static func stands(_ canary: String, in text: String) -> Bool {
        text.ranges(of: canary).contains { range in
            let before = text[..<range.lowerBound].last
            let after = text[range.upperBound...].first
            return before?.isNumber != true && after?.isNumber != true
        }
    }

    /// Whether the open question is that of a secure slot.
    var asksSecret: Bool {
        guard case .text(let text)? = report.replies.last?.control?.kind else { return false }
        return text.secret
    }

    /// The slots of a form that is open.
    var fields: [String] {
        for reply in report.replies {
            if case .form(let form)? = reply.control?.kind { return form.pages.map(\.slot) }
        }
        return []
    }

    var question: String { report.conversation.waiting.questionID ?? "q1" }
}

extension Reply {
    fileprivate var saysSomething: Bool {
        !(text ?? "").isEmpty || !links.isEmpty || media != nil || card != nil || !articles.isEmpty
            || control != nil
    }
}
