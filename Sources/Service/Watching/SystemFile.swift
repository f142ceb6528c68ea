import Foundation

/// A file that the system makes when it is read, such as those in `/proc`.
package enum SystemFile {
    /// All of it, empty where it cannot be read.
    ///
    /// It says no length beforehand and comes a page at a time: whoever takes the first piece for the
    /// whole has lost the rest.
    package static func text(_ path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 16 << 10)
        while case let count = fread(&piece, 1, piece.count, file), count > 0 {
            bytes += piece.prefix(count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
