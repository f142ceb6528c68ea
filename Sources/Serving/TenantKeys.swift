import Crypto
import Glibc
import Service

/// What a tenant's files of secrets hold, read and not yet in use.
struct TenantKeys {
    private(set) var tokens: [(Principal, token: String)] = []
    /// By the account's name.
    private(set) var secrets: [String: [WebhookSecret]] = [:]
    /// Of another desk.
    private(set) var deskSecrets: [WebhookSecret] = []

    /// None at all.
    init() {}

    /// - Throws: Everything that is wrong with the tenant's files.
    init(of tenant: TenantConfiguration) throws(KeeperError) {
        var wrong = Wrong()
        func held<Secret>(
            _ file: String,
            _ read: (String) throws(SecretFile.Failure) -> Secret
        ) -> Secret? {
            do throws(SecretFile.Failure) { return try read(file) } catch {
                wrong.add([tenant.files.told(error)])
                return nil
            }
        }
        for token in tenant.tokens {
            guard let text = held(token.file, SecretFile.token) else { continue }
            let principal = Principal(tenant: tenant.name, name: token.name, role: token.role)
            tokens.append((principal, text))
        }
        for account in tenant.accounts {
            secrets[account.name] = account.secretFiles.compactMap { held($0, Self.secret) }
        }
        if case .elsewhere(_, let files)? = tenant.desk {
            deskSecrets = files.compactMap { held($0, Self.secret) }
        }
        try wrong.report()
    }

    private static func secret(_ file: String) throws(SecretFile.Failure) -> WebhookSecret {
        guard let secret = WebhookSecret(try SecretFile.read(file)) else {
            throw .unusable(
                file,
                what: "holds no secret, which is whsec_ with 16 to 64 bytes in base64 behind it"
            )
        }
        return secret
    }

    // MARK: Noticing others

    /// A file as it was found: another one in its place, what is written into it, and who may read it
    /// make it another.
    struct Stamp: Equatable {
        private let file: ino_t
        private let seconds: Int
        private let nanoseconds: Int

        /// - Parameter path: The file; nil where there is none.
        init?(_ path: String) {
            var found = stat()
            guard stat(path, &found) == 0 else { return nil }
            file = found.st_ino
            seconds = found.st_ctim.tv_sec
            nanoseconds = found.st_ctim.tv_nsec
        }
    }

    /// How a tenant's files are now.
    static func stamps(of tenant: TenantConfiguration) -> [Stamp?] {
        var files = tenant.tokens.map(\.file) + tenant.accounts.flatMap(\.secretFiles)
        if case .elsewhere(_, let more)? = tenant.desk { files += more }
        return files.map { Stamp($0) }
    }
}
