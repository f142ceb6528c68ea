import BotRuntime
import Dialogue
import Foundation
import Topics
import Values
import WebActions

/// The back ends of a bot for one conversation: its tables, which are copied, and what is elsewhere,
/// which is not.
final class SimulatedActions: BackEnd {
    /// Answers what is declared with `http`.
    typealias Elsewhere = (CallRequest, Action, Timestamp) -> CallAnswer

    private let definition: BotDefinition
    private let records: any BackEnd
    private let elsewhere: Elsewhere

    init(_ definition: BotDefinition, records: any BackEnd, elsewhere: @escaping Elsewhere) {
        self.definition = definition
        self.records = records
        self.elsewhere = elsewhere
    }

    func perform(_ request: CallRequest, at now: Timestamp) -> CallAnswer {
        guard let action = definition.actions[request.action], case .http = action.provider else {
            return records.perform(request, at: now)
        }
        return elsewhere(request, action, now)
    }

    func rows(of table: String) -> [Record] { records.rows(of: table) }

    func copy() -> any BackEnd {
        SimulatedActions(definition, records: records.copy(), elsewhere: elsewhere)
    }
}

extension WebBackEnd {
    /// Asks, and blocks the thread until the answer is there: for a terminal.
    func answer(_ request: CallRequest, at now: Timestamp) -> CallAnswer {
        let waiting = DispatchSemaphore(value: 0)
        let box = AnswerBox()
        Task.detached { [self] in
            box.answer = await perform(request, at: now)
            waiting.signal()
        }
        waiting.wait()
        return box.answer
    }
}

/// An answer on its way from a task to a thread that waits for it.
///
/// Unchecked: it is written before the semaphore is signalled, and read behind it.
private final class AnswerBox: @unchecked Sendable {
    var answer = CallAnswer(.failed)
}
