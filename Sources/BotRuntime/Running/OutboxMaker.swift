import Dialogue
import Messages
import Topics
import Values

/// Turns what a turn wants done into rows of the outbox.
struct OutboxMaker {
    let contact: ContactKey
    let account: Account
    let conversation: Conversation
    let place: SealedPlace
    let now: Timestamp
    let deployment: Deployment
    /// The turn of the message that set this one off.
    let cause: Int64
    /// Replies are posted to the account's gateway.
    let isPosted: Bool

    struct Rows {
        var rows: [OutboxRow] = []
        var calls: [(row: OutboxRow, request: CallRequest)] = []
        var lanes: Set<DueDestination> = []
    }

    func rows(_ effects: [Effect], after lastSeq: inout Int64) -> Rows {
        var rows = Rows()
        for effect in effects {
            switch effect {
            case .send(let reply):
                guard isPosted else { continue }
                add(
                    to: &rows,
                    &lastSeq,
                    .channel,
                    account.gateway.destination,
                    isBots: reply.sender == .bot,
                    key: "\(conversation.ordinal)/\(reply.id)",
                    kind: "reply",
                    place.seal(reply.json)
                )
            case .call(let request):
                // Whoever writes the turn makes the call, and notes the answer with the next.
                let row = add(
                    to: &rows,
                    &lastSeq,
                    .actions,
                    deployment.calls.destination(of: request),
                    key: request.key,
                    kind: "call",
                    place.seal(request, cause: cause),
                    lease: now.after(LeasePeriods().calls.seconds)
                )
                rows.calls.append((row, request))
            case .requestPerson(let packet): person("handoff", packet.id, packet.json)
            case .releasePerson: person("release", "release", .null)
            case .forward(let inbound): person("forward", "forward", inbound.json)
            case .record(.callback(let queue, let phone)):
                person(
                    "callback",
                    "callback",
                    .compact(["queue": .string(queue.rawValue), "phone": phone.map(JSON.string)])
                )
            case .setTimer, .clearTimer, .record: break
            }
        }
        return rows

        func person(_ kind: String, _ name: String, _ json: JSON) {
            add(
                to: &rows,
                &lastSeq,
                .desk,
                // The desk of one tenant holds up no other's.
                "desk/\(contact.tenant)",
                key: "\(conversation.ordinal)/\(name)/\(lastSeq + 1)",
                kind: kind,
                place.seal(json)
            )
        }
    }

    @discardableResult
    private func add(
        to rows: inout Rows,
        _ lastSeq: inout Int64,
        _ lane: OutboxRow.Lane,
        _ destination: String,
        isBots: Bool = true,
        key: String,
        kind: String,
        _ payload: [UInt8],
        lease: Timestamp? = nil
    ) -> OutboxRow {
        lastSeq += 1
        let row = OutboxRow(
            contact: contact,
            seq: lastSeq,
            lane: lane,
            destination: destination,
            n: conversation.ordinal,
            epoch: conversation.epoch,
            isBots: isBots,
            key: place.unique(key),
            kind: kind,
            payload: payload,
            due: now,
            lease: lease,
            attempts: lease == nil ? 0 : 1
        )
        rows.rows.append(row)
        if lease == nil { rows.lanes.insert(DueDestination(lane, destination)) }
        return row
    }
}
