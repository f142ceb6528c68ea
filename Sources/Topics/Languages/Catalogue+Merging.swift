import Diagnostics
import Text

extension Catalogue {
    /// The catalogue brought up to date with the texts that there are.
    ///
    /// Translations are kept. One whose text has changed, or now stands elsewhere, is outdated and
    /// says what it was made for; one whose text is gone is obsolete. Doing it twice is doing it
    /// once.
    package func merged(with messages: [Message]) -> Catalogue {
        let wanted = Set(messages.map(\.key))
        let known = Dictionary(
            entries.map { ($0.key, $0) },
            // The one in use before the obsolete one.
            uniquingKeysWith: { one, other in one.isObsolete ? other : one }
        )
        var gone = entries.filter { !wanted.contains($0.key) }
        var merged: [Entry] = []
        for message in messages {
            var entry = known[message.key] ?? Entry(key: message.key)
            entry.isObsolete = false
            if entry.translation.isEmpty, let place = nearest(to: message.key, in: gone) {
                let old = gone[place]
                entry.translation = old.translation
                entry.comment = entry.comment.isEmpty ? old.comment : entry.comment
                entry.isOutdated = true
                // What it was first made for, however often the text changed since.
                entry.previous = old.isOutdated ? old.previous ?? old.key : old.key
                gone.remove(at: place)
            } else if entry.translation.isEmpty,
                let twin = entries.first(where: {
                    $0.isUsed && $0.key.source == message.key.source
                })
            {
                // The same words elsewhere: most likely right, and a person says so.
                entry.translation = twin.translation
                entry.isOutdated = true
                entry.previous = twin.key
            }
            if !entry.isOutdated { entry.previous = nil }
            merged.append(entry)
        }
        for var entry in gone where !entry.translation.isEmpty {
            entry.isObsolete = true
            merged.append(entry)
        }
        var catalogue = self
        catalogue.entries = merged
        return catalogue
    }

    /// The entry whose text has become this one, most likely.
    private func nearest(to key: Key, in gone: [Entry]) -> Int? {
        var best: (place: Int, likeness: Double)?
        for (place, entry) in gone.enumerated() where !entry.translation.isEmpty {
            // Elsewhere only the same words are the same text.
            guard entry.key.context == key.context || entry.key.source == key.source else {
                continue
            }
            let likeness = likeness(entry.key.source, key.source)
            if likeness >= 0.5, likeness > best?.likeness ?? 0 { best = (place, likeness) }
        }
        return best?.place
    }

    /// Dice's coefficient over pairs of neighbouring letters: 1 for equal texts, 0 for texts that
    /// share none.
    private func likeness(_ one: String, _ other: String) -> Double {
        if one == other { return 1 }
        func pairs(_ text: String) -> [String: Int] {
            let letters = Array(text.lowercased())
            return zip(letters, letters.dropFirst()).reduce(into: [:]) {
                $0[String([$1.0, $1.1]), default: 0] += 1
            }
        }
        let (left, right) = (pairs(one), pairs(other))
        let shared = left.reduce(0) { $0 + min($1.value, right[$1.key] ?? 0) }
        let all = left.values.reduce(0, +) + right.values.reduce(0, +)
        return all == 0 ? 0 : 2 * Double(shared) / Double(all)
    }

    /// A catalogue without entries, for a language that has none yet.
    package static func empty(of language: String, in bot: String, file: SourceFile) -> Catalogue {
        Catalogue(
            language: language,
            file: file,
            header: """
                Language: \(language)
                MIME-Version: 1.0
                Content-Type: text/plain; charset=UTF-8
                Content-Transfer-Encoding: 8bit

                """,
            headerComment: "The texts of \(bot) in \(LanguageTag.ownName(language)).\n"
        )
    }
}
