import Diagnostics
import Messages
import Text
import YAML

/// Holds the options of a topic against the channels, and against one another.
struct LabelCheck {
    private let around: Surroundings
    private let problems: Problems

    init(_ around: Surroundings, _ problems: Problems) {
        self.around = around
        self.problems = problems
    }

    func check(_ topic: TopicDraft) {
        for entry in topic.fields.pairs("slots") {
            guard let options = entry.value["options"]?.entries else { continue }
            let labels = options.compactMap { Label($0) }
            for channel in around.channels {
                checkLengths(labels, on: channel, show: entry.value["show"]?.string)
            }
            checkWords(labels)
            let context = "\(topic.id).\(entry.key.string ?? "")"
            for language in around.texts.languages {
                let translated = labels.map { $0.translated(language, context, around.texts) }
                for channel in around.channels {
                    checkLengths(translated, on: channel, show: entry.value["show"]?.string)
                }
                checkTitles(translated)
            }
        }
    }

    /// What differs in the topic must differ in every language.
    private func checkTitles(_ labels: [Label]) {
        var owners: [String: Label] = [:]
        for label in labels {
            if let other = owners[label.title.lowercased()] {
                problems.error(
                    "doubled-title",
                    at: label.place,
                    "'\(label.id)' and '\(other.id)' have the same title, '\(shown(label.title))'",
                    hint: "customers see only the titles: make them differ"
                )
            }
            owners[label.title.lowercased()] = label
        }
    }

    /// An option as an author wrote it.
    private struct Label {
        let id: String
        private(set) var title: String
        private(set) var place: SourceLocation
        let words: [Node]
        let section: Node?

        init?(_ entry: Node.Entry) {
            guard let id = entry.key.string else { return nil }
            let node = entry.value.entries == nil ? entry.value : entry.value["title"]
            guard let node, let title = node.string, !node.isNull else { return nil }
            self.id = id
            self.title = title
            place = node.location
            section = entry.value["section"]
            words = [node] + (entry.value["also"].map { $0.sequence ?? [$0] } ?? [])
        }

        /// As customers of a language see it.
        func translated(_ language: String, _ context: String, _ texts: Texts) -> Label {
            guard let found = texts.translation(of: title, in: context, into: language) else {
                return self
            }
            var label = self
            label.title = found.text
            label.place = found.place
            return label
        }
    }

    private func checkLengths(_ labels: [Label], on channel: Channel, show: String?) {
        let limits = ChannelLimits.of(channel)
        // A list takes what does not fit on buttons, unless buttons are asked for.
        var limit = limits.rowTitle
        if show == "buttons", limits.buttons?.contains(labels.count) ?? false {
            limit = limits.buttonTitle
        }
        var cut: [String: Label] = [:]
        for label in labels {
            checkSection(label, limits.sectionTitle, on: channel)
            let seen = String(label.title.prefix(limit))
            if let other = cut[seen], other.title != label.title {
                problems.error(
                    "labels-equal",
                    at: label.place,
                    "on \(channel.rawValue) '\(label.id)' and '\(other.id)' look the same: only "
                        + "\(limit) characters are shown",
                    hint: "put what makes them differ first"
                )
            }
            cut[seen] = cut[seen] ?? label
            guard label.title.count > limit else { continue }
            problems.warn(
                .labelCut,
                at: label.place,
                "on \(channel.rawValue) only '\(seen)' is shown",
                hint: "shorten it to \(limit) characters, and put the rest into 'subtitle'"
            )
        }
    }

    private func checkSection(_ label: Label, _ limit: Int, on channel: Channel) {
        guard let node = label.section, let title = node.string, title.count > limit else { return }
        problems.warn(
            .labelCut,
            at: node.location,
            "on \(channel.rawValue) only '\(title.prefix(limit))' is shown over these",
            hint: "shorten the heading to \(limit) characters"
        )
    }

    private func checkWords(_ labels: [Label]) {
        var owners: [String: Label] = [:]
        for label in labels {
            for node in label.words {
                guard let text = node.string else { continue }
                let word = Self.compared(text)
                if let steers = around.controlWords[word] {
                    problems.warn(
                        .labelIsControl,
                        at: node.location,
                        "'\(shown(text))' also means '\(steers)' at any point",
                        hint: "here it chooses '\(label.id)'; another word would be safer"
                    )
                }
                if let other = owners[word], other.id != label.id,
                    Self.compared(other.title) != Self.compared(label.title)
                {
                    problems.warn(
                        .sameWord,
                        at: node.location,
                        "'\(shown(text))' names '\(label.id)' and '\(other.id)'",
                        hint: "leave it at one of them"
                    )
                }
                owners[word] = owners[word] ?? label
            }
        }
    }

    /// Upper and lower case, accents and width aside, as answers are compared.
    static func compared(_ text: String) -> String {
        normalised(text, foldingDiacritics: true)
    }
}
