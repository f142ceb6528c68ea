import Dialogue
import Values

/// What becomes of somebody who writes what nobody understands.
package enum NonsenseWay: Hashable, Sendable {
    /// A person is asked for after so many messages.
    case person(after: Int)
    /// It is no longer asked, because no answer is needed.
    case letGo(after: Int)
    /// It is taken for the answer, and the conversation goes on.
    case answer(after: Int)
    /// It is kept until what is under way is done.
    case kept
    /// It is passed on: people have the conversation.
    case passedOn
    /// However often it is written, nobody comes.
    case nowhere

    package var words: String {
        switch self {
        case .person(let count): "a person after \(count) \(count == 1 ? "message" : "messages")"
        case .letGo(let count): "let go after \(count) \(count == 1 ? "message" : "messages")"
        case .answer(1): "taken as the answer"
        case .answer(let count): "taken as an answer after \(count) messages"
        case .kept: "kept until that is done"
        case .passedOn: "passed on to people"
        case .nowhere: "nothing"
        }
    }
}

/// What becomes of somebody who writes nothing.
package struct SilenceWay: Hashable, Sendable {
    /// How long after the last one something happens, and what.
    package struct Deed: Hashable, Sendable {
        package let after: TimeSpan
        package let what: What
    }

    package enum What: Hashable, Sendable {
        case reminded
        /// The conversation is over; what was begun is offered when the customer writes again.
        case closed
        case person
        /// Nobody came: what else there is is offered.
        case offered
        /// The topic goes on to something else, or is at its end.
        case goesOn(Stage)
    }

    package let deeds: [Deed]

    package var words: String {
        guard !deeds.isEmpty else { return "nothing is expected" }
        return deeds.map { deed in
            let after = "after \(deed.after.words)"
            return switch deed.what {
            case .reminded: "a word \(after)"
            case .closed: "closed \(after)"
            case .person: "a person \(after)"
            case .offered: "a choice what to do \(after)"
            case .goesOn(let stage):
                stage.kind == .nothing ? "at its end \(after)" : "on to \(stage) \(after)"
            }
        }
        .joined(separator: ", ")
    }
}
