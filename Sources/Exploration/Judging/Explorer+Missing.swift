import Dialogue
import Topics

/// What walks never came to, although they were near it often enough.
extension Explorer {
    /// How often something must have been possible until it counts that it never happened.
    private static let enough = 200
    /// The same of answers to one question, and of rounds of one loop.
    private static let enoughAnswers = 150

    /// - Parameter hidden: Topics that cannot go on somewhere: what lies behind is not judged.
    /// - Returns: Each with a walk that came as near as can be, and what it came to.
    func missing(beside hidden: Set<TopicID>) -> [(Finding, Walk, Sight)] {
        var missing: [(Finding, Walk, Sight)] = []
        for topic in bot.definition.topics where !hidden.contains(topic.id) {
            guard plan.topic == nil || reach.first.keys.contains(where: { $0.topic == topic.id })
            else { continue }
            let stuck = standstills(of: topic)
            missing += stuck
            guard stuck.isEmpty else { continue }
            missing += conditions(of: topic)
            missing += dead(topic.steps, in: topic, after: nil)
        }
        return missing
    }

    private func finding(
        _ code: Finding.Code,
        _ topic: Topic,
        _ subject: String,
        _ message: String,
        _ sight: Sight
    ) -> (Finding, Walk, Sight)? {
        reach.first[sight].map {
            (Finding(code, in: topic.id, at: subject, message), $0, sight)
        }
    }

    // MARK: No progress

    private func standstills(of topic: Topic) -> [(Finding, Walk, Sight)] {
        let slots = topic.slots.compactMap { slot -> (Finding, Walk, Sight)? in
            let asked = Sight.answered(topic.id, slot.name)
            let count = reach.count(asked)
            guard count >= Self.enoughAnswers, !reach.has(.accepted(topic.id, slot.name)) else {
                return nil
            }
            return finding(
                .noProgress,
                topic,
                slot.name.rawValue,
                "none of \(count) answers to '\(slot.name)' was taken",
                asked
            )
        }
        let loops = topic.everyStep.compactMap { step -> (Finding, Walk, Sight)? in
            guard case .loop(let loop) = step.kind, loop.atMost > 2 else { return nil }
            let judgement = Judgement(topic: topic.id, part: .goesOn(step.identity))
            let goesOn = Sight.judged(judgement, true)
            guard reach.count(goesOn) >= Self.enoughAnswers, !reach.has(.judged(judgement, false))
            else { return nil }
            return finding(
                .noProgress,
                topic,
                step.identity.rawValue,
                "none of \(reach.count(goesOn)) rounds ended this loop: its condition always holds",
                goesOn
            )
        }
        return slots + loops
    }

    // MARK: Conditions

    private func conditions(of topic: Topic) -> [(Finding, Walk, Sight)] {
        let slots = topic.slots.flatMap { slot -> [(Finding, Walk, Sight)?] in
            let parts =
                (slot.when == nil
                    ? []
                    : [(Judgement.Part.when(slot.name), "'when' of '\(slot.name)'", "when")])
                + slot.checks.indices.map {
                    (.check(slot.name, $0), "check \($0 + 1) of '\(slot.name)'", "check \($0)")
                }
            return parts.map { part, words, subject in
                let judgement = Judgement(topic: topic.id, part: part)
                return oneSided(
                    .judged(judgement, true),
                    .judged(judgement, false),
                    topic,
                    "\(slot.name)/\(subject)",
                    words
                )
            }
        }
        let steps = topic.everyStep.flatMap { step -> [(Finding, Walk, Sight)?] in
            let place = Place(topic: topic.id, step: step.identity)
            switch step.kind {
            case .branch(let branch):
                let arms = branch.arms.indices.map { arm in
                    never(
                        .way(place, .arm(arm)),
                        of: step,
                        topic,
                        "arm \(arm)",
                        arm == 0 ? "this condition" : "condition \(arm + 1) of these"
                    )
                }
                let always =
                    branch.arms.count == 1 || !branch.otherwise.isEmpty
                    ? never(.way(place, .otherwise), of: step, topic, "else", "the other case")
                    : nil
                return arms + [always]
            case .loop:
                return [never(.way(place, .round), of: step, topic, "round", "this condition")]
            case .say, .ask, .form, .confirm, .call, .search, .run, .set, .signIn, .pay, .wait,
                .handoff, .feedback, .end:
                return []
            }
        }
        return (slots + steps).compactMap(\.self)
    }

    private func oneSided(
        _ holds: Sight,
        _ fails: Sight,
        _ topic: Topic,
        _ subject: String,
        _ words: String
    ) -> (Finding, Walk, Sight)? {
        let (yes, no) = (reach.count(holds), reach.count(fails))
        guard yes + no >= Self.enough, yes == 0 || no == 0 else { return nil }
        let seen = yes > 0 ? holds : fails
        return finding(
            .impossibleCondition,
            topic,
            subject,
            "\(words) was \(yes > 0 ? "true" : "false") each of \(yes + no) times",
            seen
        )
    }

    private func never(
        _ way: Sight,
        of step: Step,
        _ topic: Topic,
        _ subject: String,
        _ words: String
    ) -> (Finding, Walk, Sight)? {
        let reached = Sight.step(Place(topic: topic.id, step: step.identity))
        guard reach.count(reached) >= Self.enough, !reach.has(way) else { return nil }
        return finding(
            .impossibleCondition,
            topic,
            "\(step.identity)/\(subject)",
            "\(words) never came true, of \(reach.count(reached)) times",
            reached
        )
    }

    // MARK: Dead steps

    private func dead(
        _ steps: [Step],
        in topic: Topic,
        after before: Step?
    ) -> [(Finding, Walk, Sight)] {
        var before = before
        var missing: [(Finding, Walk, Sight)] = []
        for step in steps {
            let place = Place(topic: topic.id, step: step.identity)
            guard reach.has(.step(place)) else {
                guard let before else { return missing }
                let near = Sight.step(Place(topic: topic.id, step: before.identity))
                guard reach.count(near) >= Self.enough,
                    let finding = finding(
                        .deadStep,
                        topic,
                        step.identity.rawValue,
                        "no walk came to '\(step.identity)', of \(reach.count(near)) that came to "
                            + "'\(before.identity)'",
                        near
                    )
                else { return missing }
                return missing + [finding]
            }
            missing += inner(of: step, in: topic)
            before = step
        }
        return missing
    }

    private func inner(of step: Step, in topic: Topic) -> [(Finding, Walk, Sight)] {
        switch step.kind {
        // A condition that never holds is said of the condition.
        case .branch(let branch):
            let place = Place(topic: topic.id, step: step.identity)
            let arms = branch.arms.indices.filter { reach.has(.way(place, .arm($0))) }
                .flatMap { dead(branch.arms[$0].steps, in: topic, after: step) }
            let otherwise =
                reach.has(.way(place, .otherwise))
                ? dead(branch.otherwise, in: topic, after: step) : []
            return arms + otherwise
        case .loop(let loop):
            let way = Sight.way(Place(topic: topic.id, step: step.identity), .round)
            return reach.has(way) ? dead(loop.steps, in: topic, after: step) : []
        case .call(let call):
            // Whether a call is refused is up to the back end: what follows is judged where it was.
            let place = Place(topic: topic.id, step: step.identity)
            let failure = call.otherwise
            let ways: [(Way, [Step])] = [
                (.refused, failure.refused), (.failed, failure.failed), (.unknown, failure.unknown),
            ]
            return ways.flatMap { way, steps in
                reach.count(.way(place, failure.way(way))) >= Self.enough
                    ? dead(steps, in: topic, after: step) : []
            }
        case .say, .ask, .form, .confirm, .search, .run, .set, .signIn, .pay, .wait, .handoff,
            .feedback, .end:
            return step.parts.flatMap { dead($0, in: topic, after: step) }
        }
    }
}

extension Sight {
    /// The topic that it is of.
    fileprivate var topic: TopicID? {
        switch self {
        case .stage(let stage): stage.topic
        case .step(let place), .way(let place, _): place.topic
        case .judged(let judgement, _): judgement.topic
        case .answered(let topic, _), .accepted(let topic, _): topic
        case .rule: nil
        }
    }
}
