/// A question as the index understands it.
struct Question {
    /// A telling word of the question, and everything that may stand for it in an article.
    struct Concept {
        /// The word as it was written, folded.
        let asked: String
        /// How much it tells, in nats; the most where no article has it.
        var weight: Float
        /// How often the question has it.
        var repeats = 1
        var alternatives: [Alternative]
    }

    /// A term, or the terms of a phrase that must all be there.
    struct Alternative {
        let terms: [Int32]
        /// What its impact is multiplied by.
        let weight: Float
        /// How far an article that has it has the word that was asked for, 0 to 1.
        let certainty: Float
        let match: WordMatch
    }

    private(set) var concepts: [Concept] = []
    /// Its words of grammar that articles have too.
    ///
    /// They find nothing, but of articles that are found the one that asks in the same way, how
    /// long or why, answers better.
    private(set) var grammar: [Int32] = []

    static let mostConcepts = 32
    private static let mostGrammar = 16
    static let mostBytes = 16_384
    private static let synonymWeight: Float = 0.7
    private static let synonymCertainty: Float = 0.9

    /// Reads a question.
    ///
    /// - Parameters:
    ///   - text: Of it the first 16 KiB.
    ///   - language: That of the articles; nil for all.
    ///   - asker: The asker's, whose words of grammar are no subject either.
    ///   - contents: What is searched.
    init(
        _ text: String,
        language: String?,
        askedIn asker: String?,
        in contents: IndexContents
    ) {
        let languages = Self.languages(language, in: contents)
        guard let main = languages.first else { return }
        let asker = asker.map(primaryLanguage).flatMap {
            $0 == main.language ? nil : WordForms(language: $0)
        }
        /// All words in order, grammar included, as synonyms are written.
        var phrase: [String] = []
        /// For each of them its concept.
        var conceptOf: [Int?] = []
        var places: [String: Int] = [:]
        /// Single letters of scripts without spaces; the others are words, or pairs in their place.
        var letters = 0

        eachWord(in: text, upTo: Self.mostBytes) { word in
            var place: Int?
            if let existing = places[word.text] {
                concepts[existing].repeats = min(3, concepts[existing].repeats + 1)
                place = existing
            } else if main.isStopWord(word.text) || asker?.isStopWord(word.text) == true {
                let term = contents.ordinals[main.term(of: word.text, word.kind)]
                if let term, grammar.count < Self.mostGrammar, !grammar.contains(term) {
                    grammar.append(term)
                }
            } else if let concept = Self.concept(
                word,
                languages,
                main,
                contents,
                corrects: asker == nil
            ) {
                place = concepts.count
                places[word.text] = concepts.count
                concepts.append(concept)
                if word.kind == .single { letters += 1 }
            }
            if !contents.synonyms.isEmpty, word.kind == .word || word.kind == .pair {
                phrase.append(main.term(of: word.text, word.kind))
                conceptOf.append(place)
            }
            return concepts.count - letters < Self.mostConcepts && letters < Self.mostConcepts
        }
        addSynonyms(phrase, conceptOf, contents)
    }

    /// The forms in which a question's words are sought: its own language and that of articles
    /// without one, or all.
    private static func languages(_ language: String?, in contents: IndexContents) -> [WordForms] {
        guard let language = language.map(primaryLanguage) else {
            return Array(contents.forms.prefix(6))
        }
        let own = contents.forms.filter { $0.language == language }
        let neutral = contents.neutralForms.map { contents.forms[$0] }
        return own + neutral.filter { $0.language != language }
    }

    private static func concept(
        _ word: TextWord,
        _ languages: [WordForms],
        _ main: WordForms,
        _ contents: IndexContents,
        corrects: Bool
    ) -> Concept? {
        var found: [Int32] = []
        for forms in languages {
            let term = forms.term(of: word.text, word.kind)
            if let ordinal = contents.ordinals[term], !found.contains(ordinal) {
                found.append(ordinal)
            }
        }
        if found.isEmpty, word.kind == .word {
            found = contents.vocabulary.term(withoutAccents: word.text).map { [$0] } ?? []
            for forms in languages where found.isEmpty {
                found = forms.otherTerms(of: word.text).compactMap { contents.ordinals[$0] }
            }
        }
        if !found.isEmpty {
            let weight = found.map { contents.weights[Int($0)] }.max() ?? 0
            return Concept(
                asked: word.text,
                weight: weight,
                alternatives: found.map {
                    Alternative(terms: [$0], weight: 1, certainty: 1, match: .word)
                }
            )
        }
        switch word.kind {
        // Their parts are asked for too.
        case .whole, .single: return nil
        // Most pairs that no article has lie across the border of two words.
        case .pair: return unknown(word, 0.25, contents)
        case .word: break
        }
        if word.text.utf8.contains(where: { (0x30...0x39).contains($0) }) {
            // An order's number says little about what is wrong with the order.
            return unknown(word, 0.5, contents)
        }
        // A word of another language is no typing error of this one.
        guard corrects,
            let correction = contents.vocabulary.correction(
                of: word.text,
                frequency: {
                    contents.postings.range(of: $0).count
                }
            )
        else { return unknown(word, 1, contents) }
        if correction.term == Vocabulary.grammar || main.isStopWord(correction.word) { return nil }
        let length = Float(word.text.unicodeScalars.count)
        let certainty = 1 - 1.2 * Float(correction.distance) / length
        return Concept(
            asked: word.text,
            weight: contents.weights[Int(correction.term)],
            alternatives: [
                Alternative(
                    terms: [correction.term],
                    weight: certainty,
                    certainty: certainty,
                    match: .correction
                )
            ]
        )
    }

    private static func unknown(
        _ word: TextWord,
        _ share: Float,
        _ contents: IndexContents
    ) -> Concept {
        Concept(asked: word.text, weight: contents.unknownWeight * share, alternatives: [])
    }

    private mutating func addSynonyms(
        _ phrase: [String],
        _ conceptOf: [Int?],
        _ contents: IndexContents
    ) {
        contents.synonyms.each(in: phrase) { place, others in
            let replaced = Set(conceptOf[place].compactMap(\.self)).sorted()
            for other in others {
                let terms = other.compactMap { contents.ordinals[$0] }
                guard terms.count == other.count else { continue }
                let weight = terms.reduce(0) { $0 + contents.weights[Int($1)] } / Float(terms.count)
                for concept in replaced {
                    if concepts[concept].alternatives.isEmpty { concepts[concept].weight = weight }
                    // A rare synonym must not outweigh the word that was asked for.
                    let held = min(1, concepts[concept].weight / max(weight, 0.01))
                    concepts[concept].alternatives.append(
                        Alternative(
                            terms: terms,
                            weight: Self.synonymWeight * held,
                            certainty: Self.synonymCertainty,
                            match: .synonym
                        )
                    )
                }
            }
        }
    }
}
