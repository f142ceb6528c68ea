import Text

/// The words of the articles as they are written, to find the one that a typing error hides.
struct Vocabulary: Sendable {
    /// Of all words of at least three letters and no digit, by length and then alphabetically.
    private let words: [String]
    /// For each word the letters it has, one bit for each of 64 classes.
    private let letters: [UInt64]
    /// For each word its first letter.
    private let firsts: [Unicode.Scalar?]
    private let terms: [Int32]
    /// For each length in letters where its words begin.
    private let starts: [Int]

    /// Spellings without accents to the terms of the words that have some.
    private let unaccented: [String: Int32]

    /// The term of a word that is in no article, but of a language's grammar.
    static let grammar: Int32 = -1
    private static let longest = 32

    init(_ entries: [(word: String, term: Int32)]) {
        let sorted =
            entries
            .map { (word: $0.word, term: $0.term, length: $0.word.unicodeScalars.count) }
            .filter { (3...Self.longest).contains($0.length) && Self.isCorrectable($0.word) }
            .sorted { ($0.length, $0.word, $0.term) < ($1.length, $1.word, $1.term) }
        words = sorted.map(\.word)
        // Of two words that only accents tell apart, si and sí, the first in order.
        unaccented = Dictionary(
            sorted.filter { $0.term >= 0 && $0.word.utf8.contains { $0 >= 0x80 } }
                .map { (folded($0.word, accents: true), $0.term) }
        ) { first, _ in first }
        letters = sorted.map { Self.letters(of: $0.word) }
        firsts = sorted.map { $0.word.unicodeScalars.first }
        terms = sorted.map(\.term)
        var starts = [Int](repeating: 0, count: Self.longest + 2)
        for entry in sorted { starts[entry.length + 1] += 1 }
        for length in 1..<starts.count { starts[length] += starts[length - 1] }
        self.starts = starts
    }

    /// The term of a word of the articles that a customer's keyboard wrote without its accents.
    func term(withoutAccents word: String) -> Int32? { unaccented[word] }

    /// The term of the closest known word: one error in 4 to 7 letters, two in more.
    ///
    /// Of equally close ones the word with the same first letter, then the one of the more
    /// frequent term, then the alphabetically first.
    func correction(
        of word: String,
        frequency: (Int32) -> Int
    ) -> (word: String, term: Int32, distance: Int)? {
        let length = word.unicodeScalars.count
        guard (4...Self.longest).contains(length), Self.isCorrectable(word) else { return nil }
        let limit = length < 8 ? 1 : 2
        let wanted = Self.letters(of: word)
        let first = word.unicodeScalars.first
        var best: (rank: (Int, Int, Int), at: Int)?
        for other in max(3, length - limit)...min(Self.longest, length + limit) {
            for at in starts[other]..<starts[other + 1] {
                let sameStart = firsts[at] == first
                // Who makes two errors gets at least the first letter right.
                let errors = sameStart ? limit : 1
                // A changed letter changes at most two classes of letters, one more or less one.
                let changes = 2 * errors - abs(other - length)
                guard (letters[at] ^ wanted).nonzeroBitCount <= changes,
                    let distance = editDistance(word, words[at], limit: errors)
                else { continue }
                let rank = (
                    distance, sameStart ? 0 : 1, terms[at] < 0 ? .min : -frequency(terms[at])
                )
                if let best, best.rank < rank || (best.rank == rank && words[best.at] <= words[at])
                {
                    continue
                }
                best = (rank, at)
            }
        }
        return best.map { (words[$0.at], terms[$0.at], $0.rank.0) }
    }

    private static func isCorrectable(_ word: String) -> Bool {
        !word.utf8.contains { (0x30...0x39).contains($0) }
    }

    private static func letters(of word: String) -> UInt64 {
        word.unicodeScalars.reduce(0) { $0 | 1 << UInt64($1.value & 63) }
    }
}
