import CText
import Synchronization

/// Takes words to their stems by Snowball's algorithm for a language.
///
/// Arabic has our own: Snowball's takes letters of the root for prefixes, so that بطاقة, a card, and
/// البطاقة, the card, are two words.
///
/// One stemmer may be used from several threads; they take turns.
package struct Stemmer: Sendable {
    /// The primary tag of BCP 47 it was made for.
    package let language: String
    private let snowball: Snowball?
    private let isArabic: Bool

    /// A language that Snowball does not know gets a stemmer that leaves words as they are.
    package init(language: String) {
        let primary = language.split { $0 == "-" || $0 == "_" }.first ?? ""
        self.language = primary.lowercased()
        snowball = algorithms[self.language].flatMap(Snowball.init)
        isArabic = self.language == "ar"
    }

    /// Whether there is an algorithm for the language.
    package var isKnown: Bool { isArabic || snowball != nil }

    /// The stem of a normalised word.
    package func stem(_ word: String) -> String {
        // Names and brands stand in Latin letters.
        if isArabic { return ArabicLetters.isIn(word) ? ArabicStem.of(word) : word }
        return snowball?.stem(word) ?? word
    }
}

/// A handle of libstemmer, which one thread at a time may use.
private final class Snowball: Sendable {
    /// The address of the handle: pointers themselves may not cross threads.
    private let handle: Mutex<UInt>

    init?(algorithm: String) {
        guard let stemmer = ctext_stemmer_new(algorithm) else { return nil }
        handle = Mutex(UInt(bitPattern: stemmer))
    }

    deinit {
        handle.withLock { ctext_stemmer_delete(UnsafeMutableRawPointer(bitPattern: $0)) }
    }

    func stem(_ word: String) -> String {
        var word = word
        // The algorithms never lengthen a word by more than a few letters.
        let room = word.utf8.count + 16
        return handle.withLock { address in
            word.withUTF8 { bytes in
                var failed = false
                let stem = String(unsafeUninitializedCapacity: room) { out in
                    let size = bytes.withMemoryRebound(to: CChar.self) { source in
                        out.withMemoryRebound(to: CChar.self) { target in
                            ctext_stem(
                                UnsafeMutableRawPointer(bitPattern: address),
                                source.baseAddress,
                                Int64(source.count),
                                target.baseAddress,
                                Int64(target.count)
                            )
                        }
                    }
                    failed = size < 0 || size > Int64(out.count)
                    return failed ? 0 : Int(size)
                }
                return failed ? String(decoding: bytes, as: UTF8.self) : stem
            }
        }
    }
}

/// Primary language tag to the name of Snowball's algorithm.
private let algorithms: [String: String] = [
    "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "eu": "basque", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch",
    "nn": "norwegian", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
]
