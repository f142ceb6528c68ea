import Expressions
import Foundation
import Messages
import Topics
import Values

extension Turn {
    mutating func visit(
        _ pay: Pay,
        _ identity: String,
        round: String
    ) throws(EvaluationError) -> Flow {
        guard let index = topIndex else { return .left }
        if let flow = try takeUpEarlier(pay, identity) { return flow }
        switch conversation.frames[index].memo[identity] {
        case .paid(let payment):
            if let name = pay.into { environment.values[name] = payment }
            goes(.on, from: identity)
            return .next
        case .declined: return try miss(pay, identity, round: round)
        default: break
        }
        if !event.profile.paysItself {
            // Nowhere to pay at: what happens then is the same as when it is not paid.
            guard let call = pay.call else { return try miss(pay, identity, round: round) }
            switch try perform(call, Frame.link(identity), isForOneUse: true) {
            case .pending(let flow): return flow
            case .answered(_, .ok, _): break
            case .answered:
                conversation.frames[index].memo[identity] = .declined
                return try miss(pay, identity, round: round)
            }
        }
        let former = topTopic?.formerNames ?? []
        let question = standBy(
            identity,
            within: pay.within,
            read: fingerprint(of: pay.reads),
            formerly: former.map { fingerprint(of: pay.reads, formerly: $0) },
            due: try pay.amount.evaluate(in: environment)
        )
        guard let question else {
            conversation.frames[index].memo[Frame.awaiting(identity)] = nil
            conversation.frames[index].memo[identity] = .declined
            say(.payTimedOut)
            return try miss(pay, identity, round: round)
        }
        conversation.waiting = .payment(question)
        try ask(pay, question)
        return .wait(.payment(question))
    }

    private mutating func miss(
        _ pay: Pay,
        _ identity: String,
        round: String
    ) throws(EvaluationError) -> Flow {
        goes(.otherwise, from: identity)
        if let name = pay.into { environment.values[name] = .null }
        return try visit(pay.otherwise, round: round)
    }

    /// Shows what is to be paid, and where.
    mutating func ask(_ pay: Pay, _ question: StepQuestion) throws(EvaluationError) {
        guard case .money(let total) = try pay.amount.evaluate(in: environment) else {
            throw EvaluationError(.failed("there is no amount to pay"))
        }
        var items: [PayControl.Item] = []
        for item in pay.items {
            guard case .money(let amount) = try item.amount.evaluate(in: environment) else {
                continue
            }
            items.append(
                PayControl.Item(title: try item.title.render(in: environment), amount: amount)
            )
        }
        var links: [Link] = []
        if !event.profile.paysItself, let frame = conversation.frames.last,
            case .called(_, _, let answer)? = frame.memo[Frame.link(question.step.rawValue)]
        {
            links = [Link(url: answer.text("url") ?? "", title: render(.payLink))]
        }
        send(
            text: try pay.text.render(in: environment),
            links: links,
            control: Control(
                question: question.id,
                kind: .pay(PayControl(items: items, total: total))
            )
        )
    }

    // MARK: What became of it

    /// Money that came counts whoever has the conversation; nothing about it is said while people
    /// own it.
    mutating func takePayment(_ payment: PaymentResult, _ inbound: Inbound) {
        // Told twice it is still one payment.
        if let id = payment.question, conversation.settled.contains(id) { return }
        defer { if conversation.owner.isPeople { effects.append(.forward(inbound)) } }
        guard let id = payment.question, let (frame, step) = awaited(id),
            case .awaiting(let open)? = conversation.frames[frame].memo[Frame.awaiting(step)],
            case .money(let due)? = open.due
        else { return takeLate(payment) }
        conversation.frames[frame].memo[Frame.awaiting(step)] = nil
        switch payment.status {
        case .ok:
            settle(id)
            let amount = payment.amount ?? due
            guard amount == due else {
                conversation.frames[frame].memo[step] = .declined
                return takeLate(payment)
            }
            conversation.frames[frame].memo[step] = .paid(
                .record(
                    Record(
                        shape: Pay.row.name,
                        fields: [
                            "reference": .string(payment.reference ?? id),
                            "amount": .money(amount),
                        ]
                    )
                )
            )
            conversation.frames[frame].order.append(Frame.effect)
            record(.payment(payment, isLate: false))
        case .failed, .cancelled:
            conversation.frames[frame].memo[step] = .declined
            if case .payment = conversation.waiting, frame == topIndex { say(.payFailed) }
        }
        if frame == topIndex { conversation.owesAnswer = true }
        goOn(at: frame)
    }

    private mutating func settle(_ question: String) {
        conversation.settled = (conversation.settled + [question]).suffix(10)
    }

    /// Money for something that was given up, or another sum than was asked for: nothing is done
    /// with it here, and a person puts it right.
    private mutating func takeLate(_ payment: PaymentResult) {
        guard payment.status == .ok else { return }
        if let id = payment.question { settle(id) }
        record(.payment(payment, isLate: true))
        guard conversation.owner == .bot else { return }
        say(.paidLate, purpose: .notice)
        handOff(reason: .payment, queue: currentQueue, notice: nil)
    }
}

extension ChannelProfile {
    /// Whether the channel takes payments itself.
    ///
    /// Source: Apple's conversation-starter pages: Apple Pay works on every device there; the
    /// other channels have none everywhere.
    var paysItself: Bool { channel == .apple }
}
