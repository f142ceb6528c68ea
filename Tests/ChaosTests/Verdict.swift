import BotRuntime
import Crypto
import Values

/// A promise that a run may find broken.
enum Invariant: String, CaseIterable, Comparable, Sendable {
    /// Each accepted message is processed exactly once.
    case once = "I1"
    /// Turns follow each other without a gap, each made of what the one before it left.
    case turns = "I2"
    /// The numbers of the outbox have no gap.
    case sequence = "I3"
    /// Nothing is sent that was not written.
    case written = "I4"
    /// What was written reaches the gateway, if it was not dropped.
    case delivered = "I5"
    /// First deliveries keep each conversation's order.
    case order = "I6"
    /// Once the faults are over, everything is accepted, answered and sent.
    case liveness = "I7"
    /// After a takeover was answered the bot is silent.
    case takeover = "I8"
    /// A message that comes again has the same answer.
    case answer = "I9"
    /// A call is made once for each key.
    case calls = "I10"

    static func < (one: Invariant, other: Invariant) -> Bool {
        one.rawValue < other.rawValue
    }
}

/// What a customer's conversation looks like when all is over.
struct Aftermath: Sendable {
    let user: String
    var row: ContactRow?
    var turns: [(row: TurnRow, line: JSON)] = []
    var outbox: [OutboxRow] = []
    /// In their order.
    var posts: [Gateway.Post] = []
    var accepted: Set<String> = []
    var takenOver: ContinuousClock.Instant?
    /// Messages that the processes which died at random had in hand three times: a person has the
    /// conversation since then, and the bot notes no more.
    var putAside: [String] = []

    /// Everything that does not hold, with what shows it.
    var broken: [(Invariant, String)] {
        var found: [(Invariant, String)] = []
        func hold(_ invariant: Invariant, _ holds: Bool, _ what: @autoclosure () -> String) {
            if !holds { found.append((invariant, "\(user): \(what())")) }
        }
        let processed = turns.filter { ["in", "desk"].contains($0.line["source"]?.string) }
            .compactMap { $0.line["id"]?.string }
        hold(.once, processed.count == Set(processed).count, "twice: \(Self.repeated(processed))")
        hold(.once, Set(processed) == accepted, "\(accepted.symmetricDifference(processed))")

        let revisions = turns.map(\.row.rev)
        hold(.turns, revisions == Array(1...max(1, Int64(turns.count))), "\(revisions)")
        hold(.turns, row?.rev == revisions.last, "\(String(describing: row?.rev))")
        let numbers = said.compactMap { Int($0.prefix { $0 != ":" }) }
        hold(.turns, numbers == Array(0..<numbers.count).map { $0 + 1 }, "\(numbers)")
        if takenOver == nil, putAside.isEmpty {
            let notes = said.compactMap { $0.split(separator: " ").last.map { "m\($0)" } }
            let lost = accepted.subtracting(notes).subtracting(["start"])
            let without = turns.filter { lost.contains($0.line["id"]?.string ?? "") }
            let lines = without.map { "\($0.row.rev) \($0.line.text)" }
            hold(.turns, lost.isEmpty, "written down and forgotten: \(lost), \(lines)")
        }

        hold(.sequence, outbox.map(\.seq) == Array(1...max(1, row?.lastSeq ?? 0)), "a gap")

        let rows = Dictionary(outbox.filter { $0.lane == .channel }.map { (Self.id($0), $0) }) {
            first,
            _ in first
        }
        for post in posts {
            hold(.written, rows[post.id] != nil, "no such row: \(post.reply.text)")
            hold(.written, texts[Self.name(post)] == post.reply["text"]?.string, post.reply.text)
        }
        let taken = Set(posts.filter(\.isTaken).map(\.id))
        for (id, row) in rows where row.state != .dropped {
            hold(
                .delivered,
                row.state == .sent && taken.contains(id),
                "\(row.seq) \(row.state) \(row.lastError ?? "")"
            )
        }
        var seen: Set<String> = []
        let first = posts.filter { $0.isTaken && seen.insert($0.id).inserted }
            .compactMap { rows[$0.id]?.seq }
        hold(.order, first == first.sorted(), "\(first)")

        // Answered, or no longer the bot's to answer when a call came back.
        let unanswered = turns.filter { turn in
            turn.line["source"]?.string == "in"
                && !turns.contains { other in
                    other.row.cause == turn.row.cause
                        && (other.line["replies"]?.array?.isEmpty == false
                            || other.line["owner"]?.string != "bot")
                }
        }
        hold(.liveness, unanswered.isEmpty, "no answer to \(unanswered.map(\.row.rev))")
        hold(.liveness, !outbox.contains { $0.state == .due && $0.lane != .desk }, "still due")

        if let takenOver {
            let late = posts.filter { $0.isBots && $0.at > takenOver }
            hold(.takeover, late.isEmpty, "\(late.compactMap { $0.reply["text"]?.string })")
        }
        return found
    }

    private var replies: [(conversation: Int, reply: JSON)] {
        turns.flatMap { turn in
            (turn.line["replies"]?.array ?? []).map { (turn.row.n, $0) }
        }
    }

    /// What the bot has said of the notes it took, in the order of the turns.
    private var said: [String] {
        replies.compactMap { $0.reply["text"]?.string }.filter { $0.contains(": \(user) entry") }
    }

    /// What each reply says, by its name.
    private var texts: [String: String] {
        Dictionary(
            replies.map { conversation, reply in
                (
                    "\(conversation)/\(reply["id"]?.string ?? "")",
                    reply["text"]?.string ?? ""
                )
            }
        ) { _, last in last }
    }

    private static func name(_ post: Gateway.Post) -> String {
        "\(post.conversation)/\(post.reply["id"]?.string ?? "")"
    }

    /// What the gateway knows a row by.
    private static func id(_ row: OutboxRow) -> String {
        hexadecimal(SHA256.digest(of: Array(row.key.utf8)).prefix(16))
    }

    private static func repeated(_ texts: [String]) -> [String] {
        Dictionary(grouping: texts) { $0 }.filter { $1.count > 1 }.map(\.key).sorted()
    }
}
