import Messages
import Topics
import Values

/// A person lets the bot run a topic, and has the conversation again when it is done.
extension Turn {
    mutating func runTopic(_ desk: DeskEvent) {
        guard conversation.owner == .agent, let topic = startable(desk.topic) else { return }
        change(owner: .bot)
        leaveTopics()
        conversation.desk.startedBy = conversation.desk.agent ?? ""
        begin(topic, heard: nil)
    }

    /// The topic of that name, where people can ask for it.
    func startable(_ name: String?) -> TopicID? {
        name.flatMap { bot.topic(TopicID($0)) }.flatMap { $0.startsFromWords ? $0.id : nil }
    }

    /// What the customer was in the middle of is the person's now.
    mutating func leaveTopics() {
        for frame in conversation.frames where frame.caller == nil {
            record(.outcome(topic: frame.topic, outcome: "handed_over"))
        }
        conversation.frames = []
    }

    /// Gives the conversation back to whoever started the topic, where there is nothing more for the
    /// bot to do; lets them know where the customer has gone.
    mutating func goBackToPerson() {
        guard conversation.desk.startedBy != nil else { return }
        switch conversation.owner {
        case .bot:
            guard conversation.frames.isEmpty, case .nothing = conversation.waiting else { return }
            takeBack()
        case .nobody:
            conversation.desk.startedBy = nil
            effects.append(.releasePerson)
        case .queue, .agent: conversation.desk.startedBy = nil
        }
    }

    /// Whoever asks for a person while a topic runs that one has started gets that one.
    ///
    /// - Parameter notice: What is said; nil: what is said whenever somebody comes.
    /// - Returns: Whether there is somebody.
    mutating func returnsToPerson(_ notice: String?) -> Bool {
        guard conversation.desk.startedBy != nil else { return false }
        let queue = conversation.desk.queue ?? bot.firstQueue
        let usual = render(.handoff, ["queue": .string(title(of: queue))])
        send(text: notice ?? usual, purpose: .notice)
        takeBack()
        return true
    }

    /// The topic is left where it is.
    mutating func takeBack() {
        conversation.desk.startedBy = nil
        change(owner: .agent)
        conversation.waiting = .agent
        conversation.frames = conversation.frames.map { $0.withoutSecrets() }
        clearTimer(.call)
    }
}
