import Expressions
import Topics
import Values

extension Turn {
    /// Runs another topic as a part, in a frame of its own.
    mutating func visit(_ run: Run, _ identity: String) throws(EvaluationError) -> Flow {
        guard let index = topIndex else { return .left }
        let arguments = fingerprint(of: run.arguments.reads)
        if let flow = takeUpEarlier(run, identity) { return flow }
        if case .ran(let before, let value, let didSomething, _) = conversation.frames[index]
            .memo[identity],
            before == arguments || didSomething
                || isMade(before, { fingerprint(of: run.arguments.reads, formerly: $0) })
        {
            if let name = run.into { environment.values[name] = value }
            return .next
        }
        try burn()
        var given: [String: Value] = [:]
        for argument in run.arguments {
            given[argument.name] = try argument.value.evaluate(in: environment)
        }
        var frame = frame(for: run, identity, index)
        frame.takes = given
        for parameter in bot.topic(run.topic)?.takes ?? [] where parameter.secure {
            guard let value = given[parameter.name], value != .null else { continue }
            frame.takes[parameter.name] = Secret.standIn
            frame.secrets = frame.secrets ?? [:]
            frame.secrets?[parameter.name] = newSecret(value)
        }
        conversation.frames[index].memo[identity] = .running(arguments)
        conversation.frames.append(frame)
        return .again
    }

    /// The frame of the part: a new one, or the one that was left for a correction.
    private mutating func frame(for run: Run, _ identity: String, _ index: Int) -> Frame {
        if case .paused(let frame) = conversation.frames[index].memo[identity],
            frame.topic == run.topic
        {
            var frame = frame
            frame.caller = identity
            let heard = conversation.frames[index].unread.filter { !frame.unread.contains($0) }
            frame.unread = (frame.unread + heard).suffix(3)
            return frame
        }
        conversation.counters.runs += 1
        var frame = Frame(topic: run.topic, run: conversation.counters.runs)
        frame.caller = identity
        // What the customer has said may answer the part's questions first.
        frame.unread = conversation.frames[index].unread
        return frame
    }
}
