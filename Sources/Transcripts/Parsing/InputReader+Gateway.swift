import BotRuntime
import Diagnostics
import Dialogue
import Messages
import Topics
import Values

/// What stands behind `!`: the desk, the gateway and the world around.
extension InputReader {
    private static let verbs = [
        "desk", "people", "line", "profile", "closed", "typing", "again", "new", "verified",
        "signed_in", "paid", "told", "event",
    ]

    func gateway(_ rest: Substring) -> Outcome {
        let (verb, body) = rest.firstWord
        switch verb {
        case "desk": return desk(body)
        case "people": return people(body)
        case "line":
            let (place, wait) = placeAndWait(body)
            guard place != nil || wait != nil else {
                return fail("bad-line", body, "a line has a place or a wait", "! line 3 wait 5m")
            }
            return .success(.event(.line(place: place, wait: wait)))
        case "profile": return profile(body)
        case "closed": return .success(.event(.inbound(.closed)))
        case "typing": return .success(.event(.inbound(.typing(true))))
        case "again": return .success(.again)
        case "new": return .success(.event(.new))
        case "verified":
            guard body == "yes" || body == "no" else {
                return fail("bad-value", body, "verified is yes or no", "! verified no")
            }
            return .success(.event(.verified(body == "yes")))
        case "signed_in": return signedIn(body)
        case "paid": return paid(body)
        case "told": return told(body)
        case "event": return event(body)
        default:
            return .failure(
                line.error(
                    "unknown-event",
                    at: verb,
                    "'! \(verb)' is nothing that happens",
                    hint: nearest(to: String(verb), in: Self.verbs).map { "did you mean '\($0)'?" }
                        ?? "it is one of \(Self.verbs.joined(separator: ", "))"
                )
            )
        }
    }

    /// `customer-7`, `failed`.
    private func signedIn(_ body: Substring) -> Outcome {
        guard !body.isEmpty else {
            return fail("bad-value", body, "signed in as whom?", "! signed_in customer-7")
        }
        return .success(.signedIn(subject: body == "failed" ? nil : String(body)))
    }

    /// `ok P-1`, `failed`, `cancelled`.
    private func paid(_ body: Substring) -> Outcome {
        let (word, reference) = body.firstWord
        guard let status = PaymentResult.Status(rawValue: String(word)) else {
            return fail("bad-value", body, "paid is ok, failed or cancelled", "! paid ok P-1")
        }
        return .success(.paid(status, reference: reference.isEmpty ? nil : String(reference)))
    }

    /// `orders.shipped {"order":"ORD-1"}`.
    private func told(_ body: Substring) -> Outcome {
        let (name, words) = body.firstWord
        let example = "! told orders.shipped {\"order\":\"ORD-1\"}"
        guard !name.isEmpty else {
            return fail("bad-value", body, "the back end tells the name of an event", example)
        }
        guard !words.isEmpty else {
            return .success(.event(.inbound(.backEnd(event: String(name), gives: .null))))
        }
        do {
            let gives = try JSON(parsing: String(words))
            return .success(.event(.inbound(.backEnd(event: String(name), gives: gives))))
        } catch {
            return fail("bad-event", words, "this is not valid JSON", example)
        }
    }

    private func event(_ body: Substring) -> Outcome {
        do {
            let json = try JSON(parsing: String(body))
            // Read once now, so that a mistake is found before anything runs.
            _ = try SimulatedEvent(json: json, current: ChannelProfile(channel: .web))
            return .success(.json(json))
        } catch let error as InboundError {
            return fail("bad-event", body, error.reason, "! event {\"text\":\"hello\"}")
        } catch {
            return fail("bad-event", body, "this is not valid JSON", "! event {\"text\":\"hello\"}")
        }
    }

    // MARK: The desk

    private func desk(_ body: Substring) -> Outcome {
        // `Dana: text`, but not `accept Dana`: a name is one word or more, ended by a colon.
        if let colon = body.firstIndex(of: ":"), !Self.isTime(body, colon) {
            let name = body[..<colon].trimmedPart
            let text = body[body.index(after: colon)...].trimmedPart
            return .success(
                desk(DeskEvent(.message, agent: String(name), text: String(text)))
            )
        }
        let (verb, rest) = body.firstWord
        let name = rest.isEmpty ? nil : String(rest)
        switch verb {
        case "accept", "accepted": return .success(desk(DeskEvent(.accepted, agent: name)))
        case "created": return .success(desk(DeskEvent(.created, queue: name)))
        case "offered": return .success(desk(DeskEvent(.offered, agent: name)))
        case "typing": return .success(desk(DeskEvent(.typing, agent: name)))
        case "decline", "declined": return .success(desk(DeskEvent(.declined, agent: name)))
        case "close", "closed": return .success(desk(DeskEvent(.closed)))
        case "fail", "failed": return .success(desk(DeskEvent(.failed)))
        case "queued", "queue":
            let (place, wait) = placeAndWait(rest)
            return .success(desk(DeskEvent(.queued, place: place, wait: wait)))
        case "transfer", "transferred":
            if let agent = rest.behind("to ") {
                return .success(desk(DeskEvent(.transferred, agent: String(agent))))
            }
            return .success(desk(DeskEvent(.transferred, queue: name)))
        case "callback":
            let (time, queue) = rest.firstWord
            guard let at = Timestamp(time) else {
                return fail(
                    "bad-time",
                    time,
                    "'\(time)' is no moment",
                    "! desk callback 2026-03-03T15:00:00Z mortgages"
                )
            }
            return .success(
                desk(DeskEvent(.callback, queue: queue.isEmpty ? nil : String(queue), at: at))
            )
        default:
            return .failure(
                line.error(
                    "unknown-event",
                    at: verb,
                    "the desk does not '\(verb)'",
                    hint:
                        "it can accept NAME, decline, queued N, transfer QUEUE, transfer to NAME, "
                        + "callback TIME, close, fail, or say NAME: words"
                )
            )
        }
    }

    private func desk(_ event: DeskEvent) -> TranscriptInput { .event(.inbound(.desk(event))) }

    /// Whether a colon stands in a time of day.
    private static func isTime(_ body: Substring, _ colon: Substring.Index) -> Bool {
        body.hasPrefix("callback ") && body[..<colon].last?.isNumber == true
    }

    /// `3 wait 5m`.
    private func placeAndWait(_ body: Substring) -> (place: Int?, wait: TimeSpan?) {
        let words = body.split(whereSeparator: \.isWhitespace)
        var wait: TimeSpan?
        if let index = words.firstIndex(of: "wait"), index + 1 < words.count {
            wait = TimeSpan(words[index + 1])
        }
        return (words.first.flatMap { Int($0) }, wait)
    }

    /// `closed mortgages`.
    private func people(_ body: Substring) -> Outcome {
        let (word, rest) = body.firstWord
        guard let state = DeskSnapshot.State(rawValue: String(word)) else {
            let states = DeskSnapshot.State.allCases.map(\.rawValue).joined(separator: ", ")
            return fail(
                "bad-people",
                word.isEmpty ? body : word,
                "people are \(states)",
                "! people closed mortgages"
            )
        }
        return .success(.event(.people(rest.isEmpty ? nil : QueueID(String(rest)), state)))
    }

    /// `whatsapp QUICK,LIST`.
    private func profile(_ body: Substring) -> Outcome {
        let (word, rest) = body.firstWord
        guard let channel = Channel(rawValue: String(word)) else {
            return .failure(line.unknownChannel(word))
        }
        let profile =
            rest.isEmpty
            ? ChannelProfile(channel: channel)
            : ChannelProfile(channel: channel, capabilityList: String(rest))
        return .success(.event(.profile(profile)))
    }
}
