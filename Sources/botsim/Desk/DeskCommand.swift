/// What can be typed behind a colon at the desk.
enum DeskCommand: String, CaseIterable {
    case available, away, queue
    case accept, decline, `switch`
    case typing, note, picker, form, topic, back
    case transfer, callback, close, `return`, done
    case info, wait, help, quit

    var usage: (name: String, arguments: String, help: String) {
        switch self {
        case .available:
            (":available", "[web sms …]", "take customers, on all channels or on these")
        case .away: (":away", "", "take none for now; whom you have you keep")
        case .queue: (":queue", "", "who waits, and who works")
        case .accept: (":accept", "[N]", "take what is offered, or N")
        case .decline: (":decline", "[N]", "let somebody else have it")
        case .switch: (":switch", "N", "go on with another of your customers")
        case .typing: (":typing", "", "show the customer that you type, before you send it")
        case .note: (":note", "TEXT", "write something for colleagues; customers never see it")
        case .picker: (":picker", "TEXT | A | B …", "let the customer choose")
        case .form: (":form", "TEXT | FIELD | FIELD …", "let the customer fill in")
        case .topic:
            (":topic", "NAME", "let the bot run a topic, and have the customer again after it")
        case .back: (":back", "", "take the customer back from a topic that runs")
        case .transfer: (":transfer", "QUEUE | to NAME", "give the customer to others")
        case .callback: (":callback", "TIME|2h [PHONE]", "book a call-back")
        case .close: (":close", "[OUTCOME]", "end it; the customer is asked how it was")
        case .return: (":return", "TOPIC [OUTCOME]", "end it, and let the bot go on with a topic")
        case .done: (":done", "", "written up: the next, please")
        case .info: (":info", "", "what the bot knows of the customer, and the notes")
        case .wait:
            (
                ":wait", "offer | message | typing | 5s",
                "wait for it before the next line, for scripts"
            )
        case .help: (":help", "", "this list")
        case .quit: (":quit", "", "sign out; whom you have goes back into the line")
        }
    }

    static var list: [String] {
        let rows = allCases.map(\.usage)
        let width = rows.map { $0.name.count + 1 + $0.arguments.count }.max() ?? 0
        return rows.map { row in
            "  " + "\(row.name) \(row.arguments)".filled(to: width) + "  " + row.help
        }
    }
}
