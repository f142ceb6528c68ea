import CPhone
import Text
import Values

/// Finds telephone numbers, e-mail addresses and links in the text as it was written.
enum Contacts {
    /// Telephone numbers that are possible in their country, as E.164.
    static func phones(in utterance: Utterance, region: String) -> [Recognition] {
        // Most messages have too few digits, and the library is slow to ask.
        let digits = utterance.pieces.reduce(0) {
            $0 + ($1.kind == .number ? $1.text.utf8.count : 0)
        }
        guard digits >= 3, utterance.original.utf8.count <= Utterance.longest else { return [] }
        var text = utterance.original
        var matches = [cphone_match](repeating: cphone_match(), count: 8)
        let region = String(region.uppercased().prefix(2))
        var count = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { source in
                Int(
                    cphone_find(
                        source.baseAddress,
                        Int64(source.count),
                        region,
                        &matches,
                        Int64(matches.count)
                    )
                )
            }
        }
        if count == 0, let whole = parsed(text, region: region) {
            matches[0] = whole
            count = 1
        }
        var offsets = ScalarOffsets(text)
        return matches.prefix(count).compactMap { match in
            let start = offsets.offset(ofByte: Int(match.start))
            let span = start..<offsets.offset(ofByte: Int(match.end))
            if utterance.blanked.contains(where: { $0.overlaps(span) }) { return nil }
            return Recognition(
                text: utterance.text(span),
                span: span,
                type: .phone,
                value: .value(.phone(number(match))),
                alternatives: [],
                problem: match.valid == 0 ? Impossible(language: utterance.language).phone : nil
            )
        }
    }

    private static func parsed(_ text: String, region: String) -> cphone_match? {
        var text = text
        var match = cphone_match()
        let found = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { source in
                cphone_parse(source.baseAddress, Int64(source.count), region, &match)
            }
        }
        return found == 1 && match.possible == 1 ? match : nil
    }

    private static func number(_ match: cphone_match) -> String {
        withUnsafeBytes(of: match.number) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    /// E-mail addresses; the domain is case-folded, what stands before the @ is kept.
    static func emails(in utterance: Utterance) -> [Recognition] {
        let scalars = Array(utterance.original.unicodeScalars.prefix(Utterance.longest))
        var found: [Recognition] = []
        var from = 0
        while let at = scalars[from...].firstIndex(of: "@") {
            var start = at
            while start > from, isLocal(scalars[start - 1]) { start -= 1 }
            while start < at, scalars[start] == "." || scalars[start] == "-" { start += 1 }
            var end = at + 1
            while end < scalars.count, isDomain(scalars[end]) { end += 1 }
            while end > at + 1, scalars[end - 1] == "." || scalars[end - 1] == "-" { end -= 1 }
            let local = string(scalars[start..<at])
            let domain = string(scalars[(at + 1)..<max(end, at + 1)])
            let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
            if !local.isEmpty, local.utf8.count <= 64, !local.hasSuffix("."), !local.contains(".."),
                labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }), labels.last?.count ?? 0 >= 2,
                labels.last?.contains(where: \.isNumber) == false,
                !utterance.blanked.contains(where: { $0.overlaps(start..<end) })
            {
                found.append(
                    Recognition(
                        text: string(scalars[start..<end]),
                        span: start..<end,
                        type: .email,
                        value: .value(.email(local + "@" + domain.lowercased())),
                        alternatives: [],
                        problem: nil
                    )
                )
                from = end
            } else {
                from = at + 1
            }
        }
        return found.isEmpty ? spokenEmail(in: utterance) : found
    }

    /// "john at example dot com".
    private static func spokenEmail(in utterance: Utterance) -> [Recognition] {
        let tokens = utterance.tokens
        guard let at = tokens.firstIndex(where: { $0.text == "at" }), at > 0, at + 3 < tokens.count
        else { return [] }
        var first = at - 1
        while first >= 2, tokens[first - 1].text == "dot" { first -= 2 }
        var domain = [tokens[at + 1].text]
        var next = at + 2
        while next + 1 < tokens.count, tokens[next].text == "dot" {
            domain.append(tokens[next + 1].text)
            next += 2
        }
        guard domain.count >= 2, domain.allSatisfy({ $0.utf8.allSatisfy { $0 < 0x80 } }) else {
            return []
        }
        let local = tokens[first..<at].map { $0.text == "dot" ? "." : $0.text }.joined()
        let span = tokens[first].span.lowerBound..<tokens[next - 1].span.upperBound
        return [
            Recognition(
                text: utterance.text(span),
                span: span,
                type: .email,
                value: .value(.email(local + "@" + domain.joined(separator: "."))),
                alternatives: [],
                problem: nil
            )
        ]
    }

    private static func isLocal(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            || "._%+-'!#$&*/=?^`{|}~".unicodeScalars.contains(scalar)
    }

    private static func isDomain(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "." || scalar == "-" || scalar.properties.isAlphabetic
            || scalar.isASCII && scalar.properties.numericType != nil
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// Links with a scheme, with "www." or with a well-known ending.
    static func urls(in utterance: Utterance) -> [Recognition] {
        let scalars = Array(utterance.original.unicodeScalars.prefix(Utterance.longest))
        var found: [Recognition] = []
        var start = 0
        while start < scalars.count {
            if scalars[start].properties.isWhitespace
                || "(<\"'“[，。".unicodeScalars.contains(scalars[start])
            {
                start += 1
                continue
            }
            var end = start
            while end < scalars.count, !scalars[end].properties.isWhitespace,
                !"<>\"“”，。".unicodeScalars.contains(scalars[end])
            {
                end += 1
            }
            let stop = end
            if let scheme = (start..<max(start, end - 7)).first(where: { begin in
                ["http://", "https:/"].contains(string(scalars[begin..<(begin + 7)]).lowercased())
            }) {
                start = scheme
            }
            while end > start, ".,;:!?)]'".unicodeScalars.contains(scalars[end - 1]) {
                if scalars[end - 1] == ")", scalars[start..<end].contains("(") { break }
                end -= 1
            }
            let text = string(scalars[start..<end])
            if isURL(text), !utterance.blanked.contains(where: { $0.overlaps(start..<end) }) {
                found.append(
                    Recognition(
                        text: text,
                        span: start..<end,
                        type: .url,
                        value: .url(text),
                        alternatives: [],
                        problem: nil
                    )
                )
            }
            start = max(stop, start + 1)
        }
        return found
    }

    private static func isURL(_ text: String) -> Bool {
        let lower = text.lowercased()
        var rest = lower[...]
        var hasScheme = false
        for scheme in ["https://", "http://", "ftp://"] where rest.hasPrefix(scheme) {
            rest = rest.dropFirst(scheme.count)
            hasScheme = true
        }
        let host = rest.prefix { !"/?#:".contains($0) }
        if host.contains("@") { return false }
        if hasScheme && host == "localhost" { return true }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2,
            labels.allSatisfy({ label in
                !label.isEmpty
                    && label.unicodeScalars.allSatisfy {
                        $0 == "-" || $0 == "_" || $0.properties.isAlphabetic
                            || $0.properties.numericType != nil
                    }
            }), let ending = labels.last
        else { return false }
        if hasScheme, labels.count == 4, labels.allSatisfy({ UInt8($0) != nil }) { return true }
        guard ending.count >= 2, ending.allSatisfy({ !$0.isNumber }) else { return false }
        return hasScheme || labels[0] == "www" || endings.contains(String(ending))
    }

    private static let endings: Set<String> = [
        "com", "org", "net", "edu", "gov", "io", "co", "uk", "de", "fr", "es", "it", "nl", "eu",
        "us", "ca", "au", "jp", "cn", "in", "br", "mx", "ch", "at", "be", "se", "no", "dk", "fi",
        "pl", "pt", "ru", "info", "biz", "app", "dev", "ai", "me", "tv", "bank", "shop", "online",
        "cat", "mil", "ie", "nz", "sg", "hk", "tw", "kr", "za", "ae", "sa", "eg",
    ]
}
