import BotRuntime
import Dialogue
import Expressions
import HTTP
import Topics
import Values

/// The attempts at one call, and what is known of it after each.
struct Trail {
    let action: Action
    let web: WebCall
    let note: @Sendable (WebNote) -> Void
    /// The back end may have done what an earlier attempt asked for.
    private var mayHaveArrived = false

    private let key: String?

    init(
        _ request: CallRequest,
        _ action: Action,
        _ web: WebCall,
        _ note: @escaping @Sendable (WebNote) -> Void
    ) {
        self.action = action
        self.web = web
        self.note = note
        key = action.safe ? nil : WebRequest.idempotencyKey(request.key)
    }

    enum Verdict: Hashable {
        case answer(CallAnswer)
        /// After that time, where the back end names one.
        case again(after: Duration?)
    }

    func tell(_ what: String) {
        note(
            WebNote(
                action: action.name.rawValue,
                service: web.service,
                key: key,
                what: what
            )
        )
    }

    /// Nothing more is tried.
    var givenUp: CallAnswer {
        CallAnswer(!action.safe && mayHaveArrived ? .unknown : .failed)
    }

    mutating func judge(_ error: HTTPClientError) -> Verdict {
        tell("\(error)")
        mayHaveArrived = mayHaveArrived || error.mayHaveArrived
        switch error {
        case .refused, .replyTooLarge, .cancelled: return .answer(givenUp)
        case .notSent, .unknown: return .again(after: nil)
        }
    }

    mutating func judge(_ reply: HTTPReply) -> Verdict {
        if web.empty.contains(reply.status) { return .answer(CallAnswer(.ok, nothing)) }
        if let type = problemType(reply), web.refusals.contains(.problem(type)) {
            return .answer(CallAnswer(.refused))
        }
        if web.refusals.contains(.status(reply.status)) {
            // What an earlier attempt did may be why this one is refused.
            return .answer(mayHaveArrived && !action.safe ? givenUp : CallAnswer(.refused))
        }
        switch reply.status {
        case 200..<300: return .answer(read(reply))
        case 429, 503:
            tell("it answered \(reply.status)")
            return .again(after: retryAfter(reply))
        case 500...:
            tell("it answered \(reply.status)")
            mayHaveArrived = true
            return .again(after: retryAfter(reply))
        case 300..<400:
            tell("it answered \(reply.status): redirects are not followed")
            return .answer(givenUp)
        default:
            tell("it answered \(reply.status)")
            return .answer(givenUp)
        }
    }

    private func retryAfter(_ reply: HTTPReply) -> Duration? {
        reply.headers["retry-after"].flatMap { Int64($0) }.map { .seconds(min(3600, max(0, $0))) }
    }

    private func problemType(_ reply: HTTPReply) -> String? {
        guard let kind = reply.headers["content-type"],
            kind.lowercased().hasPrefix("application/problem+json")
        else { return nil }
        return (try? JSON(parsing: reply.body, limits: .border))?["type"]?.string
    }

    // MARK: The answer

    private var nothing: Value {
        if case .list? = action.gives?.unwrapped { return .list([]) }
        return .null
    }

    /// Keys and texts of an answer; its bytes are limited before.
    private static let limits = JSON.Limits(depth: 64, keys: 20_000, string: 65_536)

    private mutating func read(_ reply: HTTPReply) -> CallAnswer {
        guard let type = action.gives else { return CallAnswer(.ok) }
        let fault: String
        do {
            let json = try JSON(parsing: reply.body, limits: Self.limits)
            return CallAnswer(.ok, try AnswerReader(call: web).value(of: json, as: type))
        } catch let error as AnswerReader.Fault {
            fault = error.description
        } catch {
            fault = "what it answered is no JSON"
        }
        tell(fault)
        // It was done, and what it gave is not known.
        mayHaveArrived = true
        return givenUp
    }
}
