import BotRuntime
import Dialogue
import Topics
import Values
import WebActions

/// Brings each call of a bot to what answers it: the bot's own tables, or a back end elsewhere.
final class ActionPerformer: CallPerformer {
    private let records: SharedBackEnd
    private let web: WebBackEnd

    init(records: SharedBackEnd, web: WebBackEnd) {
        self.records = records
        self.web = web
    }

    func answerAtOnce(_ request: CallRequest, at now: Timestamp) -> CallAnswer? {
        web.destination(of: request) == nil ? records.answerAtOnce(request, at: now) : nil
    }

    func destination(of request: CallRequest) -> String {
        web.destination(of: request) ?? records.destination(of: request)
    }

    func perform(_ request: CallRequest, at now: Timestamp) async -> CallAnswer {
        web.destination(of: request) == nil
            ? await records.perform(request, at: now) : await web.perform(request, at: now)
    }
}
