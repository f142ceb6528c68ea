import Synchronization
import Values

/// Whether what is kept is as it was written.
extension Runtime {
    /// What came of looking through everything.
    package struct Inspection: Hashable, Sendable {
        /// Conversations of the tenant that were opened.
        package var conversations = 0
        package var damage: [Damage] = []
    }

    package struct Damage: Hashable, Sendable {
        /// A table, `conversation` for what is sealed, or `book`.
        package var place: String
        /// What its contact is called in the log; nil where it is nobody's.
        package var conversation: String?
        package var what: String
    }

    /// What is named of one kind.
    private static let mostNamed = 100
    private static let contactsAtOnce = 50
    /// Between so many contacts, for those who wait for a processor.
    private static let pause = Duration.milliseconds(5)

    /// Looks through the store, opens every conversation of a tenant, and holds its book against its
    /// hashes, while turns go on.
    ///
    /// - Throws: Why it could not be looked through.
    package func inspect(tenant: String) async throws(RuntimeError) -> Inspection {
        let damage = try await stored { () async throws(StoreError) in
            try await engine.damage(limit: Self.mostNamed)
        }
        var inspection = Inspection()
        // What is of nobody's is everybody's to know; what is another tenant's is not.
        let shown = damage.filter { $0.contact.map { $0.tenant == tenant } ?? true }
        inspection.damage = shown.map { found in
            Damage(
                place: found.place,
                conversation: found.contact.map { log.name(of: $0) },
                what: found.what
            )
        }
        try await openAll(of: tenant, &inspection)
        inspection.damage += try await damageOfBook(of: tenant)
        if !inspection.damage.isEmpty {
            let places = Set(inspection.damage.map(\.place)).sorted().map { JSON.string($0) }
            log.log.write(.error, "the store is damaged", ["places": .array(places)])
        }
        return inspection
    }

    private func openAll(
        of tenant: String,
        _ inspection: inout Inspection
    ) async throws(RuntimeError) {
        var last: ContactKey?
        var named = 0
        while true {
            if isStopping.load(ordering: .relaxed) { throw .stopping }
            let page: [(ContactKey, ContactRow)]
            do throws(StoreError) {
                page = try await engine.contacts(
                    ofTenant: tenant,
                    after: last,
                    limit: Self.contactsAtOnce
                )
            } catch {
                guard case .broken(let why) = error else { throw .store(error) }
                let what =
                    "of those after the first \(inspection.conversations) one cannot be read, and "
                    + "the rest was not opened: \(why)"
                inspection.damage.append(Damage(place: "contact", what: what))
                return
            }
            for (contact, row) in page {
                inspection.conversations += 1
                guard let what = fault(of: contact, row), named < Self.mostNamed else { continue }
                named += 1
                inspection.damage.append(
                    Damage(place: "conversation", conversation: log.name(of: contact), what: what)
                )
            }
            guard page.count == Self.contactsAtOnce else { return }
            last = page.last?.0
            try? await Task.sleep(for: Self.pause)
        }
    }

    /// Why a conversation cannot go on; nil where it can.
    private func fault(of contact: ContactKey, _ row: ContactRow) -> String? {
        guard row.isPlausible else { return ContactRow.implausible }
        guard let facts = StoredFacts(bytes: row.facts) else { return "who it is cannot be read" }
        do throws(RuntimeError) {
            _ = try SealedPlace(contact, since: facts.since, key: key).open(row)
            return nil
        } catch {
            return error.description
        }
    }

    private func damageOfBook(of tenant: String) async throws(RuntimeError) -> [Damage] {
        let book = try await book(ofTenant: tenant)
        guard !book.holds else { return [] }
        if let line = book.lines.first(where: { !$0.holds }) {
            let what = "line \(line.number), or one before it, was changed or taken away"
            return [Damage(place: "book", what: what)]
        }
        let what = "\(book.written) lines were written, and \(book.lines.count) are there"
        return [Damage(place: "book", what: what)]
    }
}
