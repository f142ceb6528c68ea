import Dialogue
import Topics

/// A stage that belongs to a topic, and what of the topic lies around it.
struct Site: Sendable {
    let stage: Stage
    let topic: Topic
    /// The step that waits.
    let step: Step
    /// What the topic does behind it, whatever part of the topic it stands in.
    let rest: [Step]
    /// The slots that are asked before it.
    let answered: Set<SlotName>
    /// Of these, two that only a name tells apart, where the stage is about them.
    var alike: [SlotName] = []
}

/// Goes through a topic for the stages it can have.
struct SiteFinder {
    private let topic: Topic
    private var answered: Set<SlotName> = []
    /// A correction may already have to be asked about, because two answers are of one kind.
    private var mayAskWhich = false
    private var sites: [Site] = []

    /// The sites of a topic, in the order of its file; one stage may have several.
    static func sites(of topic: Topic) -> [Site] {
        var finder = SiteFinder(topic: topic)
        finder.visit(topic.steps, rest: [])
        return finder.sites
    }

    private init(topic: Topic) { self.topic = topic }

    private mutating func visit(_ steps: [Step], rest: [Step]) {
        for (index, step) in steps.enumerated() {
            let behind = Array(steps[(index + 1)...]) + rest
            visit(step, rest: behind)
            for part in step.parts { visit(part, rest: behind) }
        }
    }

    /// Two answers of one kind, of which "change the date" may mean either.
    private var alike: [SlotName]? {
        let slots = topic.slots.filter { answered.contains($0.name) && !$0.secure }
        for (index, slot) in slots.enumerated() {
            if let other = slots[(index + 1)...].first(where: slot.isOfKind) {
                return [slot.name, other.name]
            }
        }
        return nil
    }

    /// What can wait in each kind of step; a new kind has to be thought about here.
    private mutating func visit(_ step: Step, rest: [Step]) {
        func add(_ kind: Stage.Kind, slot: SlotName? = nil) {
            if !mayAskWhich, kind != .call, let slots = alike {
                mayAskWhich = true
                sites.append(
                    Site(
                        stage: Stage(.change, topic: topic.id),
                        topic: topic,
                        step: step,
                        rest: rest,
                        answered: answered,
                        alike: slots
                    )
                )
            }
            let stage = Stage(
                kind,
                topic: topic.id,
                slot: slot,
                step: slot == nil ? step.identity : nil
            )
            sites.append(
                Site(stage: stage, topic: topic, step: step, rest: rest, answered: answered)
            )
        }
        func ask(_ names: [SlotName]) {
            for name in names {
                guard let slot = topic.slot(name) else { continue }
                add(.question, slot: name)
                if slot.confirm { add(.readBack, slot: name) }
                answered.insert(name)
            }
        }
        switch step.kind {
        case .ask(let slots): ask(slots)
        case .form(let form):
            let slots = form.slots.compactMap { topic.slot($0) }
            // A form of one page is a question.
            if slots.count > 1, slots.contains(where: { $0.defaultValue == nil }) { add(.form) }
            ask(form.slots)
        case .confirm(let confirm):
            add(.confirm)
            if !confirm.change.isEmpty { add(.change) }
        case .call: add(.call)
        case .signIn(let signIn):
            switch signIn.method {
            case .channel: add(.signIn)
            case .link:
                add(.call)
                add(.signIn)
            case .code(let slot, _):
                ask([slot])
                add(.call)
            }
        case .pay(let pay):
            if pay.call != nil { add(.call) }
            add(.payment)
        case .wait: add(.event)
        case .feedback: add(.feedback)
        // They say, choose, count or lead elsewhere; what waits in them are their own parts.
        case .say, .branch, .loop, .search, .run, .set, .handoff, .end: break
        }
    }
}

extension Stage.Kind {
    /// Whether a topic waits, or the conversation itself.
    ///
    /// The feedback after a person is the conversation's; that of a step is its topic's.
    var isOfConversation: Bool {
        switch self {
        case .nothing, .whichTopic, .whichResume, .startOver, .unavailable, .feedback, .queue,
            .agent:
            true
        case .question, .form, .confirm, .change, .readBack, .call, .signIn, .payment, .event:
            false
        }
    }
}

/// Every stage that a bot can have.
package enum Stages {
    package static func of(_ bot: BotDefinition) -> Set<Stage> {
        let sites = (bot.topics + bot.inherited).flatMap { SiteFinder.sites(of: $0) }
        return Set(sites.map(\.stage)).union(ofConversation)
    }

    static var ofConversation: [Stage] {
        Stage.Kind.allCases.filter(\.isOfConversation).map { Stage($0) }
    }
}
