import Topics

/// What a saved frame may name of a topic: its slots and its steps, and how deep inside `repeat`
/// each of them stands.
///
/// Names of an earlier version are read through `renamed`.
struct TopicOutline {
    let topic: Topic
    private var steps: [String: (step: Step, depth: Int)] = [:]
    /// The depths at which a slot is asked.
    private var askedAt: [String: Set<Int>] = [:]

    init(_ topic: Topic) {
        self.topic = topic
        enter(topic.steps, depth: 0)
    }

    private mutating func enter(_ steps: [Step], depth: Int) {
        for step in steps {
            if self.steps[step.identity.rawValue] == nil {
                self.steps[step.identity.rawValue] = (step, depth)
            }
            for slot in step.asked { askedAt[slot.rawValue, default: []].insert(depth) }
            var inner = depth
            if case .loop = step.kind { inner += 1 }
            for part in step.parts { enter(part, depth: inner) }
        }
    }

    // MARK: Slots

    /// The slot that a name means today.
    func slot(named name: String) -> Slot? {
        topic.slot(SlotName(name)) ?? topic.renamed[name].flatMap { topic.slot(SlotName($0)) }
    }

    /// The slot's key today, with its round; nil where the slot is gone or stands in other rounds.
    func slotKey(_ key: String) -> String? {
        let round = SlotName.round(ofKey: key)
        guard let slot = slot(named: SlotName(key: key).rawValue) else { return nil }
        if let depths = askedAt[slot.name.rawValue], !depths.contains(Self.depth(round)) {
            return nil
        }
        return slot.name.rawValue + round
    }

    /// Whether any step asks a slot.
    func asks(_ slot: SlotName) -> Bool { askedAt[slot.rawValue] != nil }

    // MARK: Steps

    /// What a step is known by today, with its round; nil where it is gone or stands in other
    /// rounds.
    func identity(_ identity: String) -> String? {
        if let place = steps[identity] { return place.depth == 0 ? identity : nil }
        let (base, round) = StepIdentity.split(identity)
        guard let name = nameToday(base), steps[name]?.depth == Self.depth(round) else {
            return nil
        }
        return name + round
    }

    /// The step of an identity of today, with or without its round.
    func step(_ identity: String) -> Step? {
        (steps[identity] ?? steps[StepIdentity.split(identity).base])?.step
    }

    /// All steps with what each is known by.
    var all: some Sequence<Step> { steps.values.lazy.map(\.step) }

    private func nameToday(_ base: String) -> String? {
        if steps[base] != nil { return base }
        if let name = topic.renamed[base], steps[name] != nil { return name }
        let name = Self.respell(base, topic.renamed)
        return steps[name] == nil ? nil : name
    }

    /// How many `repeat`s a round is inside of.
    private static func depth(_ round: String) -> Int {
        round.isEmpty ? 0 : round.count { $0 == "." } + 1
    }

    /// Words with names replaced: in a text with holes only what stands in them, else every word.
    static func respell(_ words: String, _ names: [String: String]) -> String {
        guard !names.isEmpty else { return words }
        let hasHoles = words.contains("{")
        var respelt = ""
        var word = ""
        var isName = !hasHoles
        func closed(_ word: String) -> String { isName ? names[word] ?? word : word }
        for character in words {
            if character.isLetter || character.isNumber || character == "_" {
                word.append(character)
                continue
            }
            respelt += closed(word)
            word = ""
            respelt.append(character)
            if hasHoles, character == "{" || character == "}" { isName = character == "{" }
        }
        return respelt + closed(word)
    }
}

extension Topic {
    /// The names of slots as earlier versions had them, today's first: one table for each name that
    /// a slot has had.
    var formerNames: [[String: String]] {
        guard !renamed.isEmpty else { return [] }
        var former: [String: [String]] = [:]
        for (old, new) in renamed where slot(SlotName(new)) != nil {
            former[new, default: []].append(old)
        }
        let most = former.values.map(\.count).max() ?? 0
        return (0..<most).map { turn in
            former.mapValues { names in names.sorted()[min(turn, names.count - 1)] }
        }
    }
}
