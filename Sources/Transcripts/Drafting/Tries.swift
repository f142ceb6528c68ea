import BotRuntime
import Dialogue
import Topics
import Values

/// What a customer or a back end might do near a goal.
struct Tries {
    let bot: Bot
    /// Those soonest reached first.
    let stops: [Stop]

    /// The lines of a conversation that may go through a goal.
    struct Attempt {
        let header: String
        let inputs: [String]

        init(_ stop: Stop, _ line: String) {
            header = stop.header
            inputs = stop.inputs + [line]
        }

        init(header: String, _ inputs: [String]) {
            self.header = header
            self.inputs = inputs
        }
    }

    func all(for goal: CoverageGoal) -> [Attempt] {
        switch goal.kind {
        case .step: anything(in: goal.topic)
        case .way(let ways): ways.first.map { all(for: $0) } ?? []
        case .repair(let cell): all(for: cell)
        }
    }

    // MARK: Repair cells

    private func all(for cell: RepairCell) -> [Attempt] {
        guard let slot = slot(cell.place) else { return [] }
        let asked = stops.filter { $0.asks(cell.place) }.prefix(3)
        func said(_ lines: [String]) -> [Attempt] {
            asked.flatMap { stop in lines.map { Attempt(stop, $0) } }
        }
        switch cell.repair {
        case .valid:
            return asked.flatMap { stop in
                (stop.offered + slot.samples).map { Attempt(stop, line($0)) }
            }
        case .notUnderstood: return said(["> hmpf", "> xyzzy"])
        case .refused: return said(slot.refusedSamples.map(line))
        case .back: return said(["> back"])
        case .cancel: return said(["> never mind", "> cancel"])
        case .agent: return said(["> agent"])
        case .idle: return said(["~ \(bot.definition.timers.idle.words)"])
        case .digression:
            let others = bot.definition.topics.filter { $0.id != cell.place.topic }
            return said(others.compactMap { $0.examples.source.first }.map { "> \($0)" })
        case .search: return said(bot.articleTitles.prefix(20).map { "> \($0)?" })
        case .overAnswered: return early(slot, cell.place)
        case .corrected:
            let answered = stops.filter { $0.hasAnswer(cell.place) && !$0.asks(cell.place) }
            let title = slot.title.source
            return answered.prefix(4).flatMap { stop in
                (offered(cell.place) + slot.samples).prefix(8).map {
                    Attempt(stop, "> no wait, \($0)")
                }
                    + ["> no wait, the \(title) is wrong", "> change the \(title)"].map {
                        Attempt(stop, $0)
                    }
            }
        }
    }

    /// A value behind the words that start the topic, and beside another question.
    private func early(_ slot: Slot, _ place: SlotPlace) -> [Attempt] {
        let values = (offered(place) + slot.samples).prefix(5)
        let others = stops.filter {
            $0.topic == place.topic && !$0.asks(place) && !$0.hasAnswer(place)
        }
        let first = stops.first { $0.topic == place.topic }
        let example = bot.topic(place.topic)?.examples.source.first
        var attempts: [Attempt] = []
        for value in values {
            if let first, let example {
                attempts.append(Attempt(header: first.header, ["> \(example), \(value)"]))
            }
            attempts += others.prefix(4).map { Attempt($0, line(value)) }
        }
        return attempts
    }

    // MARK: Ways and steps

    private func all(for way: WayPlace) -> [Attempt] {
        guard
            let step = bot.topic(way.place.topic)?.steps.flattened
                .first(where: { $0.identity == way.place.step })
        else { return [] }
        let here = stops.filter { $0.topic == way.place.topic }
        switch step.kind {
        case .call(let call):
            let outcome =
                switch way.way {
                case .refused: "refused"
                case .unknown: "unknown"
                case .failed, .otherwise, .on, .arm, .round: "failed"
                }
            return stops.filter { $0.calls.contains(call.action) }.prefix(6).map { stop in
                Attempt(
                    header: stop.header,
                    stop.before + ["stub \(call.action) = \(outcome)"] + stop.input
                )
            }
        case .confirm:
            let word = way.way == .on ? "> yes" : "> no"
            return here.filter { $0.conversation.waiting.kind == "confirm" }.prefix(6)
                .map { Attempt($0, word) }
        case .signIn:
            let lines =
                way.way == .on
                ? ["! signed_in somebody"] : ["! signed_in failed", "> skip", "~ 2d"]
            return here.filter { $0.conversation.waiting.kind == "sign_in" }.prefix(3)
                .flatMap { stop in lines.map { Attempt(stop, $0) } }
        case .pay:
            let lines = way.way == .on ? ["! paid ok P-1"] : ["! paid failed", "~ 2d"]
            return here.filter { $0.conversation.waiting.kind == "payment" }.prefix(3)
                .flatMap { stop in lines.map { Attempt(stop, $0) } }
        case .say, .ask, .form, .branch, .loop, .search, .run, .set, .wait, .handoff, .feedback,
            .end:
            return anything(in: way.place.topic)
        }
    }

    /// Every answer that is at hand, at every question of a topic.
    private func anything(in topic: TopicID) -> [Attempt] {
        let here = stops.filter { $0.topic == topic }
        var attempts: [Attempt] = []
        if let header = here.first?.header ?? stops.first?.header {
            attempts += (bot.topic(topic)?.examples.source.prefix(2) ?? []).map {
                Attempt(header: header, ["> \($0)"])
            }
        }
        for stop in here {
            let samples = stop.conversation.slotsAsked.compactMap { slot($0) }.flatMap(\.samples)
            let words = stop.offered.isEmpty ? samples : stop.offered
            attempts += (words.prefix(6) + ["skip"]).map { Attempt(stop, line($0)) }
        }
        return attempts
    }

    // MARK: Values

    private func slot(_ place: SlotPlace) -> Slot? { bot.topic(place.topic)?.slot(place.slot) }

    private func offered(_ place: SlotPlace) -> [String] {
        stops.first { $0.asks(place) && !$0.offered.isEmpty }?.offered ?? []
    }

    /// What is sent is written as it is, words behind `>`.
    private func line(_ words: String) -> String { "> \(words)" }
}

extension Slot {
    /// Answers that a slot of its type takes.
    var samples: [String] {
        switch type {
        case .choice: options.map(\.title.source)
        case .yesno: ["yes", "no"]
        case .text: ["It is as I say."]
        case .number: ["2", "1", "7"]
        case .money(let currency): ["10 \(currency ?? "USD")", "250 \(currency ?? "USD")"]
        case .date:
            prefer == .past
                ? ["yesterday", "last Friday"] : ["tomorrow", "next Friday", "yesterday"]
        case .time: ["10:30", "4 pm"]
        case .datetime: ["tomorrow at 10:30", "next Friday at 4 pm"]
        case .duration: ["2 hours", "3 days"]
        case .phone: ["415 555 0101", "+44 20 7946 0958"]
        case .email: ["name@mail.example", "other@mail.example"]
        case .address: ["5 High Street, Springfield"]
        case .digits(let length):
            ["1", "2"].map { String(repeating: $0, count: length.lowerBound) }
        case .timeSlot, .pattern: []
        case .file(let mimes, _):
            ["[file] one.jpg \(mimes.first { !$0.hasSuffix("*") } ?? "image/jpeg") 1024"]
        case .location: ["[location] 37.77, -122.42 Home"]
        }
    }

    /// Answers that it may understand and refuse.
    fileprivate var refusedSamples: [String] {
        switch type {
        case .text(let most): [String(repeating: "too long ", count: most / 8 + 1)]
        case .number: ["0", "-1", "1000000", "1.5"]
        case .money: ["0 USD", "10 EUR", "1000000 USD"]
        case .date: ["31 February", "yesterday", "today", "tomorrow", "in 400 days", "next Sunday"]
        case .time: ["25:00", "3 am", "11 pm"]
        case .datetime: ["yesterday at 3 am", "in 400 days at 3 am", "31 February at 10"]
        case .file(_, let most):
            ["[file] one.exe application/x-msdownload 10", "[file] one.jpg image/jpeg \(most + 1)"]
        case .digits(let length):
            ["9", "0", "5"].map { String(repeating: $0, count: length.lowerBound) }
        case .choice, .yesno, .duration, .phone, .email, .address, .timeSlot, .pattern, .location:
            samples
        }
    }
}
