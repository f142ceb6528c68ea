import Foundation
import HTTP
import Values

/// What customers and agents send: each message one to three times, in no order, to any server,
/// and again until it is accepted.
actor Traffic {
    struct Message: Hashable, Sendable {
        let user: String
        let id: String
        /// nil: an agent takes the conversation over.
        let text: String?
        /// Whoever sends it waits for the answer.
        let waits: Bool
    }

    /// Customers; of each ten two wait for their answers and two are taken over by an agent.
    static let users = (0..<10).map { "c\($0)" }
    /// The bot numbers no more than a hundred notes.
    private static let mostMessages = 90

    /// How long customers wait for the bot to have taken what they wrote, before they go on.
    private let patience: Duration

    private let berths: [Berth]
    private let gateway: Gateway
    private let client = HTTPClient()
    private var random: Seeded
    private var isEnding = false
    private var sent: [String: Int] = [:]
    /// What the bot said in its answers that it has written down.
    private var told: Set<String> = []
    private(set) var accepted: Set<Message> = []
    private(set) var takenOver: [String: ContinuousClock.Instant] = [:]
    /// The replies that each message was answered with.
    private(set) var answers: [Message: Set<[String]>] = [:]
    /// Everything that was said is accepted.
    private(set) var isThrough = false
    private(set) var copies = 0
    private(set) var refusals = 0

    init(_ berths: [Berth], _ gateway: Gateway, _ seed: UInt64, isPatient: Bool) {
        patience = isPatient ? .seconds(4) : .milliseconds(300)
        self.berths = berths
        self.gateway = gateway
        random = Seeded(seed)
    }

    /// From now on nothing new is said; what was is sent until it is accepted.
    func windUp() { isEnding = true }

    /// The fewest messages that a customer's conversation has.
    var fewest: Int { Self.users.map { sent[$0] ?? 0 }.min() ?? 0 }

    /// Talks as all customers at once, until it is wound up and everything is accepted.
    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for user in Self.users { group.addTask { try await self.talk(user) } }
            try await group.waitForAll()
        }
        isThrough = true
    }

    /// Whether a server knows of nothing that is still to be sent to the gateway or the back end.
    func isSent(from berth: Berth) async -> Bool {
        guard let address = berth.address,
            let reply = try? await client.send(
                HTTPCall(.get, address + "/metrics"),
                within: Self.loopback
            )
        else { return false }
        let lines = String(decoding: reply.body, as: UTF8.self).split(separator: "\n")
        return !lines.contains { line in
            ["channel", "actions"].contains { lane in
                line.hasPrefix("va_outbox_depth{lane=\"\(lane)\"}") && !line.hasSuffix(" 0")
            }
        }
    }

    private func talk(_ user: String) async throws {
        try await deliver(message(user, "start", "keep a ledger"))
        var number = 0
        while !isEnding, number < Self.mostMessages {
            let burst = Int.random(in: 1...2, using: &random)
            var messages = (1...burst).map { place in
                message(user, "m\(number + place)", "\(user) entry \(number + place)")
            }
            // One in ten is taken over early, one late; whoever is taken over stays it.
            if user == "c8" && number >= 2 || user == "c9" && number >= 4,
                takenOver[user] == nil
            {
                messages.append(Message(user: user, id: "takeover", text: nil, waits: false))
            }
            number += burst
            sent[user] = number
            try await withThrowingTaskGroup(of: Void.self) { group in
                for message in messages.shuffled(using: &random) {
                    group.addTask { try await self.deliver(message) }
                }
                try await group.waitForAll()
            }
            try await hear(messages)
        }
    }

    /// Waits until the bot has said that it has written everything down.
    ///
    /// Of what comes while a call is under way the bot keeps five messages, and says so of the rest.
    private func hear(_ messages: [Message]) async throws {
        let end = ContinuousClock.now + patience
        for message in messages {
            guard let text = message.text, takenOver[message.user] == nil else { continue }
            while !told.contains(text), !gateway.hasTold(message.user, of: text), !isEnding,
                ContinuousClock.now < end
            {
                try await Task.sleep(for: .milliseconds(5))
            }
        }
    }

    private func message(_ user: String, _ id: String, _ text: String) -> Message {
        Message(user: user, id: id, text: text, waits: user == "c0" || user == "c1")
    }

    /// Sends a message until it is accepted.
    private func deliver(_ message: Message) async throws {
        while !accepted.contains(message) {
            let count = Int.random(in: 1...3, using: &random)
            copies += count - 1
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<count { group.addTask { await self.send(message) } }
            }
            if !accepted.contains(message) {
                refusals += 1
                try await Task.sleep(for: .milliseconds(Int.random(in: 20...120, using: &random)))
            }
        }
    }

    private func send(_ message: Message) async {
        guard let address = berths.randomElement(using: &random)?.address else { return }
        let path = "\(address)/v1/accounts/web/contacts/\(message.user)"
        var fields: [String: JSON] = ["id": .string(message.id)]
        if let text = message.text {
            fields["text"] = .string(text)
        } else {
            fields["desk"] = "accepted"
            fields["agent"] = "Dana"
        }
        let call = HTTPCall(
            .post,
            path + (message.text == nil ? "/desk" : "/events") + (message.waits ? "?wait=8s" : ""),
            headers: [
                "Authorization": "Bearer \(message.text == nil ? "desk" : "gateway")-token-of-chaos"
            ],
            body: JSON.object(fields).bytes,
            timeout: .seconds(10)
        )
        guard let reply = try? await client.send(call, within: Self.loopback),
            (200..<300).contains(reply.status)
        else { return }
        accepted.insert(message)
        if message.text == nil, takenOver[message.user] == nil {
            takenOver[message.user] = .now
        }
        let json = (try? JSON(parsing: reply.body)) ?? .null
        guard message.waits else { return }
        let texts = (json["replies"]?.array ?? []).compactMap { $0["text"]?.string }
        told.formUnion(texts.compactMap { $0.split(separator: ": ").last.map(String.init) })
        if json["whole"]?.bool == true {
            answers[message, default: []].insert(texts)
        }
    }

    private static let loopback = EgressPolicy(
        allowed: [EgressPolicy.Allowance("127.0.0.0/8")].compactMap(\.self)
    )
}
