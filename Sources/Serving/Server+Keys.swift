import BotRuntime
import Crypto
import Foundation
import Service

/// The keys that a server begins with.
extension Server {
    /// Makes sure that nobody else can read the key of the certificate.
    static func checkKeyOfTLS(_ configuration: ServiceConfiguration) throws(Failure) {
        guard let tls = configuration.tls else { return }
        do throws(SecretFile.Failure) { _ = try SecretFile.read(tls.key) } catch {
            throw .configuration(configuration.files.told(error))
        }
    }

    /// The key that the store is sealed with; made where the store has nothing yet.
    static func sealingKey(
        _ configuration: ServiceConfiguration,
        _ engine: any StorageEngine
    ) async throws(Failure) -> SealingKey {
        let path = configuration.keyFile
        let check = KeyCheck(engine, tenants: configuration.tenants.map(\.name))
        do {
            if !FileManager.default.fileExists(atPath: path), try await !check.isNew() {
                throw Failure.configuration(
                    """
                    \(path): is not there, and the store has conversations that it alone opens. Put \
                    it back from where it is kept, or name another store.
                    """
                )
            }
            let key = try readKey(path)
            guard try await check.fits(key) else {
                throw Failure.configuration(
                    """
                    \(path): is not the key that the store was sealed with; with it nobody could go \
                    on with what is kept. Put that key back, or name another store.
                    """
                )
            }
            return key
        } catch let failure as Failure {
            throw failure
        } catch let error as StoreError {
            throw .unavailable(error.description)
        } catch let error as SecretFile.Failure {
            throw .configuration(configuration.files.told(error))
        } catch {
            throw .configuration("\(error)")
        }
    }

    private static func readKey(_ path: String) throws(SecretFile.Failure) -> SealingKey {
        let text = try SecretFile.read(path) {
            Data(randomBytes(SealingKey.length)).base64EncodedString()
        }
        guard let bytes = Data(base64Encoded: text), let key = SealingKey(Array(bytes)) else {
            throw .unusable(
                path,
                what: "holds no key, which is \(SealingKey.length) bytes in base64"
            )
        }
        return key
    }
}
