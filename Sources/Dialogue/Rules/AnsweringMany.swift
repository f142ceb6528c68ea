import Expressions
import Messages
import Topics
import Understanding
import Values

/// h, where several options may be chosen.
extension Turn {
    /// What ends the choice of several options, one tap after another.
    static let done = "done"

    /// Whether the device sends one row at a time, so that several are chosen one after another.
    private var choosesOneByOne: Bool { event.profile.channel == .whatsapp }

    /// Takes words for a question that takes several options.
    ///
    /// - Returns: nil where they are to be read like any other answer.
    mutating func readMany(
        _ utterance: Utterance,
        _ slot: Slot,
        _ question: Question
    ) throws(EvaluationError) -> Bool? {
        guard let many = slot.many else { return nil }
        let before = try chosenSoFar(slot, question)
        if many.contains(0), ManyWords.meansNone(utterance) {
            rule = .answer
            answer(slot, question, .list([]), heard: nil)
            return true
        }
        guard !before.isEmpty else { return nil }
        let change = ManyChange.read(utterance)
        let rest = change.map { utterance.blanking([$0.span]) } ?? utterance
        let kind = change?.0 ?? .adding
        var named: [Value]?
        if kind == .adding {
            // A number counts through what is still on offer, the way out of it last.
            let left = try options(of: slot).filter { one in
                !before.contains { $0.optionID == one.optionID }
            }
            named = options(of: slot, among: left, namedIn: rest)
            if named == nil, let number = rest.onlyNumber {
                guard number == left.count + 1, many.contains(before.count) else { return false }
                rule = .answer
                try take(before, slot, question)
                return true
            }
        }
        if named == nil { named = try options(of: slot, namedIn: rest) }
        guard let named else { return nil }
        rule = .answer
        try collect(Self.changed(before, kind, named), slot, question)
        return true
    }

    /// "That's all", where several are chosen one after another.
    mutating func hearDone(_ utterance: Utterance) -> Bool {
        guard case .question(let question) = conversation.waiting, question.chosen != nil,
            let slot = topTopic?.slot(question.slot)
        else { return false }
        let label = Utterance(render(.done), language: language).tokens.map(\.text)
        guard ManyWords.meansDone(utterance) || utterance.tokens.map(\.text) == label else {
            return false
        }
        do {
            try rebind()
            rule = .answer
            try take(try chosenSoFar(slot, question), slot, question)
        } catch {
            fault(error.message)
        }
        return true
    }

    /// The options that are chosen after a change.
    static func changed(_ before: [Value], _ change: ManyChange, _ named: [Value]) -> [Value] {
        let ids = named.map(\.optionID)
        switch change {
        case .adding:
            return before + named.filter { one in !before.contains { $0.optionID == one.optionID } }
        case .removing: return before.filter { !ids.contains($0.optionID) }
        case .only: return named
        }
    }

    /// Options that words name, one or several; nil where they name none.
    func options(
        of slot: Slot,
        namedIn utterance: Utterance
    ) throws(EvaluationError) -> [Value]? {
        options(of: slot, among: try options(of: slot), namedIn: utterance)
    }

    private func options(
        of slot: Slot,
        among values: [Value],
        namedIn utterance: Utterance
    ) -> [Value]? {
        switch matcher(of: slot, among: values).matchMany(utterance) {
        case .chosen(let places, _):
            let named = places.filter(values.indices.contains).map { values[$0] }
            return named.isEmpty ? nil : named
        case .several, .none: return nil
        }
    }

    /// Says which parts of an enumeration are none of the options, and no other slot's value.
    mutating func tellUnnamed(
        _ slot: Slot,
        _ utterance: Utterance,
        outside spans: [Range<Int>]
    ) throws(EvaluationError) {
        guard slot.many != nil, let topic = topTopic, !utterance.isQuestion else { return }
        let matcher = matcher(of: slot, among: try options(of: slot))
        var unnamed: [Value] = []
        for part in matcher.unnamed(in: utterance, outside: spans) where part.tokens.count <= 4 {
            var isOthers = false
            for other in topic.slots where other.name != slot.name && isListed(other) {
                if case .none = try mention(of: other, in: part) { continue }
                isOthers = true
            }
            if !isOthers { unnamed.append(.string(bot.secrecy.masking(part.original))) }
        }
        guard !unnamed.isEmpty else { return }
        say(.notOffered, ["words": .string(words(for: .list(unnamed)))])
    }

    /// Whether it is known by now what a slot takes.
    private func isListed(_ slot: Slot) -> Bool {
        (slot.from?.reads ?? []).allSatisfy { environment[$0] != .null }
    }

    /// How many may be chosen, in words, and the question again.
    func howMany(_ slot: Slot) throws(EvaluationError) -> String {
        try impossible(howManyWords(slot), slot)
    }

    func howManyWords(_ slot: Slot) -> String {
        render(
            .howMany,
            [
                "least": .int(Int64(slot.many?.lowerBound ?? 1)),
                "most": .int(Int64(slot.many?.upperBound ?? 1)),
            ]
        )
    }

    // MARK: Taps

    /// Takes touched options of a question that takes several.
    ///
    /// - Returns: Whether they were any.
    mutating func tapMany(
        _ ids: [String],
        _ slot: Slot,
        _ question: Question
    ) throws(EvaluationError) -> Bool {
        guard let many = slot.many else { return false }
        let before = try chosenSoFar(slot, question)
        if ids == [Self.done], !before.isEmpty {
            try take(before, slot, question)
            return true
        }
        let values = try options(of: slot)
        var seen: Set<String> = []
        let picked = ids.filter { seen.insert($0).inserted }
            .compactMap { id in values.first { $0.optionID == id } }
        guard picked.count == seen.count, !picked.isEmpty || many.contains(0) else { return false }
        if choosesOneByOne, picked.count == 1, many.upperBound > 1 {
            try collect(Self.changed(before, .adding, picked), slot, question)
        } else {
            try take(Self.changed(before, .adding, picked), slot, question)
        }
        return true
    }

    private func chosenSoFar(
        _ slot: Slot,
        _ question: Question
    ) throws(EvaluationError) -> [Value] {
        guard let ids = question.chosen else { return [] }
        let values = try options(of: slot)
        return ids.compactMap { id in values.first { $0.optionID == id } }
    }

    /// Keeps what is chosen so far and asks for more, until no more may be.
    private mutating func collect(
        _ chosen: [Value],
        _ slot: Slot,
        _ question: Question
    ) throws(EvaluationError) {
        let most = min(slot.many?.upperBound ?? 1, try options(of: slot).count)
        guard chosen.count < most else { return try take(chosen, slot, question) }
        var question = question
        question.chosen = chosen.isEmpty ? nil : chosen.compactMap(\.optionID)
        question.narrowed = nil
        conversation.shownPage = nil
        conversation.waiting = .question(question)
        guard !chosen.isEmpty else { return try ask(slot, question) }
        let so = render(.soFar, ["value": .string(words(for: .list(chosen)))])
        try ask(slot, question, saying: so)
    }

    private mutating func take(
        _ chosen: [Value],
        _ slot: Slot,
        _ question: Question
    ) throws(EvaluationError) {
        guard slot.many?.contains(chosen.count) == true else {
            return refuse(slot, question, saying: try howMany(slot))
        }
        // In the order in which they are offered, however they were named.
        let places = try options(of: slot).map(\.optionID)
        let ordered = places.compactMap { id in chosen.first { $0.optionID == id } }
        answer(slot, question, .list(ordered), heard: nil)
    }
}

extension Utterance {
    /// The number that is all that was written.
    fileprivate var onlyNumber: Int? {
        tokens.count == 1 && tokens[0].kind == .number ? Int(tokens[0].text) : nil
    }
}
