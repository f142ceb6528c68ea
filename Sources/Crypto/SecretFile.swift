import Foundation

/// A file that only its owner may read.
package enum SecretFile {
    package enum Failure: Error, Hashable, CustomStringConvertible {
        case missing(String)
        /// Others may read it.
        case open(String)
        case empty(String)
        /// It holds something else than it should.
        case unusable(String, what: String)

        package var path: String {
            switch self {
            case .missing(let path), .open(let path), .empty(let path), .unusable(let path, _): path
            }
        }

        package var description: String {
            switch self {
            case .missing(let path): "\(path): cannot be read"
            case .open(let path):
                "\(path): others can read it; say 'chmod 600 \(path)'"
            case .empty(let path): "\(path): is empty"
            case .unusable(let path, let what): "\(path): \(what)"
            }
        }
    }

    /// The file's text without the white space around it.
    package static func read(_ path: String) throws(Failure) -> String {
        guard let data = FileManager.default.contents(atPath: path),
            let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            let mode = attributes[.posixPermissions] as? Int
        else { throw .missing(path) }
        guard mode & 0o077 == 0 else { throw .open(path) }
        let text = String(decoding: data, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { throw .empty(path) }
        return text
    }

    /// Letters of a token at least: one that can be tried out is none.
    private static let leastToken = 16

    /// A token; made where there is none.
    package static func token(_ path: String) throws(Failure) -> String {
        let text = try read(path) { randomToken() }
        guard text.count >= leastToken else {
            throw .unusable(
                path,
                what: "a token has \(leastToken) characters or more; without the file one is made"
            )
        }
        return text
    }

    /// The file's text; made of `make` where there is none.
    package static func read(_ path: String, orMake make: () -> String) throws(Failure) -> String {
        if !FileManager.default.fileExists(atPath: path) {
            let folder = (path as NSString).deletingLastPathComponent
            try? FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
            let isMade = FileManager.default.createFile(
                atPath: path,
                contents: Data(make().utf8),
                attributes: [.posixPermissions: 0o600]
            )
            guard isMade else { throw .missing(path) }
        }
        return try read(path)
    }
}
