import BotRuntime
import Crypto
import Foundation
import Values

/// Makes tokens over HTTP and takes them back; the store keeps their hashes, never themselves.
struct TokenOffice: Sendable {
    private static let kind = "token"
    /// The use of a token is written down no more often than this.
    private static let usePrecision = TimeSpan(seconds: 3600)

    let runtime: Runtime
    let tokens: TokenBook
    let now: @Sendable () -> Timestamp

    /// A token as its document keeps it.
    private struct Kept {
        var hash: [UInt8]
        var holder: TokenBook.Holder
        var made: Timestamp

        init(hash: [UInt8], holder: TokenBook.Holder, made: Timestamp) {
            self.hash = hash
            self.holder = holder
            self.made = made
        }

        init?(_ document: Document) {
            guard let json = try? JSON(parsing: document.body),
                let hash = json["hash"]?.string.flatMap({ Data(base64Encoded: $0) }),
                let role = json["role"]?.string.flatMap(Role.init),
                let made = json["made"]?.int.map({ Timestamp(milliseconds: Int64($0)) })
            else { return nil }
            self.hash = Array(hash)
            self.made = made
            holder = TokenBook.Holder(
                principal: Principal(tenant: document.tenant, name: document.id, role: role),
                expires: json["expires"]?.int.map { Timestamp(milliseconds: Int64($0)) },
                used: json["used"]?.int.map { Timestamp(milliseconds: Int64($0)) }
            )
        }

        func document(rev: Int64) -> Document {
            let body: JSON = .compact([
                "hash": .string(Data(hash).base64EncodedString()),
                "role": .string(holder.principal.role.rawValue),
                "made": .int(made.milliseconds),
                "expires": holder.expires.map { .int($0.milliseconds) },
                "used": holder.used.map { .int($0.milliseconds) },
            ])
            return Document(
                tenant: holder.principal.tenant,
                kind: TokenOffice.kind,
                id: holder.principal.name,
                rev: rev,
                body: body.bytes
            )
        }
    }

    /// Makes a token.
    ///
    /// - Returns: The token, which nobody is told again; nil where there is one of that name.
    func make(_ principal: Principal, expires: Timestamp?) async throws(RuntimeError) -> String? {
        let known = tokens.holders(.configuration, ofTenant: principal.tenant).values
        guard !known.contains(where: { $0.principal.name == principal.name }) else { return nil }
        let token = randomToken()
        let kept = Kept(
            hash: TokenBook.hash(token),
            holder: TokenBook.Holder(principal: principal, expires: expires),
            made: now()
        )
        guard try await runtime.put(kept.document(rev: 1)) else { return nil }
        try await refresh(tenant: principal.tenant)
        return token
    }

    /// Takes a token back; on other machines it is refused within seconds.
    ///
    /// - Returns: Whether there was one of that name.
    func revoke(_ name: String, ofTenant tenant: String) async throws(RuntimeError) -> Bool {
        while let document = try await runtime.document(
            ofTenant: tenant,
            kind: Self.kind,
            id: name
        ) {
            guard try await runtime.remove(document) else { continue }
            try await refresh(tenant: tenant)
            return true
        }
        return false
    }

    /// All tokens of a tenant, as JSON, by their names.
    func list(tenant: String) -> [JSON] {
        let sources: [(TokenBook.Source, String)] = [
            (.configuration, "configuration"), (.store, "store"),
        ]
        let found = sources.flatMap { source, name in
            tokens.holders(source, ofTenant: tenant).values.map { ($0, name) }
        }
        return found.sorted { $0.0.principal.name < $1.0.principal.name }.map { holder, source in
            .compact([
                "name": .string(holder.principal.name),
                "role": .string(holder.principal.role.rawValue), "source": .string(source),
                "expires": holder.expires.map { .string($0.description) },
                "used": holder.used.map { .string($0.description) },
            ])
        }
    }

    /// Learns of tokens that were made or taken back elsewhere, and writes down which were used.
    func refresh(tenant: String) async throws(RuntimeError) {
        let documents = try await runtime.documents(ofTenant: tenant, kind: Self.kind)
        let seen = tokens.holders(.store, ofTenant: tenant)
        var holders: [[UInt8]: TokenBook.Holder] = [:]
        for document in documents {
            guard var kept = Kept(document) else { continue }
            if let used = seen[kept.hash]?.used,
                kept.holder.used.map({ $0.adding(Self.usePrecision) < used }) ?? true
            {
                kept.holder.used = used
                // Whoever wrote it meanwhile has noted the use as well.
                _ = try await runtime.put(kept.document(rev: document.rev + 1))
            }
            holders[kept.hash] = kept.holder
        }
        tokens.replace(.store, ofTenant: tenant, with: holders)
    }
}
