import Dialogue
import Messages
import Topics
import Values

/// A conversation at a stage, with all that an event of it needs.
struct Standing {
    let bot: Bot
    var conversation: Conversation
    let contact: Contact
    var at: Timestamp
    /// What people are there, for every queue.
    var desk = DeskSnapshot.State.open
    /// What the last step said.
    private(set) var said: [Reply] = []

    var stage: Stage { conversation.stage }
    var owner: Owner { conversation.owner }

    /// Goes one step on.
    @discardableResult
    mutating func take(_ kind: Event.Kind) -> Transition {
        let queues = bot.definition.queues.map { ($0.id, desk) }
        let event = Event(
            at: at,
            profile: conversation.profile,
            contact: contact,
            // Where in line they would be is known nowhere.
            desk: DeskSnapshot(states: Dictionary(queues) { first, _ in first }, place: nil),
            kind: kind
        )
        let transition = step(conversation, event, in: bot)
        conversation = transition.conversation
        said = transition.replies
        return transition
    }

    @discardableResult
    mutating func write(_ text: String) -> Transition { take(.inbound(.text(text))) }

    /// Taps an option of the question that is open; where none is, of none that is known.
    @discardableResult
    mutating func tap(_ options: String...) -> Transition {
        let question = conversation.waiting.questionID ?? "none"
        return take(.inbound(.tap(question: question, options: options)))
    }

    @discardableResult
    mutating func hear(_ desk: DeskEvent.Kind) -> Transition {
        take(.inbound(.desk(DeskEvent(desk))))
    }

    /// Lets time pass until the next timer fires.
    ///
    /// - Returns: The timer, and what came of it; nil where none is set.
    mutating func waitForTimer() -> (TimerName, Transition)? {
        let timers = conversation.timers.sorted {
            ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue)
        }
        guard let (name, due) = timers.first else { return nil }
        at = max(at, due)
        return (name, take(.timer(name)))
    }
}
