import Values

/// Makes an index of articles in one pass over their texts.
struct IndexBuilder {
    private let defaultLanguage: String
    private let groups: [[String]]

    private var ordinals: [String: Int32] = [:]
    private var terms: [String] = []
    /// For each language the terms of the words met so far, so that each is stemmed once.
    private var known: [[String: Int32]] = []
    private var counts = FieldCounts()
    private var titleStarts: [Int32] = [0]
    private var titleTerms: [Int32] = []

    init(language: String, synonyms: [[String]]) {
        defaultLanguage = language.isEmpty ? "en" : language
        groups = synonyms
    }

    mutating func build(_ given: [Article]) -> IndexContents {
        let articles = Dictionary(given.map { ($0.identity, $0) }) { _, last in last }
            .sorted { $0.key < $1.key }.map(\.value)
        let languages = articles.map { $0.language.map(primaryLanguage) }
        let forms = languagesByFrequency(languages).map(WordForms.init)
        let place = Dictionary(
            uniqueKeysWithValues: forms.enumerated().map { ($1.language, $0) }
        )
        let formsOf = languages.map { place[$0 ?? defaultLanguage] ?? 0 }
        known = Array(repeating: [:], count: forms.count)

        for (article, form) in zip(articles, formsOf) {
            read(article, form, forms[form])
        }

        let frequencies = counts.articlesOfTerm(terms: terms.count)
        let weights = frequencies.map { termWeight(matches: Int($0), of: articles.count) }
        let newest = articles.lazy.compactMap { $0.updated?.daysSinceEpoch }.max()
        return IndexContents(
            articles: articles,
            generation: Checksum.generation(
                of: articles,
                synonyms: groups,
                language: defaultLanguage
            ),
            forms: forms,
            formsOf: formsOf,
            neutralForms: languages.contains(nil) ? [place[defaultLanguage] ?? 0] : [],
            priors: articles.map { prior(of: $0, newest: newest) },
            ordinals: ordinals,
            terms: terms,
            weights: weights,
            postings: counts.postings(frequencies: frequencies, weights: weights),
            titles: titles(weights),
            vocabulary: vocabulary(forms[0]),
            synonyms: Synonyms(groups, forms: forms[0])
        )
    }

    private func languagesByFrequency(_ languages: [String?]) -> [String] {
        var frequencies: [String: Int] = languages.isEmpty ? [defaultLanguage: 1] : [:]
        for language in languages { frequencies[language ?? defaultLanguage, default: 0] += 1 }
        return frequencies.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }

    private mutating func read(_ article: Article, _ form: Int, _ forms: WordForms) {
        counts.begin()
        var telling: [Int32] = []
        var others: [Int32] = []
        eachWord(in: article.title) { word in
            let term = ordinal(of: word, form, forms)
            counts.add(term, .title, length: word.addsLength)
            if word.kind == .word || word.kind == .pair {
                if forms.isStopWord(word.text) { others.append(term) } else { telling.append(term) }
            }
            return true
        }
        eachWord(in: article.text) { word in
            counts.add(ordinal(of: word, form, forms), .text, length: word.addsLength)
            return true
        }
        for tag in article.tags {
            eachWord(in: tag) { word in
                counts.add(ordinal(of: word, form, forms), .tags, length: 0)
                return true
            }
        }
        counts.end()
        // A title of nothing but grammar, "What to do?", still has its words.
        titleTerms += Set(telling.isEmpty ? others : telling).sorted()
        titleStarts.append(Int32(titleTerms.count))
    }

    private mutating func ordinal(of word: TextWord, _ form: Int, _ forms: WordForms) -> Int32 {
        if word.kind == .word, let term = known[form][word.text] { return term }
        let text = forms.term(of: word.text, word.kind)
        let term: Int32
        if let existing = ordinals[text] {
            term = existing
        } else {
            term = Int32(terms.count)
            terms.append(text)
            ordinals[text] = term
        }
        if word.kind == .word { known[form][word.text] = term }
        return term
    }

    private func titles(_ weights: [Float]) -> Titles {
        var sums: [Float] = []
        for article in 0..<titleStarts.count - 1 {
            let range = Int(titleStarts[article])..<Int(titleStarts[article + 1])
            sums.append(titleTerms[range].reduce(0) { $0 + weights[Int($1)] })
        }
        return Titles(starts: titleStarts, terms: titleTerms, weights: sums)
    }

    /// Grammar words belong to it too, or `waht` would become some word of an article.
    private func vocabulary(_ main: WordForms) -> Vocabulary {
        var entries: [(word: String, term: Int32)] = []
        for words in known {
            for (word, term) in words { entries.append((word, term)) }
        }
        entries += StopWords.of(main.language).map { ($0, Vocabulary.grammar) }
        return Vocabulary(entries)
    }
}

extension TextWord {
    /// Letters of a script without spaces count once, not as a pair and alone.
    var addsLength: Int { kind == .word || kind == .single ? 1 : 0 }
}
