import Expressions
import Messages
import Topics
import Values

extension Turn {
    mutating func visit(_ say: Say, _ identity: String) throws(EvaluationError) -> Flow {
        let heard = fingerprint(of: say.reads)
        guard let index = topIndex else { return .left }
        let memo = conversation.frames[index].memo[identity]
        if memo == .said(heard) { return .next }
        conversation.frames[index].memo[identity] = .said(heard)
        if case .said(let before)? = memo,
            isMade(before, { fingerprint(of: say.reads, formerly: $0) })
        {
            return .next
        }
        try burn()
        try speak(say)
        return .next
    }

    mutating func speak(_ say: Say) throws(EvaluationError) {
        var links: [Link] = []
        for link in say.links {
            let url = try link.url.renderPlainly(in: environment)
            // An address that is empty this time leads nowhere.
            guard !url.isEmpty else { continue }
            links.append(
                Link(
                    url: url,
                    title: try render(link.title),
                    image: try link.image?.renderPlainly(in: environment)
                )
            )
        }
        var media: Media?
        if let image = try say.image?.renderPlainly(in: environment) {
            media = Media(mime: "image/*", url: image)
        } else if let file = try say.file?.renderPlainly(in: environment) {
            media = Media(url: file)
        }
        var card: Card?
        if let template = say.card {
            var facts: [Card.Fact] = []
            for fact in template.facts {
                facts.append(
                    Card.Fact(
                        name: fact.name[language],
                        value: try fact.value.render(in: environment)
                    )
                )
            }
            card = Card(
                title: try template.title.render(in: environment),
                subtitle: try render(template.subtitle),
                image: try template.image?.renderPlainly(in: environment),
                facts: facts
            )
        }
        let text = try say.text.render(in: environment)
        send(
            text: text.isEmpty ? nil : text,
            links: links,
            media: media,
            card: card
        )
    }

    func render(_ template: TextTemplate?) throws(EvaluationError) -> String? {
        guard let template else { return nil }
        return try template.render(in: environment)
    }
}
