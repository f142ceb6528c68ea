/// What the rules make of a message.
extension Bot {
    /// What would be done with a message by each rule that takes it, if those before it had not.
    ///
    /// Made by running the pure step again, so that it cannot differ from what is done.
    ///
    /// - Returns: First what `step` does, and last that it is not understood. Only what `step` does,
    ///   where no rule is asked: a tap, a message for a person.
    package func readings(of event: Event, in conversation: Conversation) -> [Transition] {
        var readings: [Transition] = []
        var passedOver = 0
        while readings.last?.rule != .notUnderstood {
            var turn = Turn(conversation, event, in: self)
            turn.passedOver = passedOver
            let reading = turn.run()
            // Two places in the order may come to the same.
            if reading != readings.last { readings.append(reading) }
            guard turn.tried > passedOver else { break }
            passedOver = turn.tried
        }
        return readings
    }
}
