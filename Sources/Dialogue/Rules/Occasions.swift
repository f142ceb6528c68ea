import Expressions
import Messages
import Topics
import Understanding
import Values

/// The topics that begin by what happens: the greeting, the closing, the fallback, and the words
/// around a person.
extension Turn {
    /// Says who writes, with the privacy notice behind it.
    ///
    /// - Returns: false where a greeting of the bot's own asks something, or has brought in a person.
    mutating func introduce() -> Bool {
        isIntroducing = true
        perform(.greeting)
        isIntroducing = false
        guard !bot.inherits(.greeting) else { return true }
        return conversation.waiting.asksNothing && conversation.owner == .bot
    }

    /// Does what the bot's topic for an occasion does.
    ///
    /// The inherited ones only have words, and are no topics that a customer was in; one of the
    /// bot's own is a topic like any.
    mutating func perform(_ occasion: InheritedTopic, heard: String? = nil) {
        guard let topic = bot.topic(occasion.id) else { return }
        guard bot.inherits(occasion) else { return begin(topic.id, heard: heard) }
        for step in topic.steps {
            guard case .say(let say) = step.kind else { continue }
            do {
                try speak(say)
            } catch {
                record(.fault("\(topic.id): \(error.message)"))
            }
        }
    }

    /// What becomes of what the customer writes: said once to each, where the house has words.
    mutating func tellPrivacy() {
        guard !conversation.privacyTold, !house[.privacy].source.isEmpty, !isUrgent,
            conversation.owner == .bot
        else { return }
        let words = render(.privacy).trimmingSpaces
        guard !words.isEmpty else { return }
        conversation.privacyTold = true
        let url = (try? house[.privacyLink].renderPlainly(in: environment))?.trimmingSpaces ?? ""
        let links = url.isEmpty ? [] : [Link(url: url, title: render(.privacyTitle))]
        send(text: words, purpose: .notice, links: links)
    }

    /// What `agent.yaml` says and where it leads.
    struct AgentWords {
        var queue: QueueID?
        var texts: [String] = []
    }

    /// Gathers the words for a person: nothing is asked, and no frame is begun.
    ///
    /// - Parameter title: How the people are called that come, where that is known.
    /// - Returns: What is said, and the people where it names them.
    func agentWords(to title: String?) -> AgentWords {
        var words = AgentWords()
        guard let topic = bot.topic(InheritedTopic.agent.id) else { return words }
        var names = environment
        names.values = ["queue": .string(title ?? "")]
        do {
            _ = try gather(topic.steps, &names, &words)
        } catch {
            // A person comes all the same, with the words of the house.
            words.texts = []
        }
        return words
    }

    /// - Returns: Whether the way ends here.
    private func gather(
        _ steps: [Step],
        _ names: inout Environment,
        _ words: inout AgentWords
    ) throws(EvaluationError) -> Bool {
        for step in steps {
            switch step.kind {
            case .say(let say): words.texts.append(try say.text.render(in: names))
            case .set(let assignments):
                for assignment in assignments {
                    names.values[assignment.name] = try assignment.value.evaluate(in: names)
                }
            case .branch(let branch):
                var chosen = branch.otherwise
                for arm in branch.arms where try arm.condition.isTrue(in: names) {
                    chosen = arm.steps
                    break
                }
                if try gather(chosen, &names, &words) { return true }
            case .handoff(let handoff):
                words.queue = handoff.queue
                if let say = handoff.say { words.texts.append(try say.render(in: names)) }
                return true
            // The loader lets nothing else in.
            case .ask, .form, .confirm, .loop, .call, .search, .run, .signIn, .pay, .wait,
                .feedback, .end:
                continue
            }
        }
        return false
    }

    // MARK: Insults

    /// One calm answer, a warning, then a person; none of them is a failed answer.
    mutating func answerAbuse() {
        conversation.insults += 1
        switch conversation.insults {
        case 1, 2:
            rule = .control
            say(conversation.insults == 1 ? .abuse : .abuseAgain)
            remind()
        default:
            conversation.insults = 0
            rule = .person
            handOff(reason: .abuse, queue: currentQueue, notice: render(.abuseLast))
        }
    }

    // MARK: Consent

    /// What the customer decided elsewhere: as if they had written it, but that nothing is said to
    /// somebody who has withdrawn it.
    mutating func takeConsent(granted: Bool, words: String) {
        rule = .consent
        guard granted else { return withdrawConsent(words) }
        let wasStopped = conversation.stopped
        grantConsent(words)
        if wasStopped { say(.started, purpose: .notice) }
    }

    /// The customer wants no more messages.
    mutating func withdrawConsent(_ words: String) {
        record(.consent(granted: false, words: words))
        // Elsewhere a customer who writes again has opened the conversation again.
        conversation.stopped = event.profile.channel == .sms
        conversation.frames = []
        conversation.waiting = .nothing
        if conversation.owner != .bot { effects.append(.releasePerson) }
        change(owner: .nobody)
    }

    /// The customer wants messages again.
    mutating func grantConsent(_ words: String) {
        record(.consent(granted: true, words: words))
        conversation.stopped = false
    }

    /// A sentence that asks for messages again, from somebody who is told nothing till then.
    mutating func hearOptIn(_ utterance: Utterance) -> Bool {
        guard
            [voice.matcher, voice.inherited].contains(where: { matcher in
                let match = matcher.match(utterance)
                return match.scores.first?.id == InheritedTopic.optIn.rawValue
                    && (match.scores.first?.score ?? 0) >= Self.nearlyAnExample
            })
        else { return false }
        rule = .topic
        begin(InheritedTopic.optIn.id, heard: utterance.original)
        return true
    }

    /// How near an example a message must be to begin what the bot inherits.
    static let nearlyAnExample = 0.8
}
