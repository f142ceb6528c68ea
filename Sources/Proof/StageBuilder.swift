import Dialogue
import Expressions
import Messages
import Topics
import Values

/// In which language and on which channel a stage is built, and when.
struct Setting: Hashable, Sendable {
    let language: String
    let channel: Channel
    var at: Timestamp
}

/// Brings conversations to their stages, by the very steps that customers' messages make.
struct StageBuilder {
    let bot: Bot

    /// Brings a conversation to a stage of a topic.
    ///
    /// - Returns: nil where the stage does not occur on the channel, or nothing leads to it.
    func build(_ site: Site, _ setting: Setting) -> Standing? {
        // What no sample fits is shown with words of the house, where nothing is worked out.
        let plain = bot.definition.house[.unavailable]
        return build(site, setting, saying: nil) ?? build(site, setting, saying: plain)
    }

    private func build(
        _ site: Site,
        _ setting: Setting,
        saying words: TextTemplate?
    ) -> Standing? {
        let sampler = sampler(setting.at)
        var frame = Frame(topic: site.topic.id, run: 1)
        for (name, type) in site.topic.names {
            guard site.topic.slot(SlotName(name)) == nil else { continue }
            frame.takes[name] = sampler.value(type)
        }
        for slot in site.topic.slots where site.filled.contains(slot.name) {
            let name = slot.name.rawValue
            guard let type = site.topic.names[name] else { continue }
            frame.slots[name] = sampler.value(type)
            frame.order.append(name)
        }
        if let slot = site.stage.slot, site.stage.kind == .question {
            // It is asked although it has a default.
            frame.memo[Frame.asking(slot.rawValue)] = .asking
        }
        var standing = begin(
            setting,
            in: Bot(bot, with: site.carved(saying: words)),
            isVerified: !site.signsIn,
            with: site.capabilities
        )
        standing.conversation.counters.runs = 1
        standing.conversation.frames = [frame]
        standing.goOn()
        lead(&standing, to: site, sampler)
        return standing.stage == site.stage ? standing : nil
    }

    /// From where the step rests first to the stage that is wanted.
    private func lead(_ standing: inout Standing, to site: Site, _ sampler: Sampler) {
        switch site.stage.kind {
        case .change where site.alike.isEmpty: standing.tap("no")
        case .change:
            // The customer has said a value that fits either.
            standing.conversation.waiting = .change(
                ChangeQuestion(id: "which", step: nil, slots: site.alike)
            )
        case .signIn, .payment:
            guard case .call(let key) = standing.conversation.waiting,
                let gives = site.step.call.flatMap({ bot.definition.actions[$0.action]?.gives })
            else { return }
            standing.take(.callResult(key: key, outcome: .ok, value: sampler.value(gives)))
        case .question, .form, .confirm, .readBack, .call, .event, .feedback: return
        case .nothing, .whichTopic, .whichResume, .startOver, .unavailable, .queue, .agent:
            preconditionFailure("no topic waits at \(site.stage.kind)")
        }
    }

    /// Brings a conversation to a stage of its own.
    ///
    /// - Parameters:
    ///   - kind: The stage.
    ///   - setting: Where the customer writes.
    ///   - site: A stage of a topic that may have been interrupted.
    /// - Returns: nil where nothing leads to the stage.
    func build(_ kind: Stage.Kind, _ setting: Setting, interrupting site: Site?) -> Standing? {
        var standing = begin(setting, in: bot)
        switch kind {
        case .nothing: break
        // What nobody offered is answered with what can be chosen.
        case .whichTopic: standing.tap()
        case .queue: standing.tap("agent")
        case .agent:
            standing.tap("agent")
            standing.hear(.accepted)
        case .feedback:
            standing.tap("agent")
            standing.hear(.accepted)
            standing.hear(.closed)
        case .unavailable:
            standing.desk = .closed
            standing.tap("agent")
            standing.desk = .open
        case .whichResume:
            guard let site, let begun = build(site, setting) else { return nil }
            standing = begun
            while standing.owner == .bot, standing.waitForTimer() != nil {}
            // They write again when the people of what they had begun are there.
            let queue = site.topic.queue ?? bot.definition.queues[0].id
            standing.at = bot.opens(queue, from: standing.at) ?? standing.at
            standing.tap()
        case .startOver:
            guard let site, let begun = build(site, setting) else { return nil }
            standing = begun
            // Something is done that stays done.
            standing.conversation.frames[0].memo["deed"] = .paid(.null)
            standing.write(Words(bot, setting.language).startOver)
        case .question, .form, .confirm, .change, .readBack, .call, .signIn, .payment, .event:
            preconditionFailure("a topic waits at \(kind)")
        }
        return standing.stage == Stage(kind) ? standing : nil
    }

    private func begin(
        _ setting: Setting,
        in bot: Bot,
        isVerified: Bool = true,
        with capabilities: Set<Capability> = []
    ) -> Standing {
        let profile = ChannelProfile(
            channel: setting.channel,
            capabilities: ChannelProfile.usual(on: setting.channel).union(capabilities)
        )
        var conversation = Conversation(
            contact: Self.contact,
            ordinal: 1,
            language: setting.language,
            profile: profile
        )
        conversation.privacyTold = true
        return Standing(
            bot: bot,
            conversation: conversation,
            contact: Contact(
                id: Self.contact,
                subject: isVerified ? Self.contact : nil,
                verified: isVerified
            ),
            at: setting.at
        )
    }

    private static let contact = "+14155550101"

    private func sampler(_ now: Timestamp) -> Sampler {
        Sampler(now: now, currency: Sampler.currency(of: bot.definition.region))
    }
}

extension Standing {
    /// Goes through the frames to where they wait, as after a time that a step waited for.
    fileprivate mutating func goOn() {
        conversation.waiting = .event(StepIdentity("before"))
        conversation.timers[.deadline] = at
        take(.timer(.deadline))
    }
}

extension Site {
    /// Whether the customer is nobody yet where it stands.
    fileprivate var signsIn: Bool {
        if case .signIn = step.kind { true } else { false }
    }

    /// What the customer's device must be able to do for it.
    fileprivate var capabilities: Set<Capability> {
        switch stage.kind {
        case .form: [.form]
        case .signIn: [.auth2]
        case .nothing, .question, .confirm, .change, .readBack, .whichTopic, .whichResume,
            .startOver, .call, .payment, .event, .unavailable, .feedback, .queue, .agent:
            []
        }
    }

    /// Whether it occurs on a channel.
    ///
    /// Apple's channel takes payments itself, the others at an address that a call gives.
    func occurs(on channel: Channel) -> Bool {
        guard case .pay(let pay) = step.kind else { return true }
        switch stage.kind {
        case .call: return channel != .apple
        case .payment: return channel == .apple || pay.call != nil
        case .nothing, .question, .form, .confirm, .change, .readBack, .whichTopic, .whichResume,
            .startOver, .signIn, .event, .unavailable, .feedback, .queue, .agent:
            return true
        }
    }
}
