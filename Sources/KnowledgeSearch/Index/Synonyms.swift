/// Words and phrases that mean the same, as terms of the index.
struct Synonyms: Sendable {
    /// Each group's phrases, a phrase as its terms, in the authors' order.
    private let groups: [[[String]]]
    /// The first term of each phrase to the groups that have it, in order.
    private let groupsOfFirst: [String: [Int]]

    static let longestPhrase = 4

    init(_ groups: [[String]], forms: WordForms) {
        var parsed: [[[String]]] = []
        var first: [String: [Int]] = [:]
        for group in groups.prefix(10_000) {
            var phrases: [[String]] = []
            for phrase in group.prefix(100) {
                var terms: [String] = []
                eachWord(in: phrase, upTo: 1000) { word in
                    if word.kind == .word || word.kind == .pair {
                        terms.append(forms.term(of: word.text, word.kind))
                    }
                    return terms.count <= Self.longestPhrase
                }
                guard (1...Self.longestPhrase).contains(terms.count), !phrases.contains(terms)
                else { continue }
                phrases.append(terms)
            }
            guard phrases.count > 1 else { continue }
            for start in Set(phrases.compactMap(\.first)) {
                first[start, default: []].append(parsed.count)
            }
            parsed.append(phrases)
        }
        self.groups = parsed
        groupsOfFirst = first
    }

    var isEmpty: Bool { groups.isEmpty }

    /// Calls `body` with each phrase of the question that has synonyms, and with those.
    func each(in terms: [String], _ body: (_ place: Range<Int>, _ others: [[String]]) -> Void) {
        for (start, term) in terms.enumerated() {
            for group in groupsOfFirst[term] ?? [] {
                let phrases = groups[group]
                for phrase in phrases where terms[start...].starts(with: phrase) {
                    body(start..<start + phrase.count, phrases.filter { $0 != phrase })
                }
            }
        }
    }
}
