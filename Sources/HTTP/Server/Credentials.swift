import Foundation

/// The contents of a certificate's files.
struct Credentials {
    let certificate: String
    let key: String

    init(_ files: TLSFiles) throws(HTTPServerError) {
        certificate = try Self.text(files.certificate)
        key = try Self.text(files.key)
    }

    private static func text(_ path: String) throws(HTTPServerError) -> String {
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw .certificate(reason: "\(path) cannot be read")
        }
    }
}
