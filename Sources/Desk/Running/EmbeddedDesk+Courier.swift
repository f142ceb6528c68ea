import BotRuntime
import Messages
import Values

extension EmbeddedDesk: Courier {
    /// Takes what conversations want of people.
    ///
    /// Brought twice it is one: what an older epoch of the conversation wanted is over.
    package func deliver(_ delivery: Delivery) async -> DeliveryOutcome {
        let row = delivery.row
        guard configuration(of: row.contact.tenant) != nil else { return .delivered }
        do throws(DeskError) {
            switch row.kind {
            case "handoff": try await handOff(row, delivery.payload)
            case "release":
                try await take(
                    .released(contact: row.contact.text, epoch: row.epoch),
                    of: row.contact.tenant
                )
            case "callback": try await callBack(row, delivery.payload)
            // What the customer writes stands in the transcript: whoever reads it is told.
            default: watch.tell(row.contact.tenant)
            }
            return .delivered
        } catch {
            return .again(after: nil, why: "\(error)")
        }
    }

    private func handOff(_ row: OutboxRow, _ packet: JSON) async throws(DeskError) {
        let loaded = try await stored { () async throws(StoreError) in
            try await engine.load(row.contact, nil).row
        }
        // Somebody has taken it, or the customer has left, since the row was written.
        guard let contact = loaded, contact.epoch == row.epoch else { return }
        var request = request(row, packet, reason: packet["reason"]?.string ?? "asked")
        request.turn = try await turn(of: request.id, row, upTo: contact.rev) ?? contact.rev
        try await take(.handedOff(request), of: row.contact.tenant)
    }

    private func callBack(_ row: OutboxRow, _ wish: JSON) async throws(DeskError) {
        let loaded = try await stored { () async throws(StoreError) in
            try await engine.load(row.contact, nil).row
        }
        guard let contact = loaded else { return }
        var request = request(row, wish, reason: "callback")
        request.id = row.key
        request.turn = contact.rev
        let due = runtime?.opens(
            tenant: row.contact.tenant,
            account: row.contact.account,
            queue: request.queue,
            from: clock.now
        )
        try await take(
            .callbackWished(request, phone: wish["phone"]?.string, due: due ?? clock.now),
            of: row.contact.tenant
        )
    }

    private func request(_ row: OutboxRow, _ body: JSON, reason: String) -> Ticket.Request {
        let channel = runtime?.queues(tenant: row.contact.tenant, account: row.contact.account)?.1
        return Ticket.Request(
            contact: row.contact.text,
            id: body["id"]?.string ?? row.key,
            account: row.contact.account,
            channel: channel?.rawValue ?? "web",
            queue: body["queue"]?.string ?? "",
            reason: reason,
            language: body["language"]?.string ?? "",
            topic: body["topic"]?.string,
            epoch: row.epoch,
            turn: 0
        )
    }

    /// How far behind the last turn the one that asked may lie.
    private static let lookBack: Int64 = 40

    private func turn(
        of handoff: String,
        _ row: OutboxRow,
        upTo last: Int64
    ) async throws(DeskError) -> Int64? {
        guard let runtime else { return nil }
        do throws(RuntimeError) {
            let turns = try await runtime.transcript(
                of: row.contact,
                after: max(0, last - Self.lookBack),
                limit: Int(Self.lookBack)
            )
            return turns.last { $0.line["handoff"]?["id"]?.string == handoff }?.turn
        } catch {
            throw .conversation(error)
        }
    }
}
