import BotRuntime
import Crypto
import Foundation
import HTTP
import PostgreSQL
import SQLite
import Service
import Text
import Topics
import YAML

extension RunningVersions {
    /// Of this process.
    static let current = RunningVersions(
        program: ProductVersion.text,
        libraries: [
            "gettext": gettextVersion, "gnutls": LibraryVersions.gnutls, "icu": icuVersion,
            "libcrypto": libcryptoVersion, "libcurl": LibraryVersions.libcurl,
            "libcurl-tls": LibraryVersions.tlsOfLibcurl,
            "libmicrohttpd": LibraryVersions.libmicrohttpd,
            "libpq": Connection.libraryVersion, "libyaml": libyamlVersion,
            "sqlite3": Database.libraryVersion, "zlib": LibraryVersions.zlib,
        ].merging(
            LoadedFiles.named([
                "libphonenumber", "libprotobuf", "libre2", "libsimdjson", "libstemmer",
            ])
        ) {
            $1
        }
    )

    /// A line for the program, and one for each library.
    func lines(of program: String) -> String {
        let libraries = libraries.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return (["\(program) \(self.program)"] + libraries).joined(separator: "\n")
    }
}

/// The files of libraries that say nothing of their version when they are asked.
private enum LoadedFiles {
    /// What stands behind `.so.` in the names of files that this process has loaded; empty where it has
    /// none of that name.
    static func named(_ names: [String]) -> [String: String] {
        var versions = Dictionary(names.map { ($0, "") }) { first, _ in first }
        for line in SystemFile.text("/proc/self/maps").split(separator: "\n") {
            // A file that was replaced since has a word more.
            guard let path = line.split(separator: " ").first(where: { $0.hasPrefix("/") }),
                let file = path.split(separator: "/").last,
                let range = file.firstRange(of: ".so."),
                versions[String(file[..<range.lowerBound])] != nil
            else { continue }
            versions[String(file[..<range.lowerBound])] = String(file[range.upperBound...])
        }
        return versions
    }
}
