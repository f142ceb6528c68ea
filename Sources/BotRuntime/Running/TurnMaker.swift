import Crypto
import Dialogue
import Foundation
import Messages
import Topics
import Values

/// Makes a turn out of what was loaded and what happened: everything that is to be written, and
/// nothing done yet.
struct TurnMaker {
    let work: TurnWork
    let now: Timestamp
    let desk: DeskSnapshot
    let key: SealingKey
    let shelf: DeploymentShelf
    let hiding: CardHiding

    /// A turn before it is written.
    struct Draft {
        let commit: TurnCommit
        let conversation: Conversation
        let outcome: TurnOutcome
    }

    /// - Parameters:
    ///   - base: What is kept of the contact.
    ///   - isPromised: Whoever waits gets the replies: they are posted to nobody.
    /// - Returns: nil where nothing came of it that is worth a turn.
    /// - Throws: What is kept cannot be read, or the account has no bot.
    func make(_ base: TurnBase, isPromised: Bool) throws(RuntimeError) -> Draft? {
        let known = base.row.flatMap { StoredFacts(bytes: $0.facts) }
        var stored = known ?? StoredFacts(since: now)
        stored.take(work.facts)
        stored.take(order: work.order)
        guard isOfSomebody(base.row, since: stored.since) else { return nil }
        stored.take(digits: work.digits)
        let profile = stored.profile(on: work.account.channel)
        let place = SealedPlace(work.contact, since: stored.since, key: key)
        var before = base.conversation
        if before == nil, let row = base.row { before = try place.open(row) }
        let begins = before.map { $0.owner == .nobody } ?? true
        guard
            let deployment = shelf.deployment(
                for: AccountKey(work.contact),
                contact: work.contact,
                ordinal: (before?.ordinal ?? 0) + (begins ? 1 : 0),
                bot: begins ? nil : before?.bot
            )
        else { throw .unknownAccount }
        let bot = deployment.bot
        let conversation =
            before
            ?? Conversation(
                contact: work.contact.user,
                ordinal: 1,
                language: bot.language(for: stored.facts.locale),
                profile: profile
            )
        var making = Making(
            conversation: conversation,
            report: TurnReport(conversation, at: now, secure: deployment.secure),
            deployment: deployment
        )
        if case .result(let request, let answer) = work.trigger {
            making.report.add(request, answer.outcome)
            making.note(request, answer.outcome)
        }
        let template = Event(
            at: now,
            profile: profile,
            contact: stored.contact(work.contact, at: now),
            desk: desk,
            kind: .fault("")
        )
        let isPoison = base.tries >= Self.mostTries
        for kind in kinds(for: conversation, isPoison: isPoison) {
            making.run(kind, template, place)
        }
        let next = making.conversation
        if let request = work.givenUp, !next.isUnderWay(request.key) {
            making.report.add(request, .unknown)
            making.note(request, .unknown)
        }
        // Whoever waits for a number must see that it has come.
        if work.order == nil, making.effects.isEmpty, base.row != nil, !isPoison,
            !lapses(base.row), next == before
        {
            return nil
        }
        let rev = (base.row?.rev ?? 0) + 1
        var row = ContactRow(
            rev: rev,
            n: next.ordinal,
            owner: next.owner.rawValue,
            epoch: next.epoch,
            bot: bot.id,
            state: place.seal(next),
            facts: stored == known ? base.row?.facts ?? [] : stored.bytes,
            lastSeq: base.row?.lastSeq ?? 0,
            wake: wake(for: next, base.row),
            updated: now
        )
        let isPosted = work.account.posts && !isPromised
        let outbox = OutboxMaker(
            contact: work.contact,
            account: work.account,
            conversation: next,
            place: place,
            now: now,
            deployment: deployment,
            cause: work.cause ?? rev,
            isPosted: isPosted
        ).rows(making.effects, after: &row.lastSeq)
        var commit = TurnCommit(
            contact: work.contact,
            base: base.row?.rev ?? 0,
            baseAt: base.isRemembered ? base.row?.updated : nil,
            message: work.message.map { ($0, work.bodyHash) },
            row: row
        )
        commit.outbox = outbox.rows
        commit.settles = work.settles
        if next.owner == .agent, conversation.owner != .agent || next.ordinal > conversation.ordinal
        {
            commit.drops = .bot(n: next.ordinal, before: next.epoch)
        }
        if work.closes != nil || making.effects.contains(where: \.withdrawsConsent) {
            commit.drops = .all
        }
        commit.entries = EntryMaker(
            contact: work.contact,
            rev: rev,
            now: now,
            bot: bot,
            standing: Standing(conversation),
            isHandedOver: next.counters.handoffs > 0,
            hiding: hiding
        )
        .entries(making.effects)
        commit.rewrites = hiding.turns.map { TurnBody.rewritten($0.row, $0.hidden, place) }
        commit.entries += hiding.entries
        if isPoison { commit.dead = letter(bot) }
        let line = making.report.json(isPosted: isPosted)
        let body = TurnBody(
            work: work,
            line: line,
            hiding: hiding,
            bot: bot,
            rev: rev,
            place: place
        )
        if !body.isEmpty {
            commit.turn = TurnRow(
                contact: work.contact,
                rev: rev,
                n: next.ordinal,
                at: now,
                cause: work.cause ?? rev,
                body: body.bytes
            )
        }
        return Draft(
            commit: commit,
            conversation: next,
            outcome: TurnOutcome(
                rev: rev,
                cause: work.cause ?? rev,
                line: line,
                calls: outbox.calls,
                lanes: outbox.lanes,
                drops: commit.drops != nil,
                notes: making.notes + making.effects.compactMap { TurnNote($0) }
                    + (isPoison ? [.quarantined] : []),
                isPeoples: next.owner == .agent,
                deployment: deployment
            )
        )
    }

    /// Processes that a message may take with it before it is put aside.
    static let mostTries = 3

    private func kinds(for conversation: Conversation, isPoison: Bool) -> [Event.Kind] {
        if isPoison { return [.fault("a message stopped the process \(Self.mostTries) times")] }
        switch work.trigger {
        case .inbound(let inbound): return [.inbound(inbound)]
        case .result(let request, let answer):
            return [.callResult(key: request.key, outcome: answer.outcome, value: answer.value)]
        case .timer:
            return conversation.firstTimer(dueAt: now).map { [.timer($0)] } ?? []
        }
    }

    /// Whether the turn is about a contact that is still there: one that was erased comes back by
    /// writing, and as somebody else.
    private func isOfSomebody(_ row: ContactRow?, since: Timestamp) -> Bool {
        switch work.trigger {
        case .timer: row != nil
        case .result: row != nil && work.since.map { $0 == since } ?? true
        // What was sent to them was read, or they were handed over, before.
        case .inbound(.status): row != nil
        case .inbound(.desk(let desk)): row != nil || desk.handoff == nil
        case .inbound(.closed): work.closes.map { $0 == row?.n } ?? true
        case .inbound: true
        }
    }

    /// Whether the moment to look for a timer has come without one: another is to be written.
    private func lapses(_ row: ContactRow?) -> Bool {
        guard case .timer = work.trigger, let wake = row?.wake else { return false }
        return wake <= now
    }

    /// When to look for a timer next.
    ///
    /// Each message puts its timers off: a moment that is too early is left as it is, since looking
    /// once in vain costs less than writing it anew with every turn.
    private func wake(for conversation: Conversation, _ row: ContactRow?) -> Timestamp? {
        let first = conversation.timers.values.min()
        guard let old = row?.wake, old > now else { return first }
        guard let first else { return old }
        return min(first, old)
    }

    private func letter(_ bot: Bot) -> DeadLetter? {
        guard let message = work.message else { return nil }
        var body = JSON.null
        if case .inbound(let inbound) = work.trigger {
            body = hiding.masking(bot.secrecy.masking(inbound).json)
        }
        return DeadLetter(
            contact: work.contact,
            reference: message.reference,
            why: "it stopped the process \(Self.mostTries) times",
            body: body.bytes,
            at: now
        )
    }
}

extension TurnMaker {
    /// A conversation on its way through the steps of one turn.
    private struct Making {
        var conversation: Conversation
        var report: TurnReport
        let deployment: Deployment
        var effects: [Effect] = []
        /// Of calls that came to nothing.
        var notes: [TurnNote] = []

        mutating func note(_ request: CallRequest, _ outcome: CallOutcome) {
            if let note = TurnNote(request, outcome) { notes.append(note) }
        }

        /// One event, and what comes back at once of the calls that it makes.
        mutating func run(_ kind: Event.Kind, _ template: Event, _ place: SealedPlace) {
            var queue = [kind]
            var steps = 0
            while !queue.isEmpty, steps < Simulation.mostSteps {
                steps += 1
                var event = template
                event.kind = queue.removeFirst()
                let transition = step(conversation, event, in: deployment.bot)
                conversation = transition.conversation
                report.add(transition)
                for effect in transition.effects {
                    // What only reads may be asked again: a crash before the turn is written costs
                    // nothing.
                    guard case .call(let request) = effect,
                        deployment.bot.definition.actions[request.action]?.safe == true,
                        let answer = deployment.calls.answerAtOnce(
                            place.scoped(request),
                            at: template.at
                        )
                    else {
                        if case .call(let request) = effect { report.add(request, nil) }
                        effects.append(effect)
                        continue
                    }
                    report.add(request, answer.outcome)
                    note(request, answer.outcome)
                    queue.append(
                        .callResult(
                            key: request.key,
                            outcome: answer.outcome,
                            value: answer.value
                        )
                    )
                }
            }
            report.finish(conversation, at: template.at)
        }
    }
}

extension Conversation {
    /// The timer that a moment has come for, the first where there are several.
    func firstTimer(dueAt now: Timestamp) -> TimerName? {
        timers.filter { $0.value <= now }
            .min { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }?.key
    }

    /// The key of the call whose answer is waited for.
    var callUnderWay: String? {
        for memo in frames.flatMap(\.memo.values) {
            if case .calling(let record) = memo { return record.key }
        }
        return nil
    }
}

extension TurnReport {
    /// The line, which says where its replies go.
    fileprivate func json(isPosted: Bool) -> JSON {
        guard isPosted, !replies.isEmpty, var fields = json.object else { return json }
        fields[AnswerLine.posted] = true
        return .object(fields)
    }
}

extension Effect {
    /// Whether the customer wants nothing more: what waits is not sent either.
    fileprivate var withdrawsConsent: Bool {
        if case .record(.consent(granted: false, _)) = self { true } else { false }
    }
}
