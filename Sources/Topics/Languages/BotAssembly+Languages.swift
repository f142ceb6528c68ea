import Diagnostics
import Text

extension BotAssembly {
    /// The catalogues of the bot's languages; one of another language is told of and left aside.
    func catalogues(_ languages: [String], _ reader: BotReader?) -> [Catalogue] {
        var known = Set<String>()
        for language in languages.dropFirst() {
            known.formUnion(LanguageTag.lookup(language).map { $0.lowercased() })
        }
        return sources.catalogues.compactMap { language, path, bytes in
            let start = SourceLocation(
                file: SourceFile(path: path, text: ""),
                line: 1,
                column: 1
            )
            guard LanguageTag.isKnown(language) else {
                problems.error(
                    "bad-language",
                    at: start,
                    "'\(shown(language))' is not the tag of a language",
                    hint: LanguageTag.meant(by: language, among: languages)
                        .map { "did you mean '\($0).po'?" } ?? "name the file as es.po or pt-BR.po"
                )
                return nil
            }
            guard known.contains(language.lowercased()) || reader == nil else {
                let isDefault = language.lowercased() == languages.first?.lowercased()
                problems.warn(
                    .unlistedLanguage,
                    at: start,
                    isDefault
                        ? "the bot's texts are in '\(language)' themselves"
                        : "the bot does not speak '\(language)'",
                    hint: isDefault
                        ? "delete this file" : "add '\(language)' to 'languages' in bot.yaml"
                )
                return nil
            }
            return Catalogue.read(language: language, bytes: bytes, path: path, problems)
        }
    }
}
