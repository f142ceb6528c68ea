import Crypto
import Diagnostics

/// Where a service's file names other files, so that what is wrong with one of those is told there.
package struct NamedFiles: Sendable {
    private var places: [String: SourceLocation] = [:]

    /// The first place counts.
    mutating func note(_ path: String, at place: SourceLocation) {
        places[path] = places[path] ?? place
    }

    /// What is wrong with a file of secrets, as whoever runs the service is to read it.
    package func told(_ failure: SecretFile.Failure) -> String {
        let hint: String? =
            switch failure {
            case .missing(let path): "put it there, or name another file; then 'chmod 600 \(path)'"
            case .empty: "write into it what it is to hold"
            // The message itself says what to do.
            case .open, .unusable: nil
            }
        guard let place = places[failure.path] else {
            return [failure.description, hint].compactMap(\.self).joined(separator: "\n  ")
        }
        return Diagnostic.error("secret-file", at: place, failure.description, hint: hint).rendered
    }

    /// What is wrong with a file or a folder that a key of the service names, or would name.
    package func told(_ reason: String, of path: String, key: String) -> String {
        let hint = "make it so that it can be written, or write '\(key): …' with another place"
        guard let place = places[path] else { return "\(key): \(reason)\n  \(hint)" }
        return Diagnostic.error("no-file", at: place, "\(key): \(reason)", hint: hint).rendered
    }
}

/// Collects them while a file is read.
final class FileNames {
    private(set) var found = NamedFiles()

    func note(_ path: String, at place: SourceLocation) { found.note(path, at: place) }
}
