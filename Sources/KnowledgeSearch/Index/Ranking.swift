/// Orders the articles by how well they match one question.
struct Ranking {
    let question: Question
    let options: SearchOptions
    let contents: IndexContents

    /// How many of the best by words alone are looked at again with their titles.
    ///
    /// Judged collections gain nothing from more.
    private static let reranked = 50
    /// How much a covered title adds, as a share of the best score.
    ///
    /// Did best over seven judged collections.
    private static let titleShare: Float = 0.8
    /// What a word of grammar adds beside a telling one.
    ///
    /// Half as much or twice as much does hardly worse; nothing at all loses two parts in a hundred
    /// on customers' questions.
    private static let grammarShare: Float = 0.4
    static let mostHits = 1000

    private struct Candidate {
        let article: Int32
        let words: Float
        var score: Float
        var titleCoverage: Float = 0
        var titleNamed: Float = 0

        /// Articles stand in order of their IDs.
        func isBetter(than other: Candidate) -> Bool {
            score != other.score ? score > other.score : article < other.article
        }
    }

    func hits() -> [Hit] {
        let limit = min(options.limit, Self.mostHits)
        // Room for the next one, and for as many translations.
        let room = contents.hasTranslations ? 2 * limit + 1 : limit + 1
        var candidates = best(max(room, Self.reranked), of: scores())
        guard let top = candidates.first?.words else { return [] }
        rerank(&candidates, top)
        if contents.hasTranslations { keepOneOfEach(&candidates) }
        let all = question.concepts.reduce(Float(0)) { $0 + $1.weight }
        var hits: [Hit] = []
        hits.reserveCapacity(min(limit, candidates.count))
        for (place, candidate) in candidates.prefix(limit).enumerated() {
            let next = place + 1 < candidates.count ? candidates[place + 1].score : 0
            hits.append(hit(candidate, next: next, all: all))
        }
        return hits
    }

    /// BM25F of all articles.
    private func scores() -> [Float] {
        var scores = [Float](repeating: 0, count: contents.articles.count)
        let postings = contents.postings
        for concept in question.concepts {
            let repeats = Float(concept.repeats)
            if concept.alternatives.count == 1, concept.alternatives[0].terms.count == 1 {
                let weight = concept.alternatives[0].weight * repeats
                for at in postings.range(of: concept.alternatives[0].terms[0]) {
                    scores[Int(postings.articles[at])] += weight * postings.impacts[at]
                }
            } else if !concept.alternatives.isEmpty {
                addBest(of: concept, repeats, to: &scores)
            }
        }
        return scores
    }

    /// Of several alternatives an article's best one counts.
    private func addBest(of concept: Question.Concept, _ repeats: Float, to scores: inout [Float]) {
        var best = [Float](repeating: 0, count: scores.count)
        let postings = contents.postings
        for alternative in concept.alternatives {
            guard let first = alternative.terms.first else { continue }
            for at in postings.range(of: first) {
                let article = postings.articles[at]
                let impact = self.impact(of: alternative, in: article)
                best[Int(article)] = max(best[Int(article)], alternative.weight * impact)
            }
        }
        for article in scores.indices { scores[article] += repeats * best[article] }
    }

    /// Of a phrase the mean of its words; 0 where one is missing.
    private func impact(of alternative: Question.Alternative, in article: Int32) -> Float {
        var sum: Float = 0
        for term in alternative.terms {
            guard let impact = contents.postings.impact(of: term, in: article) else { return 0 }
            sum += impact
        }
        return sum / Float(max(1, alternative.terms.count))
    }

    private func best(_ count: Int, of scores: [Float]) -> [Candidate] {
        let filter = SearchFilter(options, contents)
        var kept: [Candidate] = []
        kept.reserveCapacity(min(count, scores.count) + 1)
        for article in scores.indices where scores[article] > 0 {
            let score = scores[article] * contents.priors[article]
            let candidate = Candidate(article: Int32(article), words: score, score: score)
            if kept.count == count, !candidate.isBetter(than: kept[count - 1]) { continue }
            if !filter.admits(article) { continue }
            var place = kept.count
            while place > 0, candidate.isBetter(than: kept[place - 1]) { place -= 1 }
            kept.insert(candidate, at: place)
            if kept.count > count { kept.removeLast() }
        }
        return kept
    }

    private func rerank(_ candidates: inout [Candidate], _ top: Float) {
        candidates.sort { $0.article < $1.article }
        addGrammar(to: &candidates)
        var sought: [(term: Int32, concept: Int, certainty: Float)] = []
        for (number, concept) in question.concepts.enumerated() {
            for alternative in concept.alternatives where alternative.terms.count == 1 {
                sought.append((alternative.terms[0], number, alternative.certainty))
            }
        }
        let all = question.concepts.reduce(Float(0)) { $0 + $1.weight }
        guard all > 0 else { return }
        let concepts = question.concepts.map(\.weight)
        let titles = contents.titles
        let weights = contents.weights
        var covered = [Float](repeating: 0, count: concepts.count)
        for at in candidates.indices {
            let article = Int(candidates[at].article)
            var named: Float = 0
            for place in titles.range(of: article) {
                let term = titles.terms[place]
                for word in sought where word.term == term {
                    covered[word.concept] = max(covered[word.concept], word.certainty)
                    named += weights[Int(term)]
                    break
                }
            }
            guard named > 0 else { continue }
            var sum: Float = 0
            for concept in covered.indices {
                sum += covered[concept] * concepts[concept]
                covered[concept] = 0
            }
            let coverage = sum / all
            let share = min(1, named / titles.weights[article])
            candidates[at].titleCoverage = coverage
            candidates[at].titleNamed = share
            let raised = top * Self.titleShare * coverage * share.squareRoot()
            candidates[at].score += raised * contents.priors[article]
        }
        candidates.sort { $0.isBetter(than: $1) }
    }

    /// Of an article in several languages the best stays: a translation beside its original says
    /// nothing new.
    private func keepOneOfEach(_ candidates: inout [Candidate]) {
        var seen: Set<String> = []
        candidates.removeAll { !seen.insert(contents.articles[Int($0.article)].id).inserted }
    }

    /// - Parameter candidates: In ascending order of articles.
    private func addGrammar(to candidates: inout [Candidate]) {
        let articles = candidates.map(\.article)
        var sums = [Float](repeating: 0, count: articles.count)
        for term in question.grammar {
            contents.postings.addImpacts(of: term, in: articles, to: &sums)
        }
        for at in candidates.indices {
            let prior = contents.priors[Int(candidates[at].article)]
            candidates[at].score += Self.grammarShare * sums[at] * prior
        }
    }

    private func hit(_ candidate: Candidate, next: Float, all: Float) -> Hit {
        var terms: [MatchedTerm] = []
        var covered: Float = 0
        for concept in question.concepts {
            var best: (alternative: Question.Alternative, impact: Float)?
            for alternative in concept.alternatives {
                let impact =
                    alternative.weight * self.impact(of: alternative, in: candidate.article)
                if impact > best?.impact ?? 0 { best = (alternative, impact) }
            }
            guard let best else { continue }
            covered += best.alternative.certainty * concept.weight
            for term in best.alternative.terms {
                terms.append(
                    MatchedTerm(
                        asked: concept.asked,
                        term: contents.terms[Int(term)],
                        match: best.alternative.match,
                        contribution: best.impact * Float(concept.repeats)
                            / Float(best.alternative.terms.count),
                        share: all > 0 ? concept.weight / all : 0
                    )
                )
            }
        }
        let article = Int(candidate.article)
        let evidence = Evidence(
            coverage: share(covered, of: all),
            titleCoverage: share(candidate.titleCoverage, of: 1),
            titleNamed: share(candidate.titleNamed, of: 1),
            gap: share(candidate.score - next, of: candidate.score)
        )
        return Hit(
            article: contents.articles[article],
            score: Double(candidate.score),
            confidence: Confidence.of(evidence),
            evidence: evidence,
            terms: terms,
            forms: contents.forms[contents.formsOf[article]]
        )
    }

    private func share(_ part: Float, of whole: Float) -> Double {
        whole > 0 ? Double(min(1, max(0, part / whole))) : 0
    }
}
