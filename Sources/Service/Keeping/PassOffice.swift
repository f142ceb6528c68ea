import BotRuntime
import Values

/// Takes customers' passes back before they end, at every process that shares the store.
///
/// A contact of whom passes were taken back has a document, for as long as one of them could still
/// hold. It is called by a name that tells nothing of the contact.
struct PassOffice: Sendable {
    private static let kind = "passes"
    /// Single passes that are remembered of a contact; of one who has more, all are taken back.
    private static let mostSingle = 50
    /// How often a document is read anew where somebody else wrote it meanwhile.
    private static let mostAttempts = 5

    let runtime: Runtime
    let passes: CustomerPasses
    let now: @Sendable () -> Timestamp

    /// The era that a pass of a contact is made in, so that it holds whatever was taken back before.
    func era(of contact: ContactKey) async throws(RuntimeError) -> Int64 {
        try await document(of: contact).map { Self.taken($0).era } ?? 0
    }

    /// Takes back one pass of a contact, or all that there are.
    ///
    /// Elsewhere they are refused within seconds.
    func takeBack(_ id: String?, of contact: ContactKey) async throws(RuntimeError) {
        for _ in 0..<Self.mostAttempts {
            let document = try await document(of: contact)
            var taken = document.map { Self.taken($0) } ?? CustomerPasses.TakenBack()
            if let id, taken.passes.count < Self.mostSingle {
                taken.passes[id] = now().adding(Self.longest)
            } else {
                // Later than any that a pass was made in, also where that is forgotten by now.
                taken.era = max(taken.era + 1, now().milliseconds)
                taken.passes = [:]
            }
            let next = Document(
                tenant: contact.tenant,
                kind: Self.kind,
                id: passes.name(of: contact),
                rev: (document?.rev ?? 0) + 1,
                body: body(taken)
            )
            guard try await runtime.put(next) else { continue }
            return try await refresh(tenant: contact.tenant)
        }
        throw .busy(retryAfterSeconds: 1)
    }

    /// Learns of what was taken back elsewhere, and forgets what has ended.
    func refresh(tenant: String) async throws(RuntimeError) {
        var taken: [String: CustomerPasses.TakenBack] = [:]
        for document in try await runtime.documents(ofTenant: tenant, kind: Self.kind) {
            if Self.end(document).map({ $0 <= now() }) ?? true {
                _ = try await runtime.remove(document)
            } else {
                taken[document.id] = Self.taken(document)
            }
        }
        passes.replaceTaken(ofTenant: tenant, with: taken)
    }

    // MARK: The document

    /// A pass that is taken back has ended by then, whatever it says.
    private static let longest = TimeSpan(seconds: CustomerPasses.lengths.upperBound)

    private func document(of contact: ContactKey) async throws(RuntimeError) -> Document? {
        try await runtime.document(
            ofTenant: contact.tenant,
            kind: Self.kind,
            id: passes.name(of: contact)
        )
    }

    private func body(_ taken: CustomerPasses.TakenBack) -> [UInt8] {
        let single = taken.passes.filter { $0.value > now() }
            .mapValues { JSON.int($0.milliseconds) }
        return JSON.object([
            "era": .int(taken.era), "passes": .object(single),
            "end": .int(now().adding(Self.longest).milliseconds),
        ]).bytes
    }

    private static func taken(_ document: Document) -> CustomerPasses.TakenBack {
        let json = (try? JSON(parsing: document.body)) ?? .null
        let single = json["passes"]?.object ?? [:]
        return CustomerPasses.TakenBack(
            era: Int64(json["era"]?.int ?? 0),
            passes: single.compactMapValues { moment in
                moment.int.map { Timestamp(milliseconds: Int64($0)) }
            }
        )
    }

    private static func end(_ document: Document) -> Timestamp? {
        (try? JSON(parsing: document.body))?["end"]?.int
            .map { Timestamp(milliseconds: Int64($0)) }
    }
}
