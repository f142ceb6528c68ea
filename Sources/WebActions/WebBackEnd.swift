import BotRuntime
import Dialogue
import Expressions
import Foundation
import HTTP
import Topics
import Values

/// Answers the actions of a bot that are declared with `http`.
///
/// A request is made again only where that is safe: it only reads, or it carries the call's key. What
/// was sent and not answered is *unknown*.
package final class WebBackEnd: Sendable {
    private let definition: BotDefinition
    private let services: WebServices
    private let zone: TimeZone
    private let note: @Sendable (WebNote) -> Void

    /// - Parameters:
    ///   - definition: Whose actions these are.
    ///   - services: Who answers them.
    ///   - note: Told of what went wrong: nothing of it is the customer's.
    package init(
        definition: BotDefinition,
        services: WebServices,
        note: @escaping @Sendable (WebNote) -> Void
    ) {
        self.definition = definition
        self.services = services
        self.note = note
        zone = TimeZone(identifier: definition.timeZone) ?? .gmt
    }

    /// The machine that a call goes to; nil for an action that is answered elsewhere.
    package func destination(of request: CallRequest) -> String? {
        guard case .http(let web)? = definition.actions[request.action]?.provider else {
            return nil
        }
        let place = services[web.service].flatMap { HTTPDestination($0.service.url) }
        return place.map { "\($0.hostText):\($0.port)" } ?? web.service
    }

    // MARK: Limits

    static let mostAttempts = 4
    /// One attempt to read.
    private static let readTimeout = Duration.seconds(5)
    /// What changes something is listened to after the customer's patience is over, so that the
    /// conversation learns what came of it.
    private static let lateness = Duration.seconds(20)
    /// What reads ends a little before the patience does: then it is *failed*, and not *unknown*.
    private static let margin = Duration.milliseconds(200)

    /// Asks, again where that is safe, and as long as the customer waits.
    package func perform(_ request: CallRequest, at now: Timestamp) async -> CallAnswer {
        guard let action = definition.actions[request.action],
            case .http(let web) = action.provider
        else { return CallAnswer(.failed) }
        var trail = Trail(request, action, web, note)
        guard let line = services[web.service] else {
            trail.tell("the service is not set up")
            return CallAnswer(.failed)
        }
        let call: HTTPCall
        do throws(WebRequest.Failure) {
            let occasion = Environment(
                now: now,
                zone: zone,
                locale: Locale(identifier: definition.languages.first ?? "en"),
                calendar: definition.calendar
            )
            call = try WebRequest(request, action, web, line.service, occasion).call
        } catch {
            switch error {
            case .noSuchPlace: return CallAnswer(.refused)
            case .impossible(let why):
                trail.tell(why)
                return CallAnswer(.failed)
            }
        }
        let patience = Duration(
            secondsComponent: request.within.seconds,
            attosecondsComponent: Int64(request.within.nanoseconds) * 1_000_000_000
        )
        let deadline = ContinuousClock.now + max(patience - Self.margin, patience / 2)
        return await ask(call, line, until: deadline, &trail)
    }

    private func ask(
        _ call: HTTPCall,
        _ line: WebServices.Line,
        until deadline: ContinuousClock.Instant,
        _ trail: inout Trail
    ) async -> CallAnswer {
        for attempt in 1...Self.mostAttempts {
            switch await line.gate.enter(until: deadline) {
            case .open: break
            case .closed:
                trail.tell("the service failed again and again, and is left alone for a while")
                return trail.givenUp
            case .full:
                trail.tell("too many requests to the service are under way")
                return trail.givenUp
            }
            var call = call
            let left = deadline - .now
            call.timeout = trail.action.safe ? min(left, Self.readTimeout) : left + Self.lateness
            let verdict: Trail.Verdict
            do throws(HTTPClientError) {
                let reply = try await services.client.send(call, within: services.policy)
                line.gate.leave(isWell: reply.status < 500)
                verdict = trail.judge(reply)
            } catch {
                line.gate.leave(isWell: false)
                verdict = trail.judge(error)
            }
            switch verdict {
            case .answer(let answer): return answer
            case .again(let after):
                // Whoever failed together does not come back together.
                let pause = after ?? .milliseconds(Int64.random(in: 20...(100 << attempt)))
                guard attempt < Self.mostAttempts, .now + pause < deadline else {
                    return trail.givenUp
                }
                try? await Task.sleep(for: pause)
            }
        }
        return trail.givenUp
    }
}

/// Something that went wrong with a back end: for those who run the bot.
package struct WebNote: Hashable, Sendable {
    package let action: String
    package let service: String
    /// The call's `Idempotency-Key`, as the back end has it too; nil where it only reads.
    package let key: String?
    /// Nothing of it is the customer's, nor of what the back end gave.
    package let what: String
}
