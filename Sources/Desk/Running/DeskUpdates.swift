import BotRuntime
import Crypto
import Foundation
import Values

/// What is new for an agent since they last asked.
package struct DeskUpdate: Sendable {
    /// What they see; nil where it is as it was.
    package var view: JSON?
    /// What was said in their conversations, each turn with its ticket.
    package var turns: [JSON] = []
    package var cursor: DeskCursor

    package var isEmpty: Bool { view == nil && turns.isEmpty }

    package var json: JSON {
        .compact([
            "cursor": .string(cursor.text), "desk": view, "turns": .array(turns),
        ])
    }
}

/// How far an agent has read: what they saw of the desk, and each conversation up to a turn.
///
/// Its text is `3f0a91c2.7-45.9-3`: a digest of what was seen, then tickets with their turns.
package struct DeskCursor: Hashable, Sendable {
    var seen = ""
    var turns: [Int: Int64] = [:]

    package init() {}

    /// - Returns: nil where the text is none that `text` makes.
    package init?(text: String) {
        var parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard !parts.isEmpty, parts.count <= 200 else { return nil }
        seen = String(parts.removeFirst())
        for part in parts {
            let numbers = part.split(separator: "-").map { Int64($0) }
            guard numbers.count == 2, let ticket = numbers[0].flatMap({ Int(exactly: $0) }),
                let turn = numbers[1]
            else { return nil }
            turns[ticket] = turn
        }
    }

    package var text: String {
        ([seen] + turns.sorted { $0.key < $1.key }.map { "\($0.key)-\($0.value)" })
            .joined(separator: ".")
    }
}

extension EmbeddedDesk {
    /// How often the store is asked, for what other processes have done.
    private static let pause = Duration.seconds(2)
    /// Turns of a conversation that are told at once; of a new one the last before the hand-off.
    private static let mostTurns = 50

    /// What is new for an agent; where nothing is, waits for it.
    ///
    /// Whoever asks is there: their client shows that it lives.
    package func updates(
        for agent: String,
        at tenant: String,
        after cursor: DeskCursor,
        waitingAtMost span: Duration
    ) async throws(DeskError) -> DeskUpdate {
        let end = ContinuousClock.now.advanced(by: span)
        watch.begin(tenant)
        defer { watch.end(tenant) }
        while true {
            let changes = watch.changes(of: tenant)
            try await showLife(agent, tenant)
            let update = try await update(for: agent, tenant, after: cursor)
            let rest = ContinuousClock.now.duration(to: end)
            guard update.isEmpty, rest > .zero, !Task.isCancelled, !watch.isOver else {
                return update
            }
            await watch.wait(for: tenant, after: changes, atMost: min(rest, Self.pause), clock)
        }
    }

    /// Says that an agent's client is there, as seldom as will do.
    private func showLife(_ agent: String, _ tenant: String) async throws(DeskError) {
        guard let configuration = configuration(of: tenant) else { throw .noDesk }
        guard configuration.agents[agent] != nil else { throw .refused(.unknownAgent) }
        let third = TimeSpan(seconds: max(1, configuration.lostAfter.seconds / 3))
        guard let seen = lastSeen(of: tenant)?.agents[agent]?.seen,
            seen.adding(third) <= clock.now
        else { return }
        try await take(.agent(agent, .isSeen), of: tenant)
    }

    private func update(
        for agent: String,
        _ tenant: String,
        after cursor: DeskCursor
    ) async throws(DeskError) -> DeskUpdate {
        let view = try await view(of: agent, at: tenant)
        var next = DeskCursor()
        next.seen = SHA256.digest(of: view.bytes).prefix(4)
            .map { String(format: "%02x", $0) }.joined()
        var update = DeskUpdate(cursor: next)
        if next.seen != cursor.seen { update.view = view }
        for ticket in try await look(tenant).tickets where ticket.agent == agent {
            guard let contact = ContactKey(text: ticket.request.contact), let runtime,
                ticket.isConversation
            else { continue }
            let turns: [TranscriptTurn]
            let start = cursor.turns[ticket.id]
            do throws(RuntimeError) {
                turns = try await runtime.transcript(
                    of: contact,
                    after: start ?? max(0, ticket.request.turn - 10),
                    limit: Self.mostTurns
                )
            } catch {
                throw .conversation(error)
            }
            next.turns[ticket.id] = turns.last?.turn ?? start ?? 0
            update.turns += turns.map { turn in
                [
                    "ticket": .int(Int64(ticket.id)), "turn": .int(turn.turn),
                    "at": .string(turn.at.description), "line": turn.line,
                ]
            }
        }
        update.cursor = next
        return update
    }
}
