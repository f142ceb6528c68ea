import Text

/// A passage of an article, with the words that the question led to.
public struct Snippet: Sendable, Hashable {
    /// One line; `…` stands where the article goes on.
    public let text: String
    /// Half-open offsets in Unicode scalars of `text`, ascending, apart from each other.
    public let highlights: [Range<Int>]

    init(text: String, highlights: [Range<Int>]) {
        self.text = text
        self.highlights = highlights
    }
}

extension Snippet {
    /// Bytes of the article that a passage aims at.
    private static let length = 240
    /// What lies further down is not looked at.
    private static let searched = 65_536

    /// The best passage of an article, whose language has these `forms`.
    init(of article: Article, terms: [MatchedTerm], forms: WordForms) {
        guard article.isReadable, !article.text.isEmpty else {
            self.init(text: "", highlights: [])
            return
        }
        let bytes = Array(article.text.utf8.prefix(Self.searched))
        let places = Self.places(in: article.text, terms, forms)
        let range = Self.passage(bytes, places)
        self.init(bytes: bytes, range, goesOn: range.upperBound < article.text.utf8.count, places)
    }

    /// A word of the article that answers one of the question.
    private struct Place {
        let bytes: Range<Int>
        let asked: String
        let share: Float
    }

    private static func places(
        in text: String,
        _ terms: [MatchedTerm],
        _ forms: WordForms
    ) -> [Place] {
        let sought = Dictionary(terms.map { ($0.term, $0) }) { first, _ in first }
        var seen: [String: MatchedTerm?] = [:]
        var places: [Place] = []
        eachWord(in: text, upTo: searched) { word in
            let matched: MatchedTerm?
            if let known = seen[word.text] {
                matched = known
            } else {
                matched = sought[forms.term(of: word.text, word.kind)]
                seen[word.text] = .some(matched)
            }
            if let matched {
                places.append(
                    Place(bytes: word.bytes, asked: matched.asked, share: matched.share)
                )
            }
            return true
        }
        return places.sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }
    }

    /// The bytes of the best passage: the one with most of the question's weight, then with most
    /// of its words, then the first.
    private static func passage(_ bytes: [UInt8], _ places: [Place]) -> Range<Int> {
        guard bytes.count > length else { return 0..<bytes.count }
        var best: (worth: Float, start: Int)?
        var end = 0
        var inside: [String: Int] = [:]
        var worth: Float = 0
        for start in places.indices {
            while end < places.count,
                places[end].bytes.upperBound - places[start].bytes.lowerBound <= length * 3 / 4
            {
                // A repeated word adds a little.
                worth += inside[places[end].asked, default: 0] == 0 ? places[end].share : 0.001
                inside[places[end].asked, default: 0] += 1
                end += 1
            }
            if worth > (best?.worth ?? 0) + 0.0001 { best = (worth, start) }
            guard end > start else {
                end = start + 1
                continue
            }
            let left = places[start].asked
            inside[left, default: 1] -= 1
            worth -= inside[left] == 0 ? places[start].share : 0.001
        }
        guard let best else { return trimmed(bytes, 0..<length) }
        let anchor = places[best.start].bytes.lowerBound
        let start = sentenceStart(bytes, before: anchor)
        return trimmed(bytes, start..<min(bytes.count, start + length))
    }

    /// The beginning of the sentence, or where that is too far away, of a word close before.
    private static func sentenceStart(_ bytes: [UInt8], before anchor: Int) -> Int {
        let earliest = max(0, anchor - length / 4)
        var at = anchor
        while at > earliest {
            let byte = bytes[at - 1]
            if byte == 0x0A { return at }
            if byte == 0x20, at > 1, ends(sentence: bytes[at - 2]) { return at }
            at -= 1
        }
        if earliest == 0 { return 0 }
        at = earliest
        while at < anchor, bytes[at] != 0x20, bytes[at] != 0x0A { at += 1 }
        return at < anchor ? at + 1 : anchor
    }

    /// Ends where a sentence or a line does, where one does not much before; else at the end of a
    /// word; and never within a scalar.
    private static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        guard range.upperBound < bytes.count else { return range }
        var end = range.upperBound
        while end > range.lowerBound + length * 2 / 3 {
            let isSentence = bytes[end] == 0x20 && ends(sentence: bytes[end - 1])
            if bytes[end] == 0x0A || isSentence { return range.lowerBound..<end }
            end -= 1
        }
        end = range.upperBound
        while end > range.lowerBound + length / 2, bytes[end] != 0x20, bytes[end] != 0x0A {
            end -= 1
        }
        if bytes[end] != 0x20, bytes[end] != 0x0A { end = range.upperBound }
        while end > range.lowerBound, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return range.lowerBound..<end
    }

    private static func ends(sentence byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
    }

    private init(bytes: [UInt8], _ range: Range<Int>, goesOn: Bool, _ places: [Place]) {
        var shown = Array(bytes[range])
        // A beginning that was cut at the search limit may end within a scalar.
        while let last = shown.last, last >= 0x80, String(validating: shown, as: UTF8.self) == nil {
            shown.removeLast()
        }
        for at in shown.indices where shown[at] < 0x20 && shown[at] != 0x0A { shown[at] = 0x20 }
        let passage = String(decoding: shown, as: UTF8.self)
        let before = range.lowerBound > 0 ? "… " : ""
        var offsets = ScalarOffsets(passage)
        var marked: [Range<Int>] = []
        for place in places
        where place.bytes.lowerBound >= range.lowerBound
            && place.bytes.upperBound <= range.upperBound
        {
            let start = offsets.offset(ofByte: place.bytes.lowerBound - range.lowerBound)
            let end = offsets.offset(ofByte: place.bytes.upperBound - range.lowerBound)
            let moved = start + before.unicodeScalars.count..<end + before.unicodeScalars.count
            if let last = marked.last, moved.lowerBound <= last.upperBound {
                marked[marked.count - 1] = last.lowerBound..<max(last.upperBound, moved.upperBound)
            } else {
                marked.append(moved)
            }
        }
        let whole = Snippet(text: before + passage + (goesOn ? " …" : ""), highlights: marked)
        self = whole.onOneLine
    }

    /// The lines of a list or behind a heading are kept apart, sentences stand behind each other.
    private var onOneLine: Snippet {
        var line = String.UnicodeScalarView()
        // Where each break stood, and how much longer it has become.
        var breaks: [(at: Int, by: Int)] = []
        for (index, scalar) in text.unicodeScalars.enumerated() {
            guard scalar == "\n" else {
                line.append(scalar)
                continue
            }
            let isSentence = line.last.map { ".!?:;…؟。".unicodeScalars.contains($0) } ?? true
            line.append(contentsOf: (isSentence ? " " : " · ").unicodeScalars)
            if !isSentence { breaks.append((index, 2)) }
        }
        func moved(_ offset: Int) -> Int {
            breaks.reduce(offset) { $1.at < offset ? $0 + $1.by : $0 }
        }
        return Snippet(
            text: String(line),
            highlights: highlights.map { moved($0.lowerBound)..<moved($0.upperBound) }
        )
    }
}

extension Snippet {
    /// The passage with marks around what matched.
    public func marked(with open: String, _ close: String) -> String {
        var result = ""
        var at = 0
        for range in highlights {
            result += text.scalars(at..<range.lowerBound)
            result += open + text.scalars(range) + close
            at = range.upperBound
        }
        return result + text.scalars(at..<text.unicodeScalars.count)
    }
}
