import Expressions
import Messages
import YAML

/// What a topic may name outside itself.
struct Surroundings {
    var queues: [String] = []
    var actions: [String: ActionDraft] = [:]
    var topics: [String: TopicSignature] = [:]
    var types: TypeReader
    var texts: Texts
    /// What each event of the back end gives.
    var events: [String: Expressions.`Type`] = [:]
    var channels: [Channel] = Channel.allCases
    /// BCP 47: the language that the files are written in.
    var language = "en"
    /// A file that could not be read has told so; its names are not missed again.
    var knowsQueues = true
    var knowsActions = true
    /// Where an inherited topic is read: the sentences it may say.
    var inherited: HouseTexts?
    /// Words with which customers steer, in every language of the bot, as they are compared.
    var controlWords: [String: String] = [:]
}

/// An action, and what a call that has none of its own does when it fails.
struct ActionDraft {
    let action: Action
    let otherwise: Node?
}

/// What a topic shows to those that run it.
struct TopicSignature {
    let takes: [Parameter]
    let verified: IdentityLevel?
    /// nil: it gives nothing.
    var gives: Expressions.`Type`?
    /// Its file has errors, so that its type is not known.
    var isBroken = false
}
