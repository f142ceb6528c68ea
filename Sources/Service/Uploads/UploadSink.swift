import Crypto
import HTTP

/// A file on its way to the disk: none of it is held.
actor UploadSink: HTTPBodySink {
    private let folder: UploadFolder
    private let type: FileType
    private var part: PartFile?
    private var digest: SHA256? = SHA256()
    private var size = 0

    init(_ folder: UploadFolder, _ type: FileType) {
        self.folder = folder
        self.type = type
    }

    func take(_ piece: [UInt8]) -> HTTPResponse? {
        do throws(Problem) {
            if part == nil {
                guard type.begins(piece) else {
                    throw Problem(415, detail: "this is no \(type.rawValue), by how it begins")
                }
                part = try folder.newPart()
            }
            try part?.append(piece)
            digest?.update(piece)
            size += piece.count
            return nil
        } catch {
            abandon()
            return .problem(error)
        }
    }

    func abandon() {
        part?.remove()
        part = nil
    }

    /// The whole is there: keeps it.
    ///
    /// - Parameter place: Whose it is, and under which ID.
    /// - Returns: The file, and whether it was kept before.
    /// - Throws: Why it is not; then nothing of it is left.
    func finish(at place: UploadFolder.Place) async throws(Problem) -> (UploadedFile, Bool) {
        guard let part, let digest = digest.take()?.finish() else {
            throw Problem(400, detail: "the file is empty")
        }
        defer { abandon() }
        let file = UploadedFile(
            id: place.id,
            type: type,
            digest: hexadecimal(digest),
            size: size
        )
        return try await folder.keep(part, as: file, of: place.contact)
    }
}
