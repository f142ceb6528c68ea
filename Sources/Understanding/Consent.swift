/// What a customer decides about being written to.
package enum Consent: String, Hashable, Sendable {
    case stop, start, help
}

extension ControlWords {
    /// Reads the words that carriers and providers know.
    ///
    /// One word alone counts, whatever its case: "stop please" is conversation. `YES` opts in only
    /// where the number is opted out, which the caller knows, and so it is not among them.
    package func consent(_ utterance: Utterance, channel: String) -> Consent? {
        let words = utterance.pieces
        guard words.count == 1, let word = words.first, word.kind == .word else { return nil }
        switch channel {
        case "sms": return smsWords[word.text]
        case "apple":
            return ["unsubscribe", "stop", "spam", "end"].contains(word.text) ? .stop : nil
        case "whatsapp", "webex":
            return ["stop", "unsubscribe"].contains(word.text)
                ? .stop : word.text == "start" ? .start : nil
        default: return nil
        }
    }
}

private let smsWords: [String: Consent] = [
    "stop": .stop, "stopall": .stop, "unsubscribe": .stop, "cancel": .stop, "end": .stop,
    "quit": .stop, "revoke": .stop, "optout": .stop,
    "start": .start, "unstop": .start,
    "help": .help, "info": .help,
]
