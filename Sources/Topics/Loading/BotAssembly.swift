import Messages
import Understanding
import YAML

/// Puts a bot together out of its files: tables, then actions, then the bot, then its topics.
struct BotAssembly {
    let sources: Sources
    let problems: Problems

    init(_ sources: Sources, _ problems: Problems) {
        self.sources = sources
        self.problems = problems
    }

    /// - Returns: nil where `bot.yaml` cannot be used; otherwise what could be read.
    func bot(fingerprint: String) -> BotDefinition? {
        let reader = sources.bot?.node.flatMap { BotReader($0, problems) }
        let languages = reader?.languages() ?? ["en"]
        let texts = Texts(
            languages: languages,
            catalogues: catalogues(languages, reader),
            problems
        )
        var types = TypeReader(problems: problems)
        let tables = tables(into: &types, texts)
        let actionsReader = ActionsReader(
            problems: problems,
            tables: tables.mapValues(\.columns),
            brokenTables: types.broken
        )
        let actionsNode = actionsNode()
        actionsReader.shapes(actionsNode, into: &types)
        let actions = actionsReader.actions(actionsNode, types: types)

        let queues = reader?.queues(texts) ?? []
        reader?.checkWords()
        reader?.checkDefaultLanguage(languages)
        let words = reader?.words(BotReader.wordKeys, texts, languages) ?? [:]
        let answers = reader?.words(ShortAnswer.allCases, texts, languages) ?? [:]
        let alarms = reader?.words(Alarm.allCases, texts, languages) ?? [:]
        let house = reader?.house(texts, languages) ?? HouseTexts(languages: languages)
        var around = Surroundings(types: types, texts: texts)
        around.queues = queues.map(\.id.rawValue)
        around.knowsQueues = reader?.fields["queues"] != nil && !queues.isEmpty
        around.actions = actions
        around.knowsActions = sources.actions.map { $0.node != nil || $0.isEmpty } ?? true
        around.events = actionsReader.events(actionsNode, types: types)
        around.channels = reader?.channels() ?? Channel.allCases
        around.controlWords = controlWords(languages, words)
        around.language = languages.first ?? "en"

        let heard = ControlWords(
            language: around.language,
            additions: words.mapValues { $0[around.language] },
            alarms: alarms.mapValues { $0[around.language] }
        )
        let topics = topics(&around, heard)
        checkElse(of: actions, around)
        guard let reader else { return nil }
        let (hours, locations) = (reader.hours(), reader.locations(texts))
        let bot = BotDefinition(
            name: reader.fields.literal("name") ?? "",
            languages: languages,
            region: reader.region(),
            timeZone: reader.timeZone(),
            channels: around.channels,
            calendar: reader.calendar(),
            hours: hours,
            locations: locations,
            queues: queues,
            timers: reader.timers(),
            tries: reader.fields.whole("tries") ?? 3,
            signIn: reader.signIn(),
            house: house,
            words: words,
            alarms: alarms,
            answers: answers,
            synonyms: reader.synonyms(),
            caseTopic: reader.caseTopic(among: sources.topics.map(\.name)),
            simulatedContact: reader.simulatedContact(),
            topics: topics,
            inherited: InheritedTopics(
                around: around,
                house: house,
                hasHours: hours != nil || !locations.isEmpty
            ).load(beneath: Set(sources.topics.map(\.name)), without: reader.topicsOff()),
            actions: Dictionary(
                actions.values.map { ($0.action.name, $0.action) },
                uniquingKeysWith: { one, _ in one }
            ),
            events: around.events,
            tables: tables,
            messages: texts.inReadingOrder,
            untranslated: texts.untranslated,
            places: reader.places(),
            fingerprint: fingerprint
        )
        checkDeclarations(topics, reader.fields.pairs("queues"))
        return bot
    }

    private func tables(into types: inout TypeReader, _ texts: Texts) -> [String: Table] {
        var tables: [String: Table] = [:]
        for (name, source) in sources.tables {
            guard isName(name), TypeReader.words[name] == nil else {
                problems.error(
                    "bad-file-name",
                    at: source.start,
                    TypeReader.words[name] == nil
                        ? "'\(shown(name))' is no name for a table"
                        : "'\(name)' is a type, so a table cannot have its name",
                    hint: "name the file with lower-case letters, digits and _"
                )
                continue
            }
            guard let node = source.node, let fields = Fields(node, Table.keys, problems),
                fields["columns"] != nil
            else {
                types.broken.insert(name)
                continue
            }
            var columns = Table.columns(named: name, fields, problems)
            for index in columns.indices {
                columns[index].texts = Table.texts(
                    of: columns[index],
                    in: fields,
                    named: name,
                    texts
                )
            }
            let rows = Table.rows(fields, columns, problems)
            let table = Table(name: name, columns: columns, rows: rows, location: node.location)
            tables[name] = table
            types.rows[name] = table.row
        }
        return tables
    }

    private func actionsNode() -> Node? {
        guard let node = sources.actions?.node else { return nil }
        guard node.entries != nil else {
            problems.error(
                "wrong-kind",
                at: node.location,
                "actions.yaml is names of actions with keys",
                hint: "write 'cards.active:' and its keys below"
            )
            return nil
        }
        return node
    }

    private func topics(_ around: inout Surroundings, _ words: ControlWords) -> [Topic] {
        var drafts: [TopicDraft] = []
        for (name, source) in sources.topics {
            guard isName(name) else {
                problems.error(
                    "bad-file-name",
                    at: source.start,
                    "'\(shown(name))' is no name for a topic",
                    hint: "name the file with lower-case letters, digits and _"
                )
                continue
            }
            var signature = TopicSignature(takes: [], verified: nil, gives: nil, isBroken: true)
            if let node = source.node,
                let draft = TopicDraft(id: name, node, types: around.types, problems)
            {
                drafts.append(draft)
                signature = draft.signature
            }
            around.topics[name] = signature
        }
        var topics: [Topic] = []
        for draft in TopicOrder(drafts, problems).order {
            let (topic, signature) = draft.load(around, problems)
            around.topics[draft.id] = signature
            LabelCheck(around, problems).check(draft)
            if draft.id == InheritedTopic.agent.rawValue {
                AgentTopicCheck(problems: problems).check(draft)
            }
            if draft.id == InheritedTopic.signIn.rawValue {
                SignInTopicCheck(problems: problems).check(draft)
            }
            if draft.id == InheritedTopic.greeting.rawValue {
                DisclosureCheck(problems: problems).check(draft)
            }
            OptionCheck(around, problems).check(draft)
            if let topic { topics.append(topic) }
        }
        warnOfDoubles(in: drafts)
        ExampleCheck(around, words: words, problems).check(drafts)
        let promises = PromiseCheck(topics, around, problems)
        for topic in topics { promises?.check(topic) }
        return topics.sorted { $0.id < $1.id }
    }

    /// What is declared and never used; not where anything is broken that might use it.
    private func checkDeclarations(_ topics: [Topic], _ queues: [Node.Entry]) {
        // A bot without topics has hardly been begun.
        guard problems.errors == 0, !topics.isEmpty else { return }
        let check = DeclarationCheck(topics, problems)
        let actions = sources.actions?.node
        check.check(actions: actions, tables: sources.tables.map(\.source))
        check.check(tables: sources.tables, actions: actions)
        check.check(queues: queues, actions: actions)
    }

    /// Titles and examples that do not tell topics apart.
    private func warnOfDoubles(in drafts: [TopicDraft]) {
        var owners: [String: String] = [:]
        for draft in drafts where draft.fields["examples"] != nil {
            for key in ["title", "examples"] {
                for node in draft.fields.items(key) {
                    let text = node.string ?? ""
                    let words = "\(key) \(LabelCheck.compared(text))"
                    guard let owner = owners[words] else {
                        owners[words] = draft.id
                        continue
                    }
                    problems.warn(
                        key == "title" ? .sameTitle : .sameExample,
                        at: node.location,
                        owner == draft.id
                            ? "'\(shown(text))' stands here twice"
                            : "the topic '\(owner)' has the same "
                                + (key == "title" ? "title" : "example"),
                        hint: "make them differ, or nobody can tell which is meant"
                    )
                }
            }
        }
    }

    /// What an action does on failure is read here once, where no topic's names are known.
    private func checkElse(of actions: [String: ActionDraft], _ around: Surroundings) {
        for (name, draft) in actions.sorted(by: { $0.key < $1.key }) {
            guard let node = draft.otherwise else { continue }
            let (outcomes, isByOutcome) = Failure.outcomes(node, problems)
            let parts = isByOutcome ? Failure.table.names.compactMap { outcomes[$0] } : [node]
            for part in parts {
                var isAllowed = true
                part.forEachStep { step in
                    for entry in step.entries ?? [] {
                        guard let key = entry.key.string,
                            StepKinds.notOnFailure.contains(key)
                        else { continue }
                        isAllowed = false
                        problems.error(
                            "not-here",
                            at: entry.key.location,
                            "what '\(name)' does on failure cannot '\(key)'",
                            hint: "write this 'else' at the calls that need it"
                        )
                    }
                }
                guard isAllowed else { continue }
                var reader = TopicReader(
                    id: "actions.\(name)",
                    verified: nil,
                    around: around,
                    problems: problems
                )
                _ = reader.steps(part)
            }
        }
    }

    /// The words that steer, in every language of the bot, and what they do.
    private func controlWords(
        _ languages: [String],
        _ own: [ControlWord: WordList]
    ) -> [String: String] {
        var words: [String: String] = [:]
        let all = languages.prefix(20).flatMap { language in
            [ControlWords.defaults(language), own.mapValues { $0[language] }]
        }
        for table in all {
            for word in BotReader.wordKeys {
                for spelling in table[word] ?? [] {
                    words[LabelCheck.compared(spelling)] = word.rawValue
                }
            }
        }
        return words
    }
}
