import Diagnostics
import Values

/// What an author wrote about an article, checked key by key.
struct ArticleFields {
    /// A value as it was written, and where.
    struct Written {
        let value: JSON
        let location: SourceLocation
    }

    static let keys = [
        "_id", "id", "title", "text", "url", "tags", "updated", "audience", "language", "kind",
        "votes", "accepted",
    ]

    var values: [String: Written] = [:]
    var diagnostics: [Diagnostic] = []

    /// The article, or its mistakes.
    ///
    /// `start` is where it begins, for what is missing; `defaultID` is the ID of one that names
    /// none, nil where it must; `text` is given where it is not one of the fields. With
    /// `mayLackTitle` an empty title is one: passages from elsewhere often have none.
    mutating func article(
        start: SourceLocation,
        defaultID: String?,
        title fallback: String? = nil,
        text: String? = nil,
        mayLackTitle: Bool = false,
        language: String?
    ) -> ReadArticle {
        let idKey = values["_id"] == nil ? "id" : "_id"
        let idLocation = values[idKey]?.location ?? start
        let id = identifier(idKey) ?? defaultID
        if id == nil, values[idKey] == nil {
            error("missing-id", start, "the article has no ID", hint: "give it an \"_id\"")
        }
        let title = self.text("title") ?? fallback
        let isEmpty = title?.allSatisfy(\.isWhitespace) ?? true
        if title == nil || (isEmpty && !mayLackTitle), !hasError(at: "title") {
            error(
                "missing-title",
                values["title"]?.location ?? start,
                "the article has no title",
                hint: "begin with 'title: …'; it is what customers see first"
            )
        }
        let tag = self.language(orElse: language)
        let article = Article(
            id: id ?? "",
            title: title ?? "",
            text: text ?? self.text("text") ?? "",
            kind: kind(),
            url: self.text("url"),
            language: tag,
            tags: tags(),
            votes: votes(),
            accepted: truth("accepted"),
            updated: date(),
            audience: audience()
        )
        let failed = diagnostics.contains { $0.severity == .error }
        return ReadArticle(
            article: failed ? nil : article,
            idLocation: idLocation,
            diagnostics: diagnostics
        )
    }

    mutating func error(
        _ code: String,
        _ location: SourceLocation,
        _ message: String,
        hint: String? = nil
    ) {
        diagnostics.append(.error(code, at: location, message, hint: hint))
    }

    private func hasError(at key: String) -> Bool {
        guard let location = values[key]?.location else { return false }
        return diagnostics.contains { $0.location == location }
    }

    private mutating func wrong(_ key: String, _ expected: String, hint: String? = nil) {
        guard let written = values[key] else { return }
        error("bad-\(key)", written.location, "'\(key)' must be \(expected)", hint: hint)
    }

    private mutating func identifier(_ key: String) -> String? {
        switch values[key]?.value {
        case .string(let id) where !id.isEmpty && id.utf8.count <= 512: return id
        case .int(let number): return String(number)
        case nil: return nil
        default:
            guard let written = values[key] else { return nil }
            error("bad-id", written.location, "an ID must be a text of 1 to 512 bytes")
            return nil
        }
    }

    private mutating func text(_ key: String) -> String? {
        switch values[key]?.value {
        case .string(let text): return text
        case .null, nil: return nil
        default:
            wrong(key, "a text")
            return nil
        }
    }

    private mutating func language(orElse other: String?) -> String? {
        guard let tag = text("language") else { return other }
        if !isLanguageTag(tag) {
            let mended = tag.replacing("_", with: "-")
            wrong(
                "language",
                "a language tag such as 'en' or 'pt-BR'",
                hint: isLanguageTag(mended)
                    ? "did you mean '\(mended)'?"
                    : "a language has two letters, 'es' for Spanish; without the line it is the "
                        + "bot's first language"
            )
        }
        return tag
    }

    private mutating func kind() -> Article.Kind {
        guard let name = text("kind") else { return .knowledge }
        if let kind = Article.Kind(rawValue: name) { return kind }
        let near = nearest(to: name, in: Article.Kind.allCases.map(\.rawValue))
        wrong("kind", "'knowledge' or 'community'", hint: near.map { "did you mean '\($0)'?" })
        return .knowledge
    }

    private mutating func date() -> CivilDate? {
        guard let text = text("updated") else { return nil }
        // A time of day behind the date is of no interest.
        if let date = CivilDate(text) ?? CivilDate(text.prefix { $0 != "T" && $0 != " " }) {
            return date
        }
        wrong("updated", "a date of the calendar, year-month-day, such as '2026-11-20'")
        return nil
    }

    private mutating func votes() -> Int {
        switch values["votes"]?.value {
        case .string(let text):
            if let number = Int(text) { return number }
        case .null, nil: return 0
        case .some(let number):
            if let number = number.int { return number }
        }
        wrong("votes", "a whole number")
        return 0
    }

    private mutating func truth(_ key: String) -> Bool {
        switch values[key]?.value {
        case .bool(let truth): return truth
        case .string("true"), .string("yes"): return true
        case .string("false"), .string("no"), .null, nil: return false
        default:
            wrong(key, "true or false")
            return false
        }
    }

    private mutating func tags() -> [String] {
        switch values["tags"]?.value {
        case .array(let items):
            let tags = items.compactMap(\.string)
            if tags.count == items.count { return tags }
        case .string(let tag): return tag.isEmpty ? [] : [tag]
        case .null, nil: return []
        default: break
        }
        wrong("tags", "a list of texts, such as [cards, fees]")
        return []
    }

    /// A misspelt audience is not for everyone: such an article stays hidden.
    private mutating func audience() -> String? {
        guard let name = text("audience"), name != "everyone" else { return nil }
        if name.isEmpty { wrong("audience", "'everyone', or a name such as 'internal'") }
        return name
    }
}

/// Whether a tag has the shape of BCP 47: a language of two or three letters, then subtags.
private func isLanguageTag(_ tag: String) -> Bool {
    let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
    let fits = parts.allSatisfy { part in
        (1...8).contains(part.utf8.count)
            && part.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
            }
    }
    return fits && (2...3).contains(parts.first?.utf8.count ?? 0)
}
