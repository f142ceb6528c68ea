import Expressions
import Topics
import Understanding
import Values

/// Answers that nobody may read: kept apart, used where they must be, let go of.
extension Turn {
    /// A secret with a mark that tells it from every other one of the conversation.
    mutating func newSecret(_ value: Value) -> Secret {
        conversation.counters.secrets += 1
        return Secret(value, mark: conversation.counters.secrets)
    }

    /// Passes where a secret is there and holds, or where everything that needed it is done.
    ///
    /// - Returns: nil where the slot has to be asked.
    mutating func visit(
        secure slot: Slot,
        _ key: String,
        _ index: Int
    ) throws(EvaluationError) -> Flow? {
        let frame = conversation.frames[index]
        guard let answer = frame.slots[key] else { return nil }
        bind(slot.name.rawValue, to: key, of: frame)
        if answer == .null { return .next }
        switch frame.secrets?[key]?.content {
        case .held(let value):
            guard let broken = try problem(keeping: value, slot) else { return .next }
            forget(key, index)
            note(refusal: broken, of: slot.name)
            return nil
        case .spent: return .next
        case .lost, nil:
            if isSpent(key, frame) { return .next }
            forget(key, index)
            return nil
        }
    }

    /// Lets go of secrets that everything has used.
    mutating func releaseSecrets(_ index: Int) {
        let frame = conversation.frames[index]
        for (key, secret) in frame.secrets ?? [:] where secret.value != nil && isSpent(key, frame) {
            conversation.frames[index].secrets?[key]?.content = .spent
        }
    }

    /// Whether every step that reads a secret is a call that will not be made again.
    private func isSpent(_ key: String, _ frame: Frame) -> Bool {
        guard let topic = bot.topic(frame.topic) else { return true }
        let name = SlotName(key: key).rawValue
        let round = SlotName.round(ofKey: key)
        var isDone = true
        Self.walk(topic.steps) { step in
            switch step.kind {
            case .call(let call) where call.arguments.reads.contains(name):
                let memo = frame.memo[step.identity.rawValue + round]
                guard case .called = memo, bot.definition.actions[call.action]?.safe == false
                else {
                    isDone = false
                    return
                }
            // A part has the value itself, and may be run again with it.
            case .run(let run) where run.arguments.reads.contains(name): isDone = false
            // A code is forgotten when it was right or wrong, and a link may be made anew.
            case .signIn, .pay:
                if step.call?.arguments.reads.contains(name) ?? false { isDone = false }
            default: break
            }
        }
        return isDone
    }

    /// A value in the customer's words, where it may be shown.
    func shownWords(_ value: Value, _ slot: Slot?) -> String {
        slot?.secure == true ? Secrecy.mask : words(for: value)
    }

    // MARK: Heard where it was not asked

    /// What is left for a slot: the value that stands behind a secure slot's name is that slot's.
    func withoutSecrets(_ utterance: Utterance, for slot: Slot) -> Utterance {
        slot.secure ? utterance : utterance.blanking(bot.secrecy.named(in: utterance))
    }

    /// Whether a value said in passing is a slot's, where it could as well be a secure one's: only
    /// the slot's own name tells.
    func isSurely(_ value: String, of slot: Slot, in utterance: Utterance) -> Bool {
        let secrets = topTopic?.slots.filter { $0.secure && $0.name != slot.name } ?? []
        guard bot.secrecy.mayBe(value, oneOf: secrets) else { return true }
        let matcher = ChoiceMatcher(
            options: [slot.heard(in: language)],
            language: conversation.language
        )
        guard case .one(_, _, let how) = matcher.match(utterance, mode: .mention) else {
            return false
        }
        return how == .exactLabel || how == .synonym
    }

    /// Words to be used later.
    func overheard(_ words: String) -> Overheard {
        Overheard(words, mayHoldSecret: wasAskedSecurely || bot.secrecy.mayHoldSecret(words))
    }

    /// An inner failure in words that hold no secret of the conversation.
    func withoutSecrets(_ message: String) -> String {
        var message = bot.secrecy.masking(message)
        for secret in conversation.frames.flatMap({ ($0.secrets ?? [:]).values }) {
            guard let spelled = secret.value?.spelled.text, spelled.utf8.count > 2 else { continue }
            message = message.replacing(
                spelled.trimmingPrefix("\"").dropLast(spelled.hasSuffix("\"") ? 1 : 0),
                with: Secrecy.mask
            )
        }
        return message
    }

    /// Notes what the customer wrote for whoever takes over: never a secret.
    mutating func noteHeard(_ text: String) {
        heardNow = text
        wasAskedSecurely = asksSecurely
        conversation.history.lastHeard =
            wasAskedSecurely ? Secrecy.mask : bot.secrecy.masking(String(text.prefix(300)))
    }

    /// "My passcode is 271828", said while something else is asked: it is kept for its own question,
    /// and the open one takes nothing of it.
    mutating func hearNamedSecret(_ utterance: Utterance) -> Bool {
        guard !asksSecurely, case .question(let question) = conversation.waiting,
            let index = topIndex, let topic = topTopic, topic.asksSecrets
        else { return false }
        do {
            let round = SlotName.round(ofKey: question.key)
            for name in Self.slotsAsked(beside: question.slot, in: topic.steps) {
                let key = name.rawValue + round
                guard let slot = topic.slot(name), slot.secure,
                    conversation.frames[index].slots[key] == nil,
                    case .value(let value, _) = try namedSecret(slot, in: utterance)
                else { continue }
                try rebind()
                guard applies(slot), try problem(keeping: value, slot) == nil else { continue }
                rule = .answer
                try fill(slot, key, value)
                remind()
                return true
            }
        } catch {
            fault(error.message)
            return true
        }
        return false
    }

    /// A value behind the name of its secure slot.
    func namedSecret(_ slot: Slot, in utterance: Utterance) throws(EvaluationError) -> Reading {
        let matcher = ChoiceMatcher(
            options: [slot.heard(in: language)],
            language: conversation.language
        )
        guard case .one(_, let span, let how) = matcher.match(utterance, mode: .mention),
            how == .exactLabel || how == .synonym
        else { return .none }
        let before = 0..<span.upperBound
        let clause = utterance.blanking([before])
        guard !clause.isEmpty, case .value(let value, let spans) = try reading(of: slot, in: clause)
        else { return .none }
        return .value(value, spans: [span] + spans)
    }
}
