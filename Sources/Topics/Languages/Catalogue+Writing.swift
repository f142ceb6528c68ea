import Diagnostics

extension Catalogue {
    /// The catalogue as a file, the same bytes for the same entries.
    ///
    /// - Parameter messages: What the entries translate, for the notes above them.
    /// - Returns: The file's text.
    package func text(for messages: [Message]) -> String {
        let notes = Dictionary(messages.map { ($0.key, $0) }, uniquingKeysWith: { one, _ in one })
        var blocks = [block(comment: headerComment, notes: [], source: "", translation: header)]
        for entry in entries {
            var lines: [String] = []
            if let message = notes[entry.key], !entry.isObsolete {
                lines.append("#. \(message.purpose)")
                var seen: Set<String> = []
                for place in message.places {
                    let name = "\(message.shortPath(place)):\(place.line)"
                    if seen.insert(name).inserted { lines.append("#: \(name)") }
                }
            }
            if entry.isOutdated { lines.append("#, fuzzy") }
            blocks.append(
                block(
                    comment: entry.comment,
                    notes: lines,
                    previous: entry.previous,
                    context: entry.key.context,
                    source: entry.key.source,
                    translation: entry.translation,
                    isObsolete: entry.isObsolete
                )
            )
        }
        return blocks.joined(separator: "\n")
    }

    private func block(
        comment: String,
        notes: [String],
        previous: Key? = nil,
        context: String = "",
        source: String,
        translation: String,
        isObsolete: Bool = false
    ) -> String {
        var lines = comment.split(separator: "\n").map { $0.isEmpty ? "#" : "# \($0)" } + notes
        let mark = isObsolete ? "#~ " : ""
        if let previous {
            let before = isObsolete ? "#~| " : "#| "
            if previous.context != context {
                lines += Self.quoted("msgctxt", previous.context).map { before + $0 }
            }
            lines += Self.quoted("msgid", previous.source).map { before + $0 }
        }
        if !context.isEmpty { lines += Self.quoted("msgctxt", context).map { mark + $0 } }
        lines += Self.quoted("msgid", source).map { mark + $0 }
        lines += Self.quoted("msgstr", translation).map { mark + $0 }
        return lines.joined(separator: "\n") + "\n"
    }

    /// `msgid "…"`; a text of several lines stands on as many.
    private static func quoted(_ keyword: String, _ text: String) -> [String] {
        var lines: [Substring] = []
        var rest = text[...]
        while let end = rest.firstIndex(of: "\n"), rest.index(after: end) < rest.endIndex {
            lines.append(rest[...end])
            rest = rest[rest.index(after: end)...]
        }
        lines.append(rest)
        let quoted = lines.map { "\"\(escaped($0))\"" }
        return quoted.count == 1 ? ["\(keyword) \(quoted[0])"] : ["\(keyword) \"\""] + quoted
    }

    private static func escaped(_ text: Substring) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension Message {
    /// Within the bot's folder, so that the same bot gives the same bytes wherever it lies.
    func shortPath(_ place: SourceLocation) -> String {
        let parts = place.file.path.split(separator: "/")
        let isTable = parts.count > 1 && parts[parts.count - 2] == "records"
        return parts.suffix(isTable ? 2 : 1).joined(separator: "/")
    }
}
