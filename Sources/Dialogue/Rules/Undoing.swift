import Expressions
import Topics
import Values

/// What can be taken back: the topic that does it, with what it takes.
package struct UndoOffer: Hashable, Sendable, Codable {
    package let topic: TopicID
    @UnlessBlank package var takes: [String: Value] = [:]
    /// The run of the topic that the customer started, in which it was done.
    package let run: Int
}

/// What was done stays done, but a topic may know how to take it back.
extension Turn {
    /// The run of the topic that the customer started and that runs now, with its parts.
    private var rootRun: Int? { conversation.frames.last { $0.caller == nil }?.run }

    /// Notes what the topic that ends has done, for who says *cancel* afterwards.
    mutating func noteUndo(of frame: Frame, in topic: Topic?, root: Int) {
        if let offer = undo(of: frame, in: topic, root: root) {
            conversation.history.undo = offer
        } else if Self.hasEffects(frame, bot), conversation.history.undo?.run != root {
            conversation.history.undo = nil
        }
    }

    /// What can be taken back of the topic that runs: of what has used the answer of a slot; without
    /// one, the last thing that was done.
    func undo(changing slot: SlotName? = nil) -> UndoOffer? {
        guard let root = rootRun else { return nil }
        for frame in conversation.frames.reversed() {
            let topic = bot.topic(frame.topic)
            if let offer = undo(of: frame, in: topic, root: root, changing: slot) { return offer }
            if frame.caller == nil { break }
        }
        return conversation.history.undo.flatMap { $0.run == root ? $0 : nil }
    }

    /// The last call of a frame that was done and names its undo.
    ///
    /// Its arguments are worked out of what is bound: the frame must have been gone through.
    private func undo(
        of frame: Frame,
        in topic: Topic?,
        root: Int,
        changing slot: SlotName? = nil
    ) -> UndoOffer? {
        var last: Undo?
        Self.walk(topic?.steps ?? []) { step in
            guard case .call(let call) = step.kind, let undo = call.undo,
                Self.succeeded(step, frame)
            else { return }
            if let slot, !call.arguments.reads.contains(slot.rawValue) { return }
            last = undo
        }
        guard let undo = last else { return nil }
        var takes: [String: Value] = [:]
        for argument in undo.arguments {
            guard let value = try? argument.value.evaluate(in: environment) else { return nil }
            takes[argument.name] = value
        }
        return UndoOffer(topic: undo.topic, takes: takes, run: root)
    }

    private static func succeeded(_ step: Step, _ frame: Frame) -> Bool {
        frame.memo.contains { identity, memo in
            guard case .called(_, .ok, _) = memo else { return false }
            return StepIdentity(identity).withoutRound == step.identity
        }
    }

    /// Asks whether what was done shall be taken back.
    ///
    /// - Returns: Whether there was something to offer.
    mutating func offer(_ undo: UndoOffer?) -> Bool {
        guard let undo, let topic = bot.topic(undo.topic),
            // Another version of the bot may need what nobody gave.
            topic.takes.allSatisfy({ $0.optional || undo.takes[$0.name] != nil }),
            !conversation.frames.contains(where: { $0.topic == undo.topic })
        else { return false }
        // What was asked behind it is asked when this is answered.
        takeBackQuestion()
        conversation.waiting = .whichTopic(
            TopicQuestion(
                id: newQuestionID(about: "undo", run: undo.run),
                topics: [undo.topic],
                words: "",
                undo: undo
            )
        )
        askAgain()
        return true
    }

    /// Takes back what was done, or goes on without that.
    mutating func choose(_ option: String, of undo: UndoOffer) {
        guard option != "none" else {
            if conversation.frames.contains(where: { $0.run == undo.run }) { return advance() }
            say(.undoDeclined)
            return offerToResume()
        }
        conversation.history.undo = nil
        begin(undo.topic, heard: nil, takes: undo.takes)
    }
}
