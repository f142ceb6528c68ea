import BotRuntime
import Crypto
import Foundation
import HTTP
import Synchronization
import Values

/// Files that customers have sent, in a folder on the disk.
///
/// Each contact has a folder under the digest of its key, in which a file is called by its ID, its
/// digest and its kind. A file is written among those that come in, and moved when it is whole.
package final class UploadFolder: Sendable {
    package enum Failure: Error, Hashable, CustomStringConvertible {
        /// It cannot be made, or not be written into.
        case folder(String)

        package var description: String {
            switch self {
            case .folder(let path): "\(path): files cannot be kept there"
            }
        }
    }

    /// Where a file is to be: whose it is, and its ID.
    struct Place: Hashable, Sendable {
        let contact: ContactKey
        let id: String

        /// The same place each time that the sender gives the same key; without one, a new place.
        init(_ contact: ContactKey, key: String?) {
            self.contact = contact
            let bytes = key.map { SHA256.digest(of: Array("\(contact.text)\n\($0)".utf8)) }
            id = hexadecimal((bytes ?? randomBytes(16)).prefix(16))
        }
    }

    package let settings: UploadSettings
    private let scanner: ScanCommand
    private let arrivals: String
    /// One file gets its name at a time, so that two under one key do not both get it.
    private let naming = Mutex(())

    /// - Throws: Where nothing can be kept there.
    package init(_ settings: UploadSettings) throws(Failure) {
        self.settings = settings
        scanner = ScanCommand(command: settings.scan)
        arrivals = settings.folder + "/incoming"
        guard Self.make(arrivals), access(arrivals, W_OK) == 0 else {
            throw .folder(settings.folder)
        }
    }

    // MARK: Taking

    /// The kind that a sender declares, where files of it are taken.
    func type(declared header: String?) throws(Problem) -> FileType {
        guard let type = header.flatMap(FileType.init(declared:)), settings.types.contains(type)
        else {
            let known = settings.types.map(\.rawValue).sorted().joined(separator: ", ")
            throw Problem(
                415,
                detail: "the Content-Type of a file is one of \(known)",
                headers: ["Accept": known]
            )
        }
        return type
    }

    func newPart() throws(Problem) -> PartFile {
        try PartFile(path: "\(arrivals)/\(hexadecimal(randomBytes(16)))")
    }

    /// Gives a whole file its place, once it was looked at.
    ///
    /// - Parameters:
    ///   - part: What was written.
    ///   - file: What it is.
    ///   - contact: Whose.
    /// - Returns: The file, and whether it was there before.
    /// - Throws: Why it is not taken.
    func keep(
        _ part: PartFile,
        as file: UploadedFile,
        of contact: ContactKey
    ) async throws(Problem) -> (UploadedFile, Bool) {
        if try await known(file, contact) { return (file, true) }
        switch await scanner.judge(part.path) {
        case .harmless: break
        case .refused: throw Problem(422, detail: "the file was looked at and refused")
        case .unknown:
            throw Problem(
                503,
                detail: "files cannot be looked at now",
                headers: ["Retry-After": "10"]
            )
        }
        let folder = folder(of: contact)
        return try await blocking { [self] () throws(Problem) in
            try part.makeDurable()
            let isKnown = try naming.withLock { (_) throws(Problem) in
                if try isThere(file, contact) { return true }
                guard hasRoom(file, contact) else {
                    throw Problem(413, detail: "the contact has sent too much")
                }
                guard Self.make(folder) else { throw .notKept }
                try part.move(to: "\(folder)/\(file.name)")
                return false
            }
            // The folders may be as new as the file.
            let shelf = (folder as NSString).deletingLastPathComponent
            for folder in [folder, shelf, settings.folder] {
                try PartFile.makeDurable(folder: folder)
            }
            return (file, isKnown)
        }
    }

    private func known(
        _ file: UploadedFile,
        _ contact: ContactKey
    ) async throws(Problem) -> Bool {
        try await blocking { [self] () throws(Problem) in try isThere(file, contact) }
    }

    /// Whether it was kept before; another under its ID is a mistake.
    private func isThere(
        _ file: UploadedFile,
        _ contact: ContactKey
    ) throws(Problem) -> Bool {
        guard let known = files(of: contact).first(where: { $0.id == file.id }) else {
            return false
        }
        guard known == file else { throw Problem(409, detail: "the key was used for another file") }
        return true
    }

    /// Files of the largest size that a contact may have, so that nobody fills the disk.
    private static let mostOfAContact = 10

    private func hasRoom(_ file: UploadedFile, _ contact: ContactKey) -> Bool {
        files(of: contact).reduce(file.size) { $0 + $1.size }
            <= settings.most * Self.mostOfAContact
    }

    // MARK: Finding

    /// A contact's file of that ID.
    func file(_ id: String, of contact: ContactKey) async -> UploadedFile? {
        await found(contact).first { $0.id == id }
    }

    /// A contact's files.
    func found(_ contact: ContactKey) async -> [UploadedFile] {
        await blocking { [self] in files(of: contact) }
    }

    /// The bytes of a file; nil where it has gone.
    func reader(of file: UploadedFile, of contact: ContactKey) -> FileReader? {
        FileReader(path: "\(folder(of: contact))/\(file.name)")
    }

    private func files(of contact: ContactKey) -> [UploadedFile] {
        let folder = folder(of: contact)
        return Self.names(in: folder).compactMap { name in
            Self.status("\(folder)/\(name)").flatMap {
                UploadedFile(name: name, size: Int($0.st_size))
            }
        }
    }

    private func folder(of contact: ContactKey) -> String {
        let name = hexadecimal(SHA256.digest(of: Array(contact.text.utf8)).prefix(16))
        return "\(settings.folder)/\(name.prefix(2))/\(name)"
    }

    // MARK: Keeping house

    /// Takes away everything that a contact has sent.
    func erase(_ contact: ContactKey) async throws(Problem) {
        let folder = folder(of: contact)
        try await blocking { () throws(Problem) in
            for name in Self.names(in: folder) {
                guard unlink("\(folder)/\(name)") == 0 || errno == ENOENT else { throw .notKept }
            }
            guard rmdir(folder) == 0 || errno == ENOENT else { throw .notKept }
        }
    }

    /// Takes away what is too old at a moment.
    func keepHouse(at now: Timestamp) async {
        await blocking { [self] in purge(at: now) }
    }

    /// What came in and never got its place, because its process has gone, waits no longer than that.
    private static let longestArrival = TimeSpan(seconds: 86_400)

    /// Takes away what is too old at a moment; blocks.
    func purge(at now: Timestamp) {
        Self.purge(arrivals, before: now.seconds - Self.longestArrival.seconds)
        for shelf in Self.names(in: settings.folder) where shelf.utf8.count == 2 {
            for name in Self.names(in: "\(settings.folder)/\(shelf)") {
                let folder = "\(settings.folder)/\(shelf)/\(name)"
                Self.purge(folder, before: now.seconds - settings.keep.seconds)
                // Only where nothing is in it, and nothing about to be.
                naming.withLock { _ in _ = rmdir(folder) }
            }
        }
    }

    private static func purge(_ folder: String, before: Int64) {
        for name in names(in: folder) {
            let path = "\(folder)/\(name)"
            if let status = status(path), Int64(status.st_mtim.tv_sec) < before { unlink(path) }
        }
    }

    private static func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    private static func status(_ path: String) -> stat? {
        var status = stat()
        return lstat(path, &status) == 0 ? status : nil
    }

    /// Makes a folder that nobody else can look into.
    private static func make(_ folder: String) -> Bool {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) {
            return isFolder.boolValue
        }
        return
            (try? FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )) != nil
    }
}
