import Understanding

/// What customers say for things, in a language of the bot; that of the default is understood in
/// all of them, because people mix.
extension Topic {
    package func heard(in language: String) -> (id: String, title: String, examples: [String]) {
        let own = title[language]
        let other = own == title.source ? [] : [title.source]
        return (id.rawValue, own, examples.understood(in: language) + other)
    }
}

extension Slot {
    /// The slot by its names, for a correction or a change.
    package func heard(in language: String) -> ChoiceOption {
        let own = title[language]
        let other = own == title.source ? [] : [title.source]
        return ChoiceOption(
            id: name.rawValue,
            title: own,
            also: also.understood(in: language) + other
        )
    }
}

extension SlotOption {
    package func heard(in language: String) -> ChoiceOption {
        let own = title[language]
        let other = own == title.source ? [] : [title.source]
        return ChoiceOption(id: id, title: own, also: also.understood(in: language) + other)
    }
}

extension BotDefinition {
    /// The words that steer.
    package func controlWords(in language: String) -> ControlWords {
        var additions = words.mapValues { $0.understood(in: language) }
        // What customers say to start `agent.yaml` are words for a person like any.
        if let agent = topics.first(where: { $0.id == InheritedTopic.agent.id }) {
            additions[.agent, default: []] += agent.examples.understood(in: language)
        }
        return ControlWords(
            language: language,
            mixedWith: languages[0],
            additions: additions,
            alarms: alarms.mapValues { $0.understood(in: language) },
            answers: answers.mapValues { $0.understood(in: language) }
        )
    }
}
