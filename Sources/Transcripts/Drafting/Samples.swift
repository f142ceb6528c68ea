import Dialogue
import Expressions
import Text
import Topics
import Values

/// What a customer might answer.
extension Bot {
    /// Answers that a slot takes: those that its tables know first, where only some of all do.
    package func samples(of place: SlotPlace) -> [String] {
        guard let slot = topic(place.topic)?.slot(place.slot) else { return [] }
        switch slot.type {
        case .pattern(let pattern): return cells.filter { pattern.matchesWhole($0) }
        case .digits(let length):
            let known = cells.filter {
                length.contains($0.count) && $0.allSatisfy { $0.isASCII && $0.isNumber }
            }
            return known + slot.samples
        case .text, .number, .money, .date, .time, .datetime, .duration, .timeSlot, .phone, .email,
            .address, .yesno, .choice, .file, .location:
            return slot.samples
        }
    }

    /// Numbers at which conditions over a slot decide, each with those beside it.
    func limits(of place: SlotPlace) -> [String] {
        guard let topic = topic(place.topic), let slot = topic.slot(place.slot) else { return [] }
        switch slot.type {
        case .number: break
        case .text, .money, .date, .time, .datetime, .duration, .timeSlot, .phone, .email, .address,
            .yesno, .choice, .pattern, .digits, .file, .location:
            return []
        }
        let numbers = topic.conditions.filter { $0.reads.contains(slot.name.rawValue) }
            .flatMap { $0.source.split { !$0.isASCII || !$0.isNumber } }
            .compactMap { Int($0) }.filter { $0 < 1_000_000 }
        return Set(numbers.flatMap { [$0 - 1, $0, $0 + 1] }).sorted().map(String.init)
    }

    /// Texts that stand in the tables of the back end, each once.
    private var cells: [String] {
        let rows = definition.tables.sorted { $0.key < $1.key }.flatMap(\.value.rows)
        let texts = rows.flatMap(\.values).compactMap { cell -> String? in
            if case .value(.string(let text)) = cell { text } else { nil }
        }
        return Set(texts).sorted()
    }
}

extension Topic {
    /// What is judged of its answers: where it parts, and what its slots ask and take.
    fileprivate var conditions: [Expressions.Expression] {
        let ofSteps = steps.flattened.flatMap { step -> [Expressions.Expression] in
            switch step.kind {
            case .branch(let branch): branch.arms.map(\.condition)
            case .loop(let loop): [loop.condition]
            case .say, .ask, .form, .confirm, .call, .search, .run, .set, .signIn, .pay, .wait,
                .handoff, .feedback, .end:
                []
            }
        }
        return ofSteps
            + slots.flatMap { slot in
                slot.checks.map(\.condition) + [slot.when].compactMap(\.self)
            }
    }
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
    var refusedSamples: [String] {
        switch type {
        case .text(let most):
            [Array(repeating: "too long", count: most / 8 + 1).joined(separator: " ")]
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
