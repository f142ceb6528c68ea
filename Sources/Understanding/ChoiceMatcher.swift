import Text

/// Finds which of some options a message means; compiled once for a question.
package struct ChoiceMatcher: Sendable {
    package let options: [ChoiceOption]
    let talk: Talk
    /// Labels, IDs and synonyms; what stands for several options is one entry.
    private let names: PhraseTable<Name>
    /// The same by the stems of their words: "الكبير" and "كبيرًا" are "كبير".
    private let stemmedNames: [[UInt64]: Name]
    /// How the first words of names begin, and how many words the longest has.
    private let nameBeginnings: Set<UInt16>
    private let longestName: Int
    /// Options that a single word of a name or subtitle stands for; words of all options left out.
    private let words: [UInt64: [Int]]
    private let stems: [UInt64: [Int]]
    /// For slips of the finger and beginnings of words.
    private let spellings: [(text: String, option: Int)]
    private let stemmer: Stemmer

    private struct Name: Sendable {
        let options: [Int]
        let isLabel: Bool
        /// Bytes of its last word.
        var end = 0
    }

    package init(options: [ChoiceOption], language: String) {
        self.options = options
        let talk = Talk.of(language)
        let stemmer = Stemmer(language: language)
        self.talk = talk
        self.stemmer = stemmer

        var names: [(keys: [UInt64], text: String, options: [Int], isLabel: Bool)] = []
        var places: [[UInt64]: Int] = [:]
        func name(_ text: String, _ option: Int, isLabel: Bool) {
            let keys = Utterance(text, language: language).tokens.map(\.key)
            if keys.isEmpty { return }
            if let known = places[keys] {
                // A label beats another option's synonym of the same spelling.
                if isLabel && !names[known].isLabel {
                    names[known] = (keys, text, [option], true)
                } else if isLabel == names[known].isLabel, !names[known].options.contains(option) {
                    names[known].options.append(option)
                }
            } else {
                places[keys] = names.count
                names.append((keys, text, [option], isLabel))
            }
        }
        for (index, option) in options.enumerated() { name(option.title, index, isLabel: true) }
        for (index, option) in options.enumerated() { name(option.id, index, isLabel: true) }
        for (index, option) in options.enumerated() {
            for other in option.also { name(other, index, isLabel: false) }
        }
        var table = PhraseTable<Name>([])
        for entry in names {
            let name = Name(options: entry.options, isLabel: entry.isLabel)
            table.add(entry.text, name)
            if talk.gluedArticles.isEmpty { continue }
            let tokens = Utterance(entry.text, language: language).tokens
            let bare = tokens.map { talk.withoutArticle($0).text }.joined(separator: " ")
            if table.isNew(bare) { table.add(bare, name) }
        }
        self.names = table
        var stemmed: [[UInt64]: Name] = [:]
        var beginnings: Set<UInt16> = []
        var longest = 0
        for name in names {
            let tokens = Utterance(name.text, language: language).tokens
            if let first = tokens.first { beginnings.insert(Self.beginning(first.text)) }
            longest = max(longest, tokens.count)
            let keys = Self.stems(of: tokens[...], stemmer)
            let known = stemmed[keys]?.options ?? []
            stemmed[keys] = Name(
                options: known + name.options.filter { !known.contains($0) },
                isLabel: false,
                end: max(stemmed[keys]?.end ?? 0, tokens.last?.text.utf8.count ?? 0)
            )
        }
        stemmedNames = stemmed
        nameBeginnings = beginnings
        longestName = longest

        var words: [UInt64: [Int]] = [:]
        var stems: [UInt64: [Int]] = [:]
        var spellings: [(String, Int)] = []
        for (index, option) in options.enumerated() {
            let texts = [option.title, option.id] + option.also + [option.subtitle ?? ""]
            for (place, text) in texts.enumerated() {
                let tokens = Utterance(text, language: language).tokens
                if place < texts.count - 1, !tokens.isEmpty {
                    spellings.append((tokens.map(\.text).joined(separator: " "), index))
                }
                for token in tokens where talk.light.longest(at: 0, in: [token]) == nil {
                    if words[token.key]?.last != index {
                        words[token.key, default: []].append(index)
                    }
                    let stem = wordKey(stemmer.stem(token.text))
                    if stems[stem]?.last != index { stems[stem, default: []].append(index) }
                    if place < texts.count - 1 { spellings.append((token.text, index)) }
                }
            }
        }
        let all = options.count
        self.words = words.filter { all == 1 || $0.value.count < all }
        self.stems = stems.filter { all == 1 || $0.value.count < all }
        self.spellings = spellings
    }

    package func match(_ utterance: Utterance, mode: ChoiceMode) -> ChoiceMatch {
        let tokens = utterance.tokens
        if tokens.isEmpty || options.isEmpty { return .none }
        if mode == .mention { return mentioned(tokens) }

        let all = 0..<tokens.count
        if let name = names.whole(tokens, all) { return match(name, span(of: tokens, all)) }
        let core = core(tokens)
        if core.isEmpty {
            return talk.anyOption.whole(tokens, all) != nil ? .any : .none
        }
        if talk.anyOption.whole(tokens, all) ?? talk.anyOption.whole(tokens, core) != nil {
            return .any
        }
        if let name = names.whole(tokens, core) { return match(name, span(of: tokens, core)) }
        if let (index, how) = place(tokens, core) {
            return .one(index, span: span(of: tokens, core), how: how)
        }
        if let name = stemmedNames[Self.stems(of: tokens[core], stemmer)] {
            if name.options.count > 1 { return .several(name.options.sorted()) }
            return .one(name.options[0], span: span(of: tokens, core), how: .partial)
        }
        let named = mentioned(tokens)
        if named != .none { return named }
        // "Not lost" says which it is not.
        if talk.negations.contains(tokens) { return .none }
        if let match = byWords(tokens, core) { return match }
        return bySpelling(tokens, core)
    }

    private static func stems(of tokens: ArraySlice<Token>, _ stemmer: Stemmer) -> [UInt64] {
        tokens.map { wordKey(stemmer.stem($0.text)) }
    }

    private func match(_ name: Name, _ span: Range<Int>) -> ChoiceMatch {
        if name.options.count > 1 { return .several(name.options.sorted()) }
        return .one(name.options[0], span: span, how: name.isLabel ? .exactLabel : .synonym)
    }

    /// The tokens without "I'd like the" and "one please".
    func core(_ tokens: [Token]) -> Range<Int> {
        var start = 0
        while let (_, count) = talk.answerStart.longest(at: start, in: tokens)
            ?? talk.fillers.longest(at: start, in: tokens)
        {
            start += count
        }
        var end = tokens.count
        trimming: while end > start + 1 {
            for length in 1...3 where end - length > start {
                let tail = (end - length)..<end
                if talk.answerEnd.whole(tokens, tail) ?? talk.fillers.whole(tokens, tail) != nil {
                    end -= length
                    continue trimming
                }
            }
            break
        }
        // "One" alone is the first option, not a trimmed word.
        return start < end ? start..<end : max(0, tokens.count - 1)..<tokens.count
    }

    /// "2", "two", "#2", "the second", "last".
    private func place(_ tokens: [Token], _ core: Range<Int>) -> (Int, ChoiceMatch.How)? {
        let token = tokens[core.lowerBound]
        if core.count == 1, token.kind == .number, let number = Int(token.text) {
            return options.indices.contains(number - 1) ? (number - 1, .number) : nil
        }
        if let number = talk.numbers.whole(tokens, core) {
            return options.indices.contains(number - 1) ? (number - 1, .number) : nil
        }
        if let ordinal = talk.ordinals.whole(tokens, core) {
            let index = ordinal < 0 ? options.count + ordinal : ordinal - 1
            return options.indices.contains(index) ? (index, .ordinal) : nil
        }
        return nil
    }

    /// Options named in so many words, those that are denied left out.
    private func mentioned(_ tokens: [Token]) -> ChoiceMatch {
        let found = mentions(tokens)
        let indices = Set(found.flatMap(\.options)).sorted()
        guard let first = found.first else { return .none }
        if indices.count > 1 {
            // "Visa Gold ... visa": the longer name decides between options that share a word.
            let certain = found.filter { $0.options.count == 1 }
            let sure = Set(certain.flatMap(\.options))
            if let only = certain.first, sure.count == 1,
                found.allSatisfy({ $0.options.contains(only.options[0]) })
            {
                return .one(only.options[0], span: span(of: tokens, only.range), how: only.how)
            }
            // A title said whole beats a word of another one.
            let labels = found.filter { $0.how == .exactLabel && $0.options.count == 1 }
            if let only = labels.first, Set(labels.flatMap(\.options)).count == 1,
                found.allSatisfy({ $0.how == .partial || $0.options == only.options })
            {
                return .one(only.options[0], span: span(of: tokens, only.range), how: only.how)
            }
            return sharing(found, tokens)
        }
        return .one(indices[0], span: span(of: tokens, first.range), how: first.how)
    }

    /// "The blue mug": of all that are blue and all mugs those that are both.
    private func sharing(_ found: [Mention], _ tokens: [Token]) -> ChoiceMatch {
        var votes: [Int: Int] = [:]
        for mention in found { for option in mention.options { votes[option, default: 0] += 1 } }
        let most = votes.values.max() ?? 0
        let best = votes.filter { $0.value == most }.map(\.key).sorted()
        guard best.count == 1, let first = found.first, let last = found.last else {
            return .several(best)
        }
        let range = first.range.lowerBound..<last.range.upperBound
        return .one(best[0], span: span(of: tokens, range), how: .partial)
    }

    struct Mention {
        let options: [Int]
        let range: Range<Int>
        let how: ChoiceMatch.How
    }

    func mentions(_ tokens: [Token]) -> [Mention] {
        var found: [Mention] = []
        var index = 0
        /// Where the last word of denial stands, while its clause lasts.
        var denied: Int?
        let bare =
            talk.gluedArticles.isEmpty ? tokens : tokens.map { talk.withoutArticle($0) }
        while index < tokens.count {
            if tokens[index].gap == .mark || tokens[index].gap == .cut { denied = nil }
            if let (name, count) = names.longest(at: index, in: tokens)
                ?? names.longest(at: index, in: bare),
                isWord(tokens[index], count)
            {
                if denied == nil {
                    found.append(
                        Mention(
                            options: name.options,
                            range: index..<(index + count),
                            how: name.isLabel ? .exactLabel : .synonym
                        )
                    )
                }
                index += count
                continue
            }
            if denied == nil, let (name, count) = inflected(at: index, in: tokens) {
                found.append(
                    Mention(options: name.options, range: index..<(index + count), how: .synonym)
                )
                index += count
                continue
            }
            if let (_, count) = talk.negations.longest(at: index, in: tokens) {
                denied = index
                index += count
                continue
            }
            if let start = denied, index - start > 3 { denied = nil }
            if isWord(tokens[index], 1),
                let few = words[tokens[index].key] ?? words[bare[index].key],
                denied == nil,
                few.count == 1 || tokens[index].kind == .word
            {
                found.append(Mention(options: few, range: index..<(index + 1), how: .partial))
            }
            index += 1
        }
        return found
    }

    /// A whole name with an ending behind it: "mugs", "t-shirts".
    ///
    /// Without one it may be another word: who wants to "check" something does not mean the option "checks".
    private func inflected(at index: Int, in tokens: [Token]) -> (Name, Int)? {
        guard nameBeginnings.contains(Self.beginning(tokens[index].text)) else { return nil }
        for count in stride(from: min(longestName, tokens.count - index), to: 0, by: -1) {
            let last = tokens[index + count - 1]
            guard last.kind == .word, last.text.utf8.count > 3, isWord(tokens[index], count),
                let name = stemmedNames[Self.stems(of: tokens[index..<(index + count)], stemmer)]
            else { continue }
            return (1...3).contains(last.text.utf8.count - name.end) ? (name, count) : nil
        }
        return nil
    }

    /// Stems begin like their words: what begins otherwise need not be stemmed.
    private static func beginning(_ word: String) -> UInt16 {
        word.utf8.prefix(2).reduce(0) { $0 << 8 | UInt16($1) }
    }

    /// Bare short numbers and light words inside a sentence name no option.
    private func isWord(_ token: Token, _ count: Int) -> Bool {
        if count > 1 { return true }
        switch token.kind {
        case .number: return token.text.utf8.count >= 3
        case .symbol: return true
        case .word: return talk.light.longest(at: 0, in: [token]) == nil
        case .mark: return false
        }
    }

    /// The options that have most of the message's words, also by stem.
    private func byWords(_ tokens: [Token], _ core: Range<Int>) -> ChoiceMatch? {
        var votes = [Int](repeating: 0, count: options.count)
        var hits: [Int] = []
        var unknown = 0
        for index in core {
            let token = tokens[index]
            if talk.light.longest(at: 0, in: [token]) != nil { continue }
            if let few = words[token.key] ?? stems[wordKey(stemmer.stem(token.text))] {
                for option in few { votes[option] += 1 }
                hits.append(index)
            } else {
                unknown += 1
            }
        }
        guard let most = votes.max(), most > 0, unknown <= 2 * hits.count + 1 else { return nil }
        let best = votes.indices.filter { votes[$0] == most }
        if best.count == 1, let first = hits.first, let last = hits.last {
            return .one(best[0], span: span(of: tokens, first..<(last + 1)), how: .partial)
        }
        return best.count < options.count ? .several(best) : nil
    }

    /// A beginning ("plat" for Platinum), then a slip of the finger.
    private func bySpelling(_ tokens: [Token], _ core: Range<Int>) -> ChoiceMatch {
        guard core.count <= 4 else { return .none }
        let text = tokens[core].map(\.text).joined(separator: " ")
        let span = span(of: tokens, core)
        guard text.utf8.count >= 2, tokens[core].contains(where: { $0.kind == .word }) else {
            return .none
        }
        let begun = Set(spellings.filter { $0.text.hasPrefix(text) }.map(\.option)).sorted()
        if begun.count == 1 { return .one(begun[0], span: span, how: .partial) }
        if begun.count > 1 && begun.count < options.count { return .several(begun) }

        var best: (distance: Int, options: Set<Int>) = (Int.max, [])
        // One word of several is often another word, not a slip: "late" is no "rate".
        let words = core.count > 1 ? tokens[core].map(\.text).filter { $0.utf8.count > 5 } : []
        for piece in [text] + words {
            let length = piece.unicodeScalars.count
            let limit = length < 4 ? 0 : length < 8 ? 1 : 2
            if limit == 0 { continue }
            let size = piece.utf8.count
            for (spelling, option) in spellings
            where abs(spelling.utf8.count - size) <= limit + 2 {
                guard let distance = editDistance(piece, spelling, limit: limit) else { continue }
                if distance < best.distance { best = (distance, []) }
                if distance == best.distance { best.options.insert(option) }
            }
        }
        let near = best.options.sorted()
        if near.count == 1 { return .one(near[0], span: span, how: .typo) }
        return near.count > 1 && near.count < options.count ? .several(near) : .none
    }
}
