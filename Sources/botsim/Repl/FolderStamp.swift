import Foundation

/// When the files of a bot were last written, so that a change is noticed.
struct FolderStamp: Equatable {
    private let files: [String: File]

    private struct File: Equatable {
        let size: UInt64
        let written: Date
    }

    /// Far more than a bot has; a wrong folder is not looked through at every line.
    private static let mostFiles = 5000

    /// Looks at what decides what the bot does and says; transcripts and hidden files do not.
    init(_ folder: String) {
        var files: [String: File] = [:]
        let names = FileManager.default.enumerator(atPath: folder)
        while files.count < Self.mostFiles, let name = names?.nextObject() as? String {
            guard !name.hasPrefix("transcripts"), !name.hasPrefix("."), !name.contains("/.") else {
                continue
            }
            guard
                let about = try? FileManager.default.attributesOfItem(atPath: folder + "/" + name),
                about[.type] as? FileAttributeType == .typeRegular,
                let written = about[.modificationDate] as? Date
            else { continue }
            files[name] = File(size: about[.size] as? UInt64 ?? 0, written: written)
        }
        self.files = files
    }
}
