import Diagnostics
import Expressions
import Values

/// One step of a topic.
package struct Step: Sendable {
    /// Unique within the topic.
    package let identity: StepIdentity
    package let kind: Kind
    package let location: SourceLocation

    package init(identity: StepIdentity, kind: Kind, location: SourceLocation) {
        self.identity = identity
        self.kind = kind
        self.location = location
    }

    /// The closed set of things a step can do.
    package indirect enum Kind: Sendable {
        case say(Say)
        case ask([SlotName])
        case form(Form)
        case confirm(Confirm)
        case branch(Branch)
        case loop(Loop)
        case call(Call)
        case search(Search)
        case run(Run)
        case set([Assignment])
        case handoff(Handoff)
        case feedback(Feedback)
        case end(End)
    }
}

/// `set:` gives a name to a value. In the order of the file: a later one may read an earlier one.
package struct Assignment: Sendable {
    package let name: String
    package let value: Expressions.Expression

    package init(name: String, value: Expressions.Expression) {
        self.name = name
        self.value = value
    }
}

/// `say:` tells the customer something.
package struct Say: Sendable {
    package let text: TextTemplate
    package let links: [LinkTemplate]
    package let image: TextTemplate?
    package let file: TextTemplate?
    package let card: CardTemplate?
    /// The topic's names that the words depend on.
    package let reads: Set<String>

    package init(
        text: TextTemplate, links: [LinkTemplate] = [], image: TextTemplate? = nil,
        file: TextTemplate? = nil, card: CardTemplate? = nil
    ) {
        self.text = text
        self.links = links
        self.image = image
        self.file = file
        self.card = card
        var reads = text.reads
        for link in links { reads.formUnion(link.url.reads.union(link.title?.reads ?? [])) }
        for part in [image, file].compactMap({ $0 }) { reads.formUnion(part.reads) }
        if let card {
            reads.formUnion(card.title.reads)
            for fact in card.facts { reads.formUnion(fact.value.reads) }
        }
        self.reads = reads
    }
}

/// A link whose address and title may hold values.
package struct LinkTemplate: Sendable {
    package let url: TextTemplate
    package let title: TextTemplate?
    package let image: TextTemplate?

    package init(url: TextTemplate, title: TextTemplate? = nil, image: TextTemplate? = nil) {
        self.url = url
        self.title = title
        self.image = image
    }
}

/// A card whose facts may hold values.
package struct CardTemplate: Sendable {
    package struct Fact: Sendable {
        package let name: String
        package let value: TextTemplate

        package init(name: String, value: TextTemplate) {
            self.name = name
            self.value = value
        }
    }

    package let title: TextTemplate
    package let subtitle: TextTemplate?
    package let image: TextTemplate?
    package let facts: [Fact]

    package init(
        title: TextTemplate, subtitle: TextTemplate? = nil, image: TextTemplate? = nil,
        facts: [Fact] = []
    ) {
        self.title = title
        self.subtitle = subtitle
        self.image = image
        self.facts = facts
    }
}

/// `form:` asks several slots at once where the channel has forms, else one after another.
package struct Form: Sendable {
    package let title: TextTemplate
    package let slots: [SlotName]

    package init(title: TextTemplate, slots: [SlotName]) {
        self.title = title
        self.slots = slots
    }
}

/// `confirm:` reads back what is about to be done.
package struct Confirm: Sendable {
    package let text: TextTemplate
    /// What a customer who says *no* may change.
    package let change: [SlotName]
    /// What happens after *no* where nothing can be changed; empty: the topic is cancelled.
    package let otherwise: [Step]

    package init(text: TextTemplate, change: [SlotName], otherwise: [Step]) {
        self.text = text
        self.change = change
        self.otherwise = otherwise
    }
}

/// `if:` with `then:`, any number of `elif:` and `else:`.
package struct Branch: Sendable {
    package struct Arm: Sendable {
        package let condition: Expressions.Expression
        package let steps: [Step]

        package init(condition: Expressions.Expression, steps: [Step]) {
            self.condition = condition
            self.steps = steps
        }
    }

    package let arms: [Arm]
    package let otherwise: [Step]

    package init(arms: [Arm], otherwise: [Step]) {
        self.arms = arms
        self.otherwise = otherwise
    }
}

/// `repeat:` goes through its steps again while a condition holds, a bounded number of times.
package struct Loop: Sendable {
    /// Judged before each round.
    package let condition: Expressions.Expression
    package let atMost: Int
    package let steps: [Step]

    package init(condition: Expressions.Expression, atMost: Int, steps: [Step]) {
        self.condition = condition
        self.atMost = atMost
        self.steps = steps
    }
}

/// `call:` asks the back end.
package struct Call: Sendable {
    package let action: ActionName
    package let arguments: [Assignment]
    package let into: String?
    package let within: TimeSpan
    package let otherwise: Failure

    package init(
        action: ActionName, arguments: [Assignment], into: String?, within: TimeSpan,
        otherwise: Failure
    ) {
        self.action = action
        self.arguments = arguments
        self.into = into
        self.within = within
        self.otherwise = otherwise
    }
}

/// `else:` of a call, which can tell the three outcomes apart.
package struct Failure: Sendable {
    package let refused: [Step]
    package let failed: [Step]
    package let unknown: [Step]

    package init(refused: [Step], failed: [Step], unknown: [Step]) {
        self.refused = refused
        self.failed = failed
        self.unknown = unknown
    }
}

/// `search:` looks for articles and shows them, or keeps them under a name.
package struct Search: Sendable {
    package let query: TextTemplate
    package let top: Int
    package let into: String?
    /// What happens when nothing was found.
    package let otherwise: [Step]

    package init(query: TextTemplate, top: Int, into: String?, otherwise: [Step]) {
        self.query = query
        self.top = top
        self.into = into
        self.otherwise = otherwise
    }
}

/// `run:` uses another topic as a part of this one.
package struct Run: Sendable {
    package let topic: TopicID
    package let arguments: [Assignment]
    package let into: String?

    package init(topic: TopicID, arguments: [Assignment], into: String?) {
        self.topic = topic
        self.arguments = arguments
        self.into = into
    }
}

/// `handoff:` brings a person in.
package struct Handoff: Sendable {
    package let queue: QueueID
    package let say: TextTemplate?

    package init(queue: QueueID, say: TextTemplate?) {
        self.queue = queue
        self.say = say
    }
}

/// `feedback:` asks how it was, one to five, by quick reply.
package struct Feedback: Sendable {
    /// nil: the house's question.
    package let text: TextTemplate?

    package init(text: TextTemplate?) {
        self.text = text
    }
}

/// `end:` ends the topic with an outcome.
package struct End: Sendable {
    package let outcome: String
    package let say: TextTemplate?

    package init(outcome: String, say: TextTemplate?) {
        self.outcome = outcome
        self.say = say
    }
}
