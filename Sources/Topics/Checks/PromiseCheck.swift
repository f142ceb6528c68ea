import Diagnostics
import Expressions
import Understanding
import Values

/// Finds texts that say a thing is done before the call that does it.
///
/// A `say` is a promise where its words claim a deed ("I've ordered it", "Done"), a call that is
/// not safe follows on its way, and none stands before it.
struct PromiseCheck {
    private let phrasing: Phrasing
    private let problems: Problems
    private let isSafe: (ActionName) -> Bool
    /// Topics that call what is not safe, themselves or by what they run.
    private let doers: Set<TopicID>

    init?(_ topics: [Topic], _ around: Surroundings, _ problems: Problems) {
        guard let phrasing = Phrasing.of(around.language) else { return nil }
        self.phrasing = phrasing
        self.problems = problems
        let actions = around.actions
        isSafe = { actions[$0.rawValue]?.action.safe ?? true }
        var doers: Set<TopicID> = []
        // Topics do not run one another in a circle, so this comes to rest.
        var grew = true
        while grew {
            grew = false
            for topic in topics where !doers.contains(topic.id) {
                guard Self.does(topic.steps, isSafe, doers) else { continue }
                doers.insert(topic.id)
                grew = true
            }
        }
        self.doers = doers
    }

    func check(_ topic: Topic) {
        var done = false
        check(topic.steps, done: &done, later: false)
    }

    /// - Parameters:
    ///   - steps: One after another.
    ///   - done: Whether something may have been done already.
    ///   - later: Whether something is done behind these steps.
    private func check(_ steps: [Step], done: inout Bool, later: Bool) {
        for (index, step) in steps.enumerated() {
            let follows = follows(steps[(index + 1)...], later)
            switch step.kind {
            case .say(let say):
                guard !done, follows, phrasing.claimsDeed(withoutHoles(say.text.source)) else {
                    continue
                }
                problems.warn(
                    .promiseBeforeDeed,
                    at: step.location,
                    "this says that it is done, and the call that does it comes later",
                    hint: "move it behind the call: what fails has not been done"
                )
            case .branch(let branch):
                var ends = false
                for list in branch.arms.map(\.steps) + [branch.otherwise] {
                    var inside = done
                    check(list, done: &inside, later: follows)
                    ends = ends || inside
                }
                done = ends
            case .loop(let loop):
                check(loop.steps, done: &done, later: follows)
            default:
                done = done || does(step)
            }
        }
    }

    /// Whether something is done before the way ends.
    private func follows(_ steps: ArraySlice<Step>, _ later: Bool) -> Bool {
        for step in steps {
            if does(step) { return true }
            switch step.kind {
            case .end, .handoff: return false
            default: continue
            }
        }
        return later
    }

    private func does(_ step: Step) -> Bool { Self.does([step], isSafe, doers) }

    private static func does(
        _ steps: [Step],
        _ isSafe: (ActionName) -> Bool,
        _ doers: Set<TopicID>
    ) -> Bool {
        steps.contains { step in
            switch step.kind {
            case .call(let call): !isSafe(call.action)
            case .run(let run): doers.contains(run.topic)
            case .branch(let branch):
                branch.arms.contains { does($0.steps, isSafe, doers) }
                    || does(branch.otherwise, isSafe, doers)
            case .loop(let loop): does(loop.steps, isSafe, doers)
            case .pay: true
            case .say, .ask, .form, .confirm, .search, .set, .signIn, .wait, .handoff, .feedback,
                .end:
                false
            }
        }
    }
}
