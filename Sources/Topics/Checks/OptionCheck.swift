import Understanding
import YAML

/// Finds options that half an answer confuses: "lost" beside "lost and found".
struct OptionCheck {
    private let language: String
    private let problems: Problems

    init(_ around: Surroundings, _ problems: Problems) {
        language = around.language
        self.problems = problems
    }

    func check(_ topic: TopicDraft) {
        for entry in topic.fields.pairs("slots") {
            let options = (entry.value["options"]?.entries ?? []).compactMap { Option($0) }
            guard options.count > 1, options.count <= 100 else { continue }
            check(options)
        }
    }

    /// An option as an author wrote it.
    private struct Option {
        let id: String
        let title: String
        /// The title and the other names, with their words.
        let names: [(node: Node, words: [String])]

        init?(_ entry: Node.Entry) {
            guard let id = entry.key.string,
                let node = entry.value.entries == nil ? entry.value : entry.value["title"],
                let title = node.string
            else { return nil }
            self.id = id
            self.title = title
            let also = entry.value["also"].map { $0.sequence ?? [$0] } ?? []
            names = ([node] + also).map {
                ($0, Utterance($0.string ?? "").tokens.map(\.text))
            }
        }
    }

    private func check(_ options: [Option]) {
        let matcher = ChoiceMatcher(
            options: options.map { option in
                ChoiceOption(
                    id: option.id,
                    title: option.title,
                    also: option.names.dropFirst().compactMap(\.node.string),
                    subtitle: nil
                )
            },
            language: language
        )
        for (index, option) in options.enumerated() {
            for name in option.names {
                guard let (other, longer) = longer(than: name.words, in: options, but: index),
                    let text = name.node.string
                else { continue }
                let match = matcher.match(Utterance(text, language: language), mode: .answer)
                let isTaken = if case .one(index, _, _) = match { true } else { false }
                problems.warn(
                    .optionsOverlap,
                    at: name.node.location,
                    "'\(shown(text))' is also a part of '\(shown(longer))', which names '\(other)'",
                    hint: isTaken
                        ? "who means '\(other)' and says only '\(shown(text))' gets '\(option.id)': "
                            + "let the two differ in their first words"
                        : "who says '\(shown(text))' is asked which one: let the two differ"
                )
            }
        }
    }

    /// A name of another option that goes on behind these words.
    ///
    /// Who means "lost and found" may say "lost"; who means "extra large" does not say "large".
    private func longer(
        than words: [String],
        in options: [Option],
        but index: Int
    ) -> (id: String, name: String)? {
        guard !words.isEmpty else { return nil }
        for (other, option) in options.enumerated() where other != index {
            for name in option.names where name.words.count > words.count {
                let starts = 0..<(name.words.count - words.count)
                guard starts.contains(where: { name.words[$0...].starts(with: words) }) else {
                    continue
                }
                return (option.id, name.node.string ?? "")
            }
        }
        return nil
    }
}
