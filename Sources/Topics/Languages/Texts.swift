import Diagnostics
import Expressions
import Text
import YAML

/// The texts of a bot and their translations, while it is loaded.
///
/// Every text that customers see or say goes through here: what was asked for is what there is to
/// translate, so that the two cannot drift apart.
final class Texts {
    /// The languages beside the default, and what each is looked up in: `es-MX`, then `es`.
    private let lookups: [(language: String, catalogues: [Entries])]
    private let problems: Problems
    private var messages: [Message] = []
    private var places: [Catalogue.Key: Int] = [:]

    /// A catalogue by key.
    private final class Entries {
        let catalogue: Catalogue
        let byKey: [Catalogue.Key: Catalogue.Entry]

        init(_ catalogue: Catalogue) {
            self.catalogue = catalogue
            byKey = Dictionary(
                catalogue.entries.filter(\.isUsed).map { ($0.key, $0) },
                uniquingKeysWith: { one, _ in one }
            )
        }
    }

    /// - Parameters:
    ///   - languages: Those of the bot, the default first.
    ///   - catalogues: What there is, at most one of a language.
    ///   - problems: Where mistakes in translations go.
    init(languages: [String], catalogues: [Catalogue], _ problems: Problems) {
        let entries = catalogues.map(Entries.init)
        lookups = languages.dropFirst().map { language in
            (
                language,
                LanguageTag.lookup(language).flatMap { tag in
                    entries.filter { $0.catalogue.language.lowercased() == tag.lowercased() }
                }
            )
        }
        self.problems = problems
    }

    // MARK: What the loader asks for

    /// Words that are taken as they stand.
    func wording(_ node: Node, in context: String, as purpose: String) -> Wording {
        wording(node.string ?? "", at: node, in: context, as: purpose)
    }

    /// Words that were made of what stands somewhere.
    func wording(
        _ source: String,
        at node: Node,
        in context: String,
        as purpose: String
    ) -> Wording {
        guard let key = note(source, node, context, purpose) else { return Wording(source) }
        let translations = found(key).map { ($0.language, $0.entry.translation) }
        return Wording(
            source,
            translations: Dictionary(translations, uniquingKeysWith: { one, _ in one })
        )
    }

    /// What customers of some languages say for a thing whose words the product has in others: one
    /// message that names the thing, and lines as they like for it.
    func list(
        for name: String,
        _ node: Node,
        in context: String,
        as purpose: String,
        into languages: Set<String>
    ) -> WordList {
        guard let key = note(name, node, context, purpose + Self.aLineEach, languages) else {
            return []
        }
        return WordList([], translations: translatedLines(of: key, languages))
    }

    /// Things that customers say: one message, a line each, and a language may have other lines.
    func list(_ nodes: [Node], in context: String, as purpose: String) -> WordList {
        let source = nodes.compactMap(\.string)
        let lines = source.map(Self.onOneLine).joined(separator: "\n")
        guard let first = nodes.first,
            let key = note(lines, first, context, purpose + Self.aLineEach)
        else { return WordList(source) }
        return WordList(source, translations: translatedLines(of: key))
    }

    private static let aLineEach = ", one a line, more or fewer"

    private func translatedLines(
        of key: Catalogue.Key,
        _ languages: Set<String>? = nil
    ) -> [String: [String]] {
        let lines = found(key, languages).map { found in
            (
                found.language,
                found.entry.translation.split(whereSeparator: \.isNewline)
                    .map { Self.trimmed($0) }.filter { !$0.isEmpty }
            )
        }
        return Dictionary(lines, uniquingKeysWith: { one, _ in one })
    }

    /// Adds the translations of a text with holes, each held against its source.
    ///
    /// - Parameters:
    ///   - template: The text in the bot's default language.
    ///   - node: Where it stands.
    ///   - context: What tells it from the same words elsewhere.
    ///   - purpose: What it is for, told to translators.
    ///   - languages: Those that it is translated into; nil for all of the bot's.
    /// - Returns: The text with its translations.
    func translate(
        _ template: TextTemplate,
        _ node: Node,
        in context: String,
        as purpose: String,
        into languages: Set<String>? = nil
    ) -> TextTemplate {
        guard template.hasFixedLetters,
            let key = note(template.source, node, context, purpose, languages)
        else { return template }
        var template = template
        for (language, catalogue, entry) in found(key, languages) {
            var mistakes: [Diagnostic] = []
            let text = Self.shaped(entry.translation, like: template.source)
            let (start, isExact) = catalogue.start(of: entry, text)
            template.translate(into: language, as: text, at: start, into: &mistakes)
            for mistake in mistakes {
                problems.add(isExact ? mistake : mistake.moved(to: start))
            }
        }
        return template
    }

    /// The languages beside the default.
    var languages: [String] { lookups.map(\.language) }

    /// What a text is in a language, and where that stands; nil where it is not translated.
    func translation(
        of source: String,
        in context: String,
        into language: String
    ) -> (text: String, place: SourceLocation)? {
        let key = Catalogue.Key(context: context, source: source)
        guard let found = found(key).first(where: { $0.language == language }) else { return nil }
        let (place, _) = found.catalogue.start(of: found.entry, found.entry.translation)
        return (found.entry.translation, place)
    }

    /// The entries of each language that has one, through what the language falls back to.
    private func found(
        _ key: Catalogue.Key,
        _ languages: Set<String>? = nil
    ) -> [(language: String, catalogue: Catalogue, entry: Catalogue.Entry)] {
        lookups.compactMap { language, catalogues in
            guard languages?.contains(language) ?? true else { return nil }
            for entries in catalogues {
                if let entry = entries.byKey[key] { return (language, entries.catalogue, entry) }
            }
            return nil
        }
    }

    // MARK: What is to be translated

    /// Keeps that there is such a text; nil where there is nothing to translate in it.
    private func note(
        _ source: String,
        _ node: Node,
        _ context: String,
        _ purpose: String,
        _ languages: Set<String>? = nil
    ) -> Catalogue.Key? {
        guard source.contains(where: \.isLetter) else { return nil }
        let key = Catalogue.Key(context: context, source: source)
        if let place = places[key] {
            if !messages[place].places.contains(node.location) {
                messages[place].places.append(node.location)
            }
        } else {
            places[key] = messages.count
            messages.append(
                Message(key: key, purpose: purpose, places: [node.location], languages: languages)
            )
        }
        return key
    }

    /// All of them in the order of the files, whatever the order of loading.
    var inReadingOrder: [Message] {
        messages.map { message in
            var message = message
            message.places.sort(by: Self.stands)
            return message
        }
        .sorted { one, other in
            guard let first = one.places.first, let second = other.places.first else {
                return false
            }
            if Self.stands(first, before: second) { return true }
            if Self.stands(second, before: first) { return false }
            return (one.key.context, one.key.source) < (other.key.context, other.key.source)
        }
    }

    private static func stands(_ one: SourceLocation, before other: SourceLocation) -> Bool {
        (one.file.path, one.line, one.column) < (other.file.path, other.line, other.column)
    }

    /// How many texts each language beside the default lacks.
    var untranslated: [BotDefinition.Untranslated] {
        lookups.map { language, catalogues in
            let wanted = messages.filter { $0.isFor(language) }
            let count = wanted.count { message in
                !catalogues.contains { $0.byKey[message.key] != nil }
            }
            return BotDefinition.Untranslated(
                language: language,
                count: count,
                texts: wanted.count
            )
        }
    }

    private static func onOneLine(_ text: String) -> String {
        trimmed(text.split(whereSeparator: \.isNewline).joined(separator: " ")[...])
    }

    private static func trimmed(_ text: Substring) -> String {
        let head = text.drop(while: \.isWhitespace)
        return String(head.prefix(head.count - head.reversed().prefix(while: \.isWhitespace).count))
    }

    /// Ends in a line break where the source does, and only there: nobody sees it in an editor.
    private static func shaped(_ translation: String, like source: String) -> String {
        let isEnded = source.hasSuffix("\n")
        guard translation.hasSuffix("\n") != isEnded else { return translation }
        return isEnded ? translation + "\n" : String(translation.dropLast())
    }
}

extension Catalogue {
    /// Where the first scalar of a translation stands, and whether the rest stands behind it as it
    /// is.
    fileprivate func start(
        of entry: Entry,
        _ text: String
    ) -> (place: SourceLocation, isExact: Bool) {
        let number = entry.translationLine ?? 1
        let written = "msgstr \"\(text)\""
        if let line = file.line(number), line == written {
            return (SourceLocation(file: file, line: number, column: 9), true)
        }
        return (SourceLocation(file: file, line: number, column: 1), false)
    }
}

extension Diagnostic {
    fileprivate func moved(to place: SourceLocation) -> Diagnostic {
        Diagnostic(severity, code, at: place, message, hint: hint)
    }
}
