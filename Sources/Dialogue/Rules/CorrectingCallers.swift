import Understanding

/// i, inside a part: the correction may be of what the topic that runs the part has asked.
extension Turn {
    /// Takes a correction as one of the topic that runs the part.
    ///
    /// The part pauses, and goes on with its answers when its topic comes to it again.
    ///
    /// - Returns: Whether it was one.
    mutating func hearInCaller(_ hear: (inout Turn) -> Bool) -> Bool {
        // What a part has done with the answer cannot be done otherwise any more.
        guard let part = conversation.frames.last, let caller = part.caller,
            let below = topIndex.map({ $0 - 1 }), below >= 0,
            !part.order.contains(Frame.effect)
        else { return false }
        let before = conversation
        conversation.frames.removeLast()
        conversation.frames[below].memo[caller] = .paused(part)
        conversation.waiting = .nothing
        guard hear(&self) else {
            conversation = before
            return false
        }
        // A value that its check refused changes nothing: the part asks again.
        if conversation.owner == .bot, case .nothing = conversation.waiting,
            !conversation.frames.isEmpty
        {
            advance()
        }
        return true
    }
}
