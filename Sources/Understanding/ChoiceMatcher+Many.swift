extension ChoiceMatcher {
    /// For a question that takes several options: "1, 3 and 4", "all", "visa and amex", "none".
    package func matchMany(_ utterance: Utterance) -> ManyMatch {
        let tokens = utterance.tokens
        if tokens.isEmpty || options.isEmpty { return .none }
        let core = core(tokens)
        let everything = span(of: tokens, core)
        if talk.allOptions.whole(tokens, core) != nil
            || talk.allOptions.whole(tokens, 0..<tokens.count) != nil
        {
            return .chosen(Array(options.indices), spans: [everything])
        }
        if let (_, count) = talk.allOptions.longest(at: core.lowerBound, in: tokens) {
            let start = core.lowerBound + count
            if let (_, size) = talk.except.longest(at: start, in: tokens) {
                let (left, _) = named(tokens, from: start + size)
                if !left.isEmpty {
                    return .chosen(
                        options.indices.filter { !left.contains($0) },
                        spans: [everything]
                    )
                }
            }
        }
        let (chosen, spans) = named(tokens, from: core.lowerBound)
        let parts = parts(utterance)
        if parts.count > 1, let found = inParts(parts), found.count > chosen.count {
            return .chosen(found.sorted(), spans: [everything])
        }
        if !chosen.isEmpty { return .chosen(chosen.sorted(), spans: spans) }
        switch match(utterance, mode: .answer) {
        case .one(let index, let span, _): return .chosen([index], spans: [span])
        case .several(let places): return .several(places)
        case .any, .none: return .none
        }
    }

    /// Options that a message names in passing, each by its own full name.
    package func namedInPassing(_ utterance: Utterance) -> (options: [Int], spans: [Range<Int>]) {
        let tokens = utterance.tokens
        let sure = mentions(tokens).filter { $0.how != .partial && $0.options.count == 1 }
        return (
            Set(sure.map { $0.options[0] }).sorted(), sure.map { span(of: tokens, $0.range) }
        )
    }

    /// Parts of an enumeration that name no option: "bananas" of "a check-up and bananas".
    ///
    /// - Parameters:
    ///   - utterance: The message.
    ///   - spans: The words in it that were read as options.
    /// - Returns: The parts, as they were written.
    package func unnamed(in utterance: Utterance, outside spans: [Range<Int>]) -> [Utterance] {
        let parts = spansOfParts(utterance)
        guard parts.count > 1 else { return [] }
        return parts.filter { part in !spans.contains { $0.overlaps(part) } }
            .map { Utterance(utterance.text($0), language: utterance.language) }
            .filter { part in
                !part.tokens.allSatisfy { talk.light.longest(at: 0, in: [$0]) != nil }
            }
    }

    /// What stands between "and" and commas.
    private func parts(_ utterance: Utterance) -> [Utterance] {
        spansOfParts(utterance).map {
            Utterance(utterance.text($0), language: utterance.language)
        }
    }

    private func spansOfParts(_ utterance: Utterance) -> [Range<Int>] {
        var parts: [[Token]] = [[]]
        for token in utterance.tokens {
            if Self.joints.contains(token.text) {
                parts.append([])
            } else {
                if token.gap == .mark { parts.append([]) }
                parts[parts.count - 1].append(token)
            }
        }
        return parts.compactMap { part in
            guard let first = part.first, let last = part.last else { return nil }
            return first.span.lowerBound..<last.span.upperBound
        }
    }

    private static let joints: Set<String> = ["and", "plus", "y", "e", "و", "&"]

    /// An option for each part, slips of the finger forgiven; nil where a part is none.
    private func inParts(_ parts: [Utterance]) -> Set<Int>? {
        var found: Set<Int> = []
        for part in parts {
            if part.tokens.allSatisfy({ talk.light.longest(at: 0, in: [$0]) != nil }) { continue }
            guard case .one(let index, _, _) = match(part, mode: .answer) else { return nil }
            found.insert(index)
        }
        return found.isEmpty ? nil : found
    }

    private func named(_ tokens: [Token], from start: Int) -> (Set<Int>, [Range<Int>]) {
        var chosen: Set<Int> = []
        var spans: [Range<Int>] = []
        let rest = Array(tokens[min(start, tokens.count)...])
        for mention in mentions(rest) where mention.options.count == 1 {
            chosen.insert(mention.options[0])
            spans.append(span(of: rest, mention.range))
        }
        if !chosen.isEmpty { return (chosen, spans) }
        for (index, token) in rest.enumerated() {
            // "1,3,4" may have been read as one number.
            for part in token.text.split(whereSeparator: { $0 == "," || $0 == "." }) {
                let place =
                    Int(part) ?? talk.numbers.longest(at: index, in: rest)?.meaning
                    ?? talk.ordinals.longest(at: index, in: rest)?.meaning
                guard let place else { continue }
                let option = place < 0 ? options.count + place : place - 1
                guard options.indices.contains(option) else { continue }
                chosen.insert(option)
                if spans.last != token.span { spans.append(token.span) }
            }
        }
        return (chosen, spans)
    }
}
