import Crypto
import Values

/// The book of what people did who may do much.
///
/// Each line is bound to the one before it by a keyed hash, and the last one stands, with its number,
/// in a document of the tenant that nobody makes without the key: so that the newest lines cannot be
/// taken away either. A line that is older than the key's use has a plain hash.
extension Runtime {
    /// Writes a line into the book of a tenant, bound to the line before it.
    package func note(tenant: String, _ body: JSON) async {
        for _ in 0..<10 {
            guard let last = try? await engine.lastAudit(tenant) as AuditEntry?? else { return }
            let entry = AuditEntry.following(
                last,
                tenant: tenant,
                at: clock.now,
                body,
                key: bookKey
            )
            guard (try? await engine.append(entry)) == true else { continue }
            return await anchor(entry)
        }
    }

    /// A line of a tenant's book.
    package struct BookLine: Hashable, Sendable {
        /// Counts the tenant's lines, from 1; one that is missing is named by the number of the next.
        package var number: Int64
        package var at: Timestamp
        package var who: String
        package var did: String
        package var to: String
        /// Neither it nor any line before it was changed or taken away.
        package var holds: Bool
    }

    /// A tenant's book.
    package struct Book: Hashable, Sendable {
        package var lines: [BookLine]
        /// No line was changed or taken away, the last ones neither.
        package var holds: Bool
        /// How many lines were written, as far as is known: more than there are where the newest were
        /// taken away.
        package var written: Int64
    }

    /// The book of a tenant, with what of it still holds.
    package func book(ofTenant tenant: String) async throws(RuntimeError) -> Book {
        // A tenant's first line stands there a moment before what says that it is the last.
        for _ in 0..<10 {
            let (book, isBegun) = try await readBook(ofTenant: tenant)
            guard isBegun else { return book }
            try? await clock.sleep(.milliseconds(50))
        }
        return try await readBook(ofTenant: tenant).book
    }

    /// The book, and whether it has lines of which nothing says yet which is the last.
    private func readBook(
        ofTenant tenant: String
    ) async throws(RuntimeError) -> (book: Book, isBegun: Bool) {
        // Before the lines: what is written meanwhile is only more.
        let head = try await head(ofTenant: tenant)
        var reading = BookReading(key: bookKey)
        while true {
            let page = try await stored { [seq = reading.last?.seq ?? 0] () throws(StoreError) in
                try await engine.audit(tenant, after: seq, limit: 500)
            }
            let isDamaged = page.contains { $0.seq <= reading.last?.seq ?? 0 }
            for entry in page { reading.take(entry, at: head) }
            // A line whose number is none has no next one.
            guard !page.isEmpty, !isDamaged else { break }
        }
        let count = reading.last?.seq ?? 0
        let isAnchored =
            switch head {
            case .nothing: !reading.isKeyed
            case .at(let seq, _): count >= seq
            case .damaged: false
            }
        let book = Book(
            lines: reading.lines,
            holds: isAnchored && reading.holds,
            written: max(count, head.seq)
        )
        let isBegun = if case .nothing = head { reading.isKeyed } else { false }
        return (book, isBegun)
    }

    private var bookKey: [UInt8] { key.secret(for: "audit book") }

    // MARK: The head

    /// The last line that is known to have been written.
    fileprivate enum BookHead {
        /// Nothing was written since lines are keyed.
        case nothing
        case at(Int64, hash: [UInt8])
        /// Somebody else has written it.
        case damaged

        var seq: Int64 {
            switch self {
            case .nothing, .damaged: 0
            case .at(let seq, _): seq
            }
        }
    }

    private static let kind = "audit"
    private static let head = "head"

    private func head(ofTenant tenant: String) async throws(RuntimeError) -> BookHead {
        let found = try await document(ofTenant: tenant, kind: Self.kind, id: Self.head)
        return found.map { read($0) } ?? .nothing
    }

    private func read(_ document: Document) -> BookHead {
        guard let json = try? JSON(parsing: document.body), let seq = json["seq"]?.int,
            let hash = json["hash"]?.string, let proof = json["proof"]?.string,
            isEqualInConstantTime(
                Array(proof.utf8),
                Array(self.proof(of: document.tenant, Int64(seq), hash).utf8)
            )
        else { return .damaged }
        return .at(Int64(seq), hash: Array(hash.utf8))
    }

    private func proof(of tenant: String, _ seq: Int64, _ hash: String) -> String {
        hexadecimal(HMAC.sha256(of: Array("\(seq) \(hash) \(tenant)".utf8), key: bookKey))
    }

    /// Makes an entry the last one, unless a later one is.
    private func anchor(_ entry: AuditEntry) async {
        for _ in 0..<10 {
            guard
                let old = try? await document(
                    ofTenant: entry.tenant,
                    kind: Self.kind,
                    id: Self.head
                ) as Document??
            else { return }
            switch old.map({ read($0) }) ?? .nothing {
            // What somebody has changed stays so, to be seen.
            case .damaged: return
            case .at(let seq, _) where seq >= entry.seq: return
            case .nothing, .at: break
            }
            let hash = hexadecimal(entry.hash)
            let body: JSON = [
                "seq": .int(entry.seq), "hash": .string(hash),
                "proof": .string(proof(of: entry.tenant, entry.seq, hash)),
            ]
            let next = Document(
                tenant: entry.tenant,
                kind: Self.kind,
                id: Self.head,
                rev: (old?.rev ?? 0) + 1,
                body: body.bytes
            )
            if (try? await put(next)) == true { return }
        }
    }
}

/// A book as it is gone through, line after line.
private struct BookReading {
    let key: [UInt8]
    var lines: [Runtime.BookLine] = []
    var last: AuditEntry?
    var holds = true
    /// A keyed line was seen: none behind it has a plain hash.
    var isKeyed = false

    init(key: [UInt8]) { self.key = key }

    mutating func take(_ entry: AuditEntry, at head: Runtime.BookHead) {
        let isOurs = entry.isKeyed(key)
        holds = holds && entry.follows(last) && (isOurs || !isKeyed && entry.isPlain)
        isKeyed = isKeyed || isOurs
        if case .at(entry.seq, let hash) = head, hash != Array(hexadecimal(entry.hash).utf8) {
            holds = false
        }
        let body = (try? JSON(parsing: entry.body)) ?? .null
        lines.append(
            Runtime.BookLine(
                number: entry.seq,
                at: entry.at,
                who: body["who"]?.string ?? "",
                did: body["did"]?.string ?? "",
                to: body["to"]?.string ?? "",
                holds: holds
            )
        )
        last = entry
    }
}

extension AuditEntry {
    /// The entry after another, with its keyed hash over that one's.
    static func following(
        _ last: AuditEntry?,
        tenant: String,
        at now: Timestamp,
        _ body: JSON,
        key: [UInt8]
    ) -> AuditEntry {
        var entry = AuditEntry(
            tenant: tenant,
            seq: (last?.seq ?? 0) + 1,
            at: now,
            body: body.bytes,
            previousHash: last?.hash ?? [],
            hash: []
        )
        entry.hash = HMAC.sha256(of: entry.hashed, key: key)
        return entry
    }

    /// What a hash is over.
    private var hashed: [UInt8] {
        previousHash + Array("\(seq) \(at.milliseconds) ".utf8) + body
    }

    fileprivate func isKeyed(_ key: [UInt8]) -> Bool {
        isEqualInConstantTime(hash, HMAC.sha256(of: hashed, key: key))
    }

    /// As lines were written before they were keyed.
    fileprivate var isPlain: Bool { hash == SHA256.digest(of: hashed) }

    /// Whether it is bound to the entry before it.
    fileprivate func follows(_ last: AuditEntry?) -> Bool {
        seq == (last?.seq ?? 0) + 1 && previousHash == last?.hash ?? []
    }
}
