/// What can be typed behind a colon.
enum ReplCommand: String, CaseIterable {
    case help, why, state, slots, eval
    case `as`
    case agent, wait, back, forward, history, fork, save, reload, new, quit

    var usage: (name: String, arguments: String, help: String) {
        switch self {
        case .help: (":help", "", "this list")
        case .why: (":why", "", "why the bot took the last message as it did")
        case .state: (":state", "", "what waits, who has the conversation, timers")
        case .slots: (":slots", "", "the answers so far")
        case .eval:
            (":eval", "[EXPRESSION]", "what an expression gives here; without one, the names")
        case .as:
            (
                ":as", "CHANNEL [LIST]",
                "go on on apple, whatsapp, sms or web; :as all shows the last turn on each"
            )
        case .agent:
            (
                ":agent",
                "accept NAME | say TEXT | close | decline | callback TIME [QUEUE] | queue N",
                "play the people's side"
            )
        case .wait: (":wait", "2h", "let time pass")
        case .save: (":save", "NAME", "keep the conversation as transcripts/NAME.chat")
        case .reload: (":reload", "", "load the bot's files again and go on")
        case .back: (":back", "[N]", "take the last event back, or the last N")
        case .forward: (":forward", "[N]", "let happen again what was taken back")
        case .history: (":history", "", "the events of this talk")
        case .fork: (":fork", "[NAME]", "go on in a copy, or in a talk that was left")
        case .new: (":new", "", "begin another conversation")
        case .quit: (":quit", "", "end")
        }
    }
}
