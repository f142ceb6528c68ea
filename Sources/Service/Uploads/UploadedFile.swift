import Crypto
import Values

/// A file that a customer sent, as its place on the disk tells it.
///
/// Nothing of its name there comes from the sender: it is the file's ID, its digest and its kind, so
/// that a file and what is known of it appear, and go, as one.
struct UploadedFile: Hashable, Sendable {
    /// 32 hexadecimal digits.
    let id: String
    let type: FileType
    /// SHA-256 in 64 hexadecimal digits.
    let digest: String
    /// Bytes.
    let size: Int

    var name: String { "\(id)-\(digest).\(type.fileExtension)" }

    init(id: String, type: FileType, digest: String, size: Int) {
        (self.id, self.type, self.digest, self.size) = (id, type, digest, size)
    }

    /// Reads the name of a file in a contact's folder.
    init?(name: String, size: Int) {
        let parts = name.split(separator: ".")
        let names = parts.first?.split(separator: "-") ?? []
        guard parts.count == 2, names.count == 2,
            let type = FileType.allCases.first(where: { $0.fileExtension == parts[1] })
        else { return nil }
        self.init(id: String(names[0]), type: type, digest: String(names[1]), size: size)
    }

    /// What an event's `file` refers to.
    var reference: FileReference {
        FileReference(id: id, mime: type.rawValue, size: size, name: nil)
    }

    var json: JSON {
        [
            "id": .string(id), "mime": .string(type.rawValue), "size": .int(Int64(size)),
            "sha256": .string(digest),
        ]
    }
}
