import BotRuntime
import Diagnostics
import Dialogue
import Messages
import Topics
import Values

/// What stands behind `>`, `~` and `stub`.
struct InputReader {
    typealias Outcome = Result<TranscriptInput, Diagnostic>

    let line: LineReader

    func customer(_ rest: Substring) -> Outcome {
        let words = rest.first == " " ? rest.dropFirst() : rest
        if words.hasPrefix("\\") { return .success(.text(String(words.dropFirst()))) }
        guard words.hasPrefix("[") else { return .success(.text(String(words))) }
        if let body = words.behind("[form]") { return form(body) }
        if let body = words.behind("[file]") { return file(body) }
        if let body = words.behind("[location]") { return place(body) }
        if let body = words.behind("[secret]") {
            guard !body.isEmpty else {
                return fail("bad-secret", words, "[secret] names a secure slot", "> [secret] pin")
            }
            return .success(.secret(slot: String(body)))
        }
        if let body = words.behind("[slot]") {
            guard !body.isEmpty else {
                return fail("bad-slot", words, "[slot] names a time slot", "> [slot] w2")
            }
            return .success(.timeSlot(String(body)))
        }
        return touches(words)
    }

    /// `[Label]`, `[id:visa-1234]`, several for a question with several answers.
    private func touches(_ words: Substring) -> Outcome {
        var touches: [TranscriptInput.Touch] = []
        var rest = words.trimmedPart
        while !rest.isEmpty {
            guard rest.first == "[", let end = rest.firstIndex(of: "]") else {
                // Words that only begin with a bracket are words.
                return .success(.text(String(words)))
            }
            let label = rest[..<end].dropFirst().trimmedPart
            touches.append(
                label.hasPrefix("id:")
                    ? .id(String(label.dropFirst(3).trimmedPart)) : .label(String(label))
            )
            rest = rest[rest.index(after: end)...].trimmedPart
        }
        return .success(.tap(touches))
    }

    private func form(_ body: Substring) -> Outcome {
        var fields: [TranscriptInput.FormField] = []
        for part in body.splitAtSemicolons {
            guard let (name, value) = part.assignment, !name.isEmpty else {
                return fail(
                    "bad-form",
                    part,
                    "'\(part)' is no field",
                    "> [form] reason = lost; phone = …"
                )
            }
            fields.append(
                TranscriptInput.FormField(slot: String(name), value: value.unquoted)
            )
        }
        return .success(.form(fields))
    }

    /// `name.jpg image/jpeg 1024`.
    private func file(_ body: Substring) -> Outcome {
        let words = body.split(whereSeparator: \.isWhitespace)
        guard words.count >= 3, let size = Int(words[words.count - 1]), size >= 0 else {
            return fail(
                "bad-file",
                body,
                "a file has a name, a type and a size in bytes",
                "> [file] card.jpg image/jpeg 1024"
            )
        }
        let name = words.dropLast(2).joined(separator: " ")
        return .success(
            .event(
                .inbound(
                    .file(
                        FileReference(
                            id: name,
                            mime: String(words[words.count - 2]),
                            size: size,
                            name: name
                        )
                    )
                )
            )
        )
    }

    /// `37.77, -122.42 Name`.
    private func place(_ body: Substring) -> Outcome {
        let words = body.replacing(",", with: " ").split(whereSeparator: \.isWhitespace)
        guard words.count >= 2, let latitude = Double(words[0]), let longitude = Double(words[1]),
            (-90.0...90).contains(latitude), (-180.0...180).contains(longitude)
        else {
            return fail(
                "bad-location",
                body,
                "a location has a latitude and a longitude in degrees",
                "> [location] 37.77, -122.42 Home"
            )
        }
        let name = words.dropFirst(2).joined(separator: " ")
        return .success(
            .event(
                .inbound(
                    .location(
                        Location(
                            latitude: latitude,
                            longitude: longitude,
                            name: name.isEmpty ? nil : name
                        )
                    )
                )
            )
        )
    }

    func wait(_ rest: Substring) -> Outcome {
        let words = rest.trimmedPart
        guard let span = TimeSpan(words.filter { !$0.isWhitespace }) else {
            return fail("bad-wait", words, "'\(words)' is no length of time", "~ 2h")
        }
        return .success(.event(.wait(span)))
    }

    /// `cards.freeze = unknown after 3s`, `cards.freeze = ok {"frozen":true}`.
    func stub(_ rest: Substring) -> Outcome {
        let example = "stub cards.freeze = unknown after 3s"
        guard let (name, value) = rest.assignment, !name.isEmpty else {
            return fail("bad-stub", rest, "a stub has an action and an outcome", example)
        }
        let (word, body) = value.firstWord
        guard let outcome = CallOutcome(rawValue: String(word)) else {
            return fail(
                "bad-stub",
                word.isEmpty ? value : word,
                "an outcome is ok, refused, failed or unknown",
                example
            )
        }
        var text = body
        var after: TimeSpan?
        if let range = text.lastRange(of: "after ") {
            let tail = text[range.upperBound...].trimmedPart
            if let span = TimeSpan(tail) {
                after = span
                text = text[..<range.lowerBound].trimmedPart
            }
        }
        var gives: JSON?
        if !text.isEmpty {
            do {
                gives = try JSON(parsing: String(text))
            } catch {
                return fail("bad-stub", text, "what the action gives is \(error.reason)", example)
            }
        }
        return .success(
            .event(
                .stub(
                    Stub(
                        action: ActionName(String(name)),
                        outcome: outcome,
                        gives: gives,
                        after: after
                    )
                )
            )
        )
    }

    func fail(
        _ code: String,
        _ part: Substring,
        _ message: String,
        _ example: String
    ) -> Outcome {
        .failure(line.error(code, at: part, message, hint: "write it like: \(example)"))
    }
}

extension Substring {
    /// What follows a word at the beginning; nil where it does not stand there.
    func behind(_ word: String) -> Substring? {
        hasPrefix(word) ? dropFirst(word.count).trimmedPart : nil
    }

    /// A value, in quotation marks as in JSON where it needs them.
    var unquoted: String {
        guard hasPrefix("\""), let json = try? JSON(parsing: String(self)), let text = json.string
        else { return String(self) }
        return text
    }

    func lastRange(of word: String) -> Range<Index>? {
        var index = endIndex
        while index > startIndex {
            index = self.index(before: index)
            if self[index...].hasPrefix(word) {
                return index..<self.index(index, offsetBy: word.count)
            }
        }
        return nil
    }
}
