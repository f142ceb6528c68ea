import Topics
import Values

/// Takes a frame over to another version of its topic, by what its entries are called.
///
/// What is done stays done; what is gone is forgotten, but for effects: those are kept aside, so that
/// none of them can happen twice.
struct FrameCarrier {
    let bot: Bot
    /// Answers that were let go of.
    private(set) var lost: [Prospect.Reasked] = []
    private var outlines: [TopicID: TopicOutline] = [:]

    init(_ bot: Bot) { self.bot = bot }

    mutating func outline(_ id: TopicID) -> TopicOutline? {
        if let known = outlines[id] { return known }
        guard let topic = bot.topic(id) else { return nil }
        let outline = TopicOutline(topic)
        outlines[id] = outline
        return outline
    }

    mutating func carry(_ frame: Frame) -> Frame {
        guard let outline = outline(frame.topic) else { return husk(of: frame) }
        var next = frame
        carryAnswers(of: frame, to: &next, outline)
        next.memo = [:]
        // Those that are still what they were come before those that might take their places.
        for (key, memo) in frame.memo.sorted(by: { $0.key < $1.key }) {
            if let place = place(of: memo, at: key, in: outline), next.memo[place] == nil {
                next.memo[place] = carried(memo)
            } else if isDeed(memo) {
                next.memo[Frame.earlier(key)] = memo
            }
        }
        next.refusals = frame.refusals.map { refusals in
            var kept: [String: String] = [:]
            for (name, words) in refusals {
                if let slot = outline.slot(named: name) { kept[slot.name.rawValue] = words }
            }
            return kept
        }
        return next
    }

    /// A frame whose topic is gone: what the customer answered, for a person, and what was done.
    private func husk(of frame: Frame) -> Frame {
        var husk = frame
        husk.secrets = nil
        husk.unread = []
        husk.refusals = nil
        husk.memo = frame.memo.filter { $0.key == Frame.fault || isDeed($0.value) }
        return husk
    }

    // MARK: Answers

    private mutating func carryAnswers(
        of frame: Frame,
        to next: inout Frame,
        _ outline: TopicOutline
    ) {
        next.slots = [:]
        next.secrets = frame.secrets?.filter { frame.takes[$0.key] != nil }
        for (key, value) in frame.slots {
            guard let place = outline.slotKey(key),
                let slot = outline.slot(named: SlotName(key: place).rawValue)
            else {
                lose(key, of: frame, .gone)
                continue
            }
            let secret = frame.secrets?[key]
            guard slot.secure == (secret != nil) || value == .null else {
                lose(key, of: frame, .secrecy)
                continue
            }
            guard secret?.value.map(slot.keeps) ?? (secret != nil || slot.keeps(value)) else {
                lose(key, of: frame, .type)
                continue
            }
            next.slots[place] = value
            if let secret {
                next.secrets = next.secrets ?? [:]
                next.secrets?[place] = secret
            }
        }
        next.order = frame.order.compactMap { key in
            if key == Frame.effect { return key }
            return outline.slotKey(key).flatMap { next.slots[$0] == nil ? nil : $0 }
        }
    }

    private mutating func lose(_ key: String, of frame: Frame, _ why: Prospect.Cause) {
        let name = SlotName(key: key).rawValue
        lost.append(Prospect.Reasked(topic: frame.topic, subject: name, why: why))
    }

    // MARK: What is done

    /// Where an entry of the memo stands today; nil where its step or slot is gone, or has become
    /// one of another kind.
    private func place(of memo: Memo, at key: String, in outline: TopicOutline) -> String? {
        if key == Frame.fault
            || IdentityLevel.allCases.contains(where: { Frame.identity($0) == key })
        {
            return key
        }
        switch memo {
        case .asking: return Self.moved(key, behind: Frame.asking("")) { outline.slotKey($0) }
        case .confirmed where key.hasPrefix(Frame.readBack("")):
            return Self.moved(key, behind: Frame.readBack("")) { outline.slotKey($0) }
        case .awaiting, .declined, .calling, .called, .lapsed, .confirmed, .said, .formDone,
            .running, .paused, .ran, .searched, .handedOver, .asked, .paid, .happened:
            break
        }
        for prefix in [Frame.awaiting(""), Frame.givenUp(""), Frame.link("")]
        where key.hasPrefix(prefix) {
            return Self.moved(key, behind: prefix) { name in
                outline.identity(name).flatMap { place in
                    outline.step(place)?.kind.waitsOutside == true ? place : nil
                }
            }
        }
        // An effect whose step comes back is its own again.
        let name =
            key.hasPrefix(Frame.earlier("")) ? String(key.dropFirst(Frame.earlier("").count)) : key
        guard let identity = outline.identity(name), let step = outline.step(identity),
            belongs(memo, to: step)
        else { return key == name ? nil : key }
        return identity
    }

    private static func moved(
        _ key: String,
        behind prefix: String,
        _ move: (String) -> String?
    ) -> String? {
        move(String(key.dropFirst(prefix.count))).map { prefix + $0 }
    }

    /// Whether an entry can be a step's: a label may name another kind of step today.
    private func belongs(_ memo: Memo, to step: Step) -> Bool {
        switch (memo, step.kind) {
        case (.said, .say), (.formDone, .form), (.confirmed, .confirm), (.declined, .confirm),
            (.declined, .pay), (.declined, .wait), (.searched, .search), (.handedOver, .handoff),
            (.asked, .feedback), (.paid, .pay), (.happened, .wait), (.running, .run):
            true
        case (.calling(let record), _): step.call?.action == record.action
        case (.called(let record, _, _), _): step.call?.action == record.action
        case (.lapsed, _): step.call != nil
        case (.paused(let part), .run(let run)): part.topic == run.topic
        case (.ran(_, _, _, let topic), .run(let run)): topic == nil || topic == run.topic
        default: false
        }
    }

    /// What calls that only read gave is read again where it no longer has what is read of it.
    private mutating func carried(_ memo: Memo) -> Memo {
        switch memo {
        case .called(let record, .ok, let value):
            guard let action = bot.definition.actions[record.action], action.safe,
                let gives = action.gives, !value.fits(gives)
            else { return memo }
            return .lapsed(execution: record.execution)
        case .paused(let part): return .paused(carry(part))
        default: return memo
        }
    }

    /// Whether something has happened, or is happening, that must not happen again; a part that was
    /// left is kept with it, for the step that runs its topic today.
    private func isDeed(_ memo: Memo) -> Bool {
        switch memo {
        case .calling, .paid, .paused, .ran(_, _, didSomething: true, _): true
        case .called(let record, .ok, _), .called(let record, .unknown, _):
            bot.definition.actions[record.action]?.safe != true
        case .called, .said, .formDone, .asking, .confirmed, .declined, .lapsed, .running, .ran,
            .searched, .handedOver, .asked, .awaiting, .happened:
            false
        }
    }
}

extension Frame {
    /// The memo of an effect whose step is gone, or has another name.
    static func earlier(_ identity: String) -> String {
        identity.hasPrefix("earlier ") ? identity : "earlier \(identity)"
    }
}

extension Step.Kind {
    /// Whether it waits for what comes from outside.
    fileprivate var waitsOutside: Bool {
        switch self {
        case .signIn, .pay, .wait: true
        case .say, .ask, .form, .confirm, .branch, .loop, .call, .search, .run, .set, .handoff,
            .feedback, .end:
            false
        }
    }
}
