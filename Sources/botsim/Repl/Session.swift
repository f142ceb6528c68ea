import BotRuntime
import Bots
import Diagnostics
import Dialogue
import KnowledgeSearch
import Messages
import Text
import Topics
import Transcripts
import Understanding
import Values

/// What is typed at a bot, and what comes of it: the conversation, and the commands around it.
struct Session {
    var folder: BotFolder
    var simulation: Simulation
    let pen: Pen
    var recorder: SessionRecorder
    /// The form that is being filled in.
    var form: FormFilling?
    /// The form that a command has left, with what was filled in.
    private var leftForm: FormFilling?
    /// The controls that were shown, newest last.
    var offers: [Control] = []
    var lastReport: TurnReport?
    /// What the customer wrote last.
    var lastText: String?
    /// The person whose name the desk's messages bear.
    var agent: String?
    /// The bot's files as they were when they were last looked at.
    var stamp: FolderStamp
    /// Where the talk is among the moments it has been at.
    var timeline = Timeline()
    /// The talks that were left for another, by name.
    var forks = Forks()
    private let language: String?

    /// What is to be shown, and whether that was all.
    struct Answer {
        var lines: [String]
        var isOver = false
    }

    init(_ folder: BotFolder, _ simulation: Simulation, language: String?, pen: Pen) {
        self.folder = folder
        self.simulation = simulation
        self.language = language
        self.pen = pen
        recorder = SessionRecorder(simulation, language: language)
        stamp = FolderStamp(folder.path)
    }

    // MARK: Before a line

    func welcome() -> [String] {
        let contact = simulation.contact
        let identity = contact.verified ? "signed in" : "not signed in"
        return [
            pen.bold(folder.bot.definition.name) + " on \(simulation.profile.channel.rawValue). "
                + "You are \(contact.id), \(identity); it is \(time.words(simulation.now)).",
            "Write what a customer would write, for example:",
            "  " + examples.map { "\"\($0)\"" }.joined(separator: "   "),
            "Answer with words, with the number of a choice or with its label (Tab completes).",
            "\"agent\" brings in a person at any time; :help shows what else you can do, :quit ends.",
            "",
        ]
    }

    /// A wish for the topic with the most to ask, a question that an article has for its title, and
    /// the way to a person.
    private var examples: [String] {
        let topics = folder.bot.definition.offered
        let richest = topics.max { ($0.slots.count, $1.id) < ($1.slots.count, $0.id) }
        let question = folder.bot.articles.articles
            .filter { [nil, "customer"].contains($0.audience) && $0.title.hasSuffix("?") }
            .min { ($0.title.count, $0.id) < ($1.title.count, $1.id) }
        return [
            richest?.examples[simulation.conversation.language].first, question?.title, "agent",
        ].compactMap(\.self)
    }

    /// Plain, because a line editor counts its columns.
    var prompt: String {
        guard let page = form?.page else { return "> " }
        let value = page.value.map { " (\($0.string ?? $0.text))" } ?? ""
        return "\(page.slot)\(value): ".printable
    }

    var completions: [String] {
        let options = (form?.offer ?? offer)?.options.map(\.title) ?? []
        return options + ReplCommand.allCases.map(\.usage.name)
    }

    var time: LocalTime {
        LocalTime(zone: simulation.contact.timeZone ?? folder.bot.definition.timeZone)
    }

    /// What is on offer now.
    var offer: Offer? { openControl.map { Offer($0) } }

    private var openControl: Control? {
        let open = simulation.conversation.waiting.questionID
        return offers.last { $0.question == open }
    }

    /// The form that the bot waits for, with nothing filled in.
    var openForm: FormFilling? { openControl.flatMap { FormFilling($0) } }

    /// A line as it may stand on a screen, in a log or in a history.
    func shown(_ line: String) -> String {
        let field = form?.page.map {
            folder.bot.isSecure($0.slot, in: simulation.conversation.frames.last?.topic)
        }
        let isAsked = folder.bot.secureSlot(askedIn: simulation.conversation) != nil
        if !line.hasPrefix(":"), field ?? isAsked { return Secrecy.mask }
        let secrecy = folder.bot.secrecy
        return isAnswer(line) ? secrecy.maskingNamed(line) : secrecy.masking(line)
    }

    /// Whether a line is a value that the open question takes: it stands among the answers anyway.
    private func isAnswer(_ line: String) -> Bool {
        let name = form?.page?.slot ?? simulation.conversation.waiting.slot?.rawValue
        let topic = simulation.conversation.frames.last.flatMap { folder.bot.topic($0.topic) }
        switch name.flatMap({ topic?.slot(SlotName($0))?.type }) {
        case .digits(let length)?: return length.contains(line.count(where: \.isNumber))
        case .pattern(let pattern)?: return pattern.matchesWhole(line)
        case .text?, .address?, .number?, .money?, .phone?: return true
        case .date?, .time?, .datetime?, .duration?, .timeSlot?, .email?, .yesno?, .choice?,
            .file?, .location?, nil:
            return false
        }
    }

    // MARK: A line

    mutating func take(_ line: String) -> Answer {
        let words = line.trimmingBlanks
        let news = words == ":reload" ? [] : reloadIfChanged()
        var answer = answer(to: words)
        answer.lines = news + answer.lines
        return answer
    }

    private mutating func answer(to words: String) -> Answer {
        if words.hasPrefix(":") {
            leftForm = form ?? leftForm
            form = nil
            return command(String(words.dropFirst()))
        }
        if form != nil { return Answer(lines: fill(words)) }
        guard !words.isEmpty else {
            // A form that was left is taken up again, where it is open still.
            form = openForm
            if let left = leftForm, left.question == form?.question { form = left }
            leftForm = nil
            return Answer(lines: formField())
        }
        if words.hasPrefix("[") || words.hasPrefix("!") || words.hasPrefix("stub ") {
            return Answer(lines: takeAsInTranscript(words))
        }
        return Answer(lines: happen(.inbound(event(for: words)), words: words))
    }

    /// A touch where the device has buttons and the words are those of one; else the words.
    private func event(for words: String) -> Inbound {
        guard let offer, simulation.profile.has(.quick) || simulation.profile.has(.list) else {
            return .text(words)
        }
        if let ids = offer.picked(words) { return offer.touch(ids) }
        return .text(words)
    }

    private mutating func fill(_ words: String) -> [String] {
        guard !isSaidToTheBot(words) else {
            let left = form
            form = nil
            let lines = happen(.inbound(.text(words)), words: words)
            // What was filled in stays, where the same form is open still.
            guard let left, form?.question == left.question else { return lines }
            let fresh = formField()
            form = left
            return Array(lines.dropLast(fresh.count)) + formField()
        }
        form?.fill(words)
        if let filled = form, filled.page == nil {
            form = nil
            return happen(.inbound(filled.submission), words: "the form")
        }
        return formField()
    }

    /// A question or a control word is meant for the bot, not for a field.
    private func isSaidToTheBot(_ words: String) -> Bool {
        if words.hasSuffix("?") { return true }
        let language = simulation.conversation.language
        let utterance = Utterance(words, language: language)
        let control = folder.bot.definition.controlWords(in: language)
        switch control.whole(utterance) {
        case .agent, .cancel, .back, .startOver, .repeat_, .help, .holdOn, .menu: return true
        default: return control.asksForPerson(utterance)
        }
    }

    /// The question of the field that is to be filled now.
    func formField() -> [String] {
        guard let page = form?.page else { return [] }
        let reply = Reply(id: "", text: page.title, control: page.control)
        return drawing.lines(reply)
    }

    private mutating func takeAsInTranscript(_ words: String) -> [String] {
        switch TranscriptInput.reading(words) {
        case .failure(let problem):
            return [pen.warning(problem.message), problem.hint ?? ""]
        case .success(.text(let text)): return happen(.inbound(.text(text)), words: words)
        case .success(.event(let kind)): return happen(kind, words: words)
        case .success(.signedIn(let subject)):
            let question = offers.question { $0.isSignIn }
            return happen(.inbound(.signIn(subject, question: question)), words: words)
        case .success(.paid(let status, let reference)):
            return happen(
                .inbound(.payment(status, reference, question: offers.question { $0.isPayment })),
                words: words
            )
        case .success(.timeSlot(let id)):
            let question = simulation.conversation.waiting.questionID ?? ""
            return happen(.inbound(.timeSlot(question: question, id: id)), words: words)
        case .success(.json(let json)):
            do {
                let event = try SimulatedEvent(json: json, current: simulation.profile)
                return happen(event.kind, words: words)
            } catch {
                return [pen.warning(error.reason)]
            }
        case .success(.tap(let touches)):
            guard let offer else { return [pen.warning("nothing is on offer")] }
            let ids = touches.compactMap { touch in
                switch touch {
                case .label(let label): offer.option(label)?.id
                case .id(let id): id
                }
            }
            guard ids.count == touches.count else {
                return [
                    pen.warning("on offer: " + offer.options.map(\.title).joined(separator: ", "))
                ]
            }
            return happen(.inbound(offer.touch(ids)), words: words)
        case .success(.form), .success(.again), .success(.secret):
            return [pen.warning("this works in transcripts only")]
        }
    }

    // MARK: An event

    /// Lets an event happen and draws what came of it.
    mutating func happen(_ kind: SimulatedEvent.Kind, words: String) -> [String] {
        timeline.leave(snapshot, by: kind, words: shown(words))
        let asked = folder.bot.secureSlot(askedIn: simulation.conversation)
        if case .inbound(.text(let text)) = kind { lastText = asked == nil ? shown(text) : nil }
        let before = simulation.conversation.owner
        let offered = offer
        let report = simulation.take(SimulatedEvent(kind))
        recorder.add(kind, report, offer: offered, asked: asked, in: folder.bot)
        lastReport = report
        offers += report.replies.compactMap(\.control)
        if offers.count > 32 { offers.removeFirst(offers.count - 32) }
        form = report.replies.isEmpty ? nil : openForm
        return drawn(report, before: before) + formField()
    }

    private func drawn(_ report: TurnReport, before: Owner) -> [String] {
        var lines = report.replies.flatMap { drawing.lines($0) }
        for call in report.calls where call.outcome != .ok {
            let outcome = call.outcome?.rawValue ?? "under way"
            lines.append(pen.dim("  (\(call.action): \(outcome))"))
        }
        let owner = report.conversation.owner
        if report.conversation.stopped {
            // The carrier answers; the bot says nothing, and whoever tries it out wonders why.
            lines.append(
                pen.dim("  (no messages are wanted any more: the bot is silent until START)")
            )
        } else if owner != before {
            lines.append(pen.dim(Self.told(owner)))
        }
        if !report.forwarded.isEmpty { lines.append(pen.dim("  (passed on to the person)")) }
        return lines
    }

    private static func told(_ owner: Owner) -> String {
        switch owner {
        case .bot: "  (the bot has the conversation)"
        case .queue: "  (waiting for a person: :agent accept NAME)"
        case .agent: "  (a person has the conversation: :agent say TEXT, :agent close)"
        case .nobody: "  (the conversation has ended; the next message begins another)"
        }
    }

    var drawing: ReplyDrawing {
        ReplyDrawing(
            pen: pen,
            profile: simulation.profile,
            time: time,
            agent: simulation.conversation.desk.agent ?? agent
        )
    }
}

extension String {
    var trimmingBlanks: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
        while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
        return String(rest)
    }
}
