import Diagnostics
import Foundation
import YAML

/// The folder of a bot as it lies on disk.
struct BotFolder {
    /// More than any bot has; a wrong folder is noticed before it is read.
    static let mostFiles = 2000
    /// 32 MiB in all.
    static let mostBytes = 1 << 25

    let path: String

    /// Reads what decides what the bot does; the rest of the folder is not opened.
    func files(_ problems: Problems) -> [BotFile] {
        let manager = FileManager.default
        var isFolder: ObjCBool = false
        guard manager.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            problems.error(
                "no-folder",
                at: place(path),
                "there is no folder '\(shown(path))'",
                hint: "name the folder of a bot, the one that holds bot.yaml"
            )
            return []
        }
        let names =
            entries(of: path, problems)
            + ["records", "languages"].flatMap { folder in
                entries(of: "\(path)/\(folder)", problems, optional: true).map { "\(folder)/\($0)" }
            }
        for name in names where name.hasSuffix(".yml") && !name.hasPrefix(".") {
            problems.warn(
                .wrongEnding,
                at: place("\(path)/\(name)"),
                "this file is not read",
                hint: "its name must end in .yaml"
            )
        }
        let wanted = names.filter { BotFile(path: $0, bytes: []).role != nil && !isHidden($0) }
        guard wanted.count <= Self.mostFiles else {
            problems.error(
                "too-many-files",
                at: place(path),
                "there are \(wanted.count) files here, and a bot has at most \(Self.mostFiles)",
                hint: "name the folder that holds bot.yaml"
            )
            return []
        }
        let root = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        var files: [BotFile] = []
        var bytes = 0
        for name in wanted.sorted() {
            guard let file = read(name, within: root, problems) else { continue }
            bytes += file.bytes.count
            guard bytes <= Self.mostBytes else {
                problems.error(
                    "too-large",
                    at: place(path),
                    "the files of this bot are larger than 32 MiB in all",
                    hint: "keep data in a back end of your own"
                )
                break
            }
            files.append(file)
        }
        return files
    }

    private func isHidden(_ name: String) -> Bool {
        name.split(separator: "/").last?.hasPrefix(".") ?? true
    }

    private func entries(
        of folder: String,
        _ problems: Problems,
        optional: Bool = false
    ) -> [String] {
        let manager = FileManager.default
        if optional, !manager.fileExists(atPath: folder) { return [] }
        do {
            return try manager.contentsOfDirectory(atPath: folder)
        } catch {
            problems.error(
                "unreadable-file",
                at: place(folder),
                "this folder cannot be read",
                hint: "see whether you may open it"
            )
            return []
        }
    }

    private func read(_ name: String, within root: String, _ problems: Problems) -> BotFile? {
        let shownPath = "\(path)/\(name)"
        let real = URL(fileURLWithPath: shownPath).resolvingSymlinksInPath().path
        guard real.hasPrefix(root.hasSuffix("/") ? root : root + "/") else {
            problems.error(
                "outside-link",
                at: place(shownPath),
                "this file is a link out of the bot's folder",
                hint: "put a copy of the file here"
            )
            return nil
        }
        // A pipe or a device would make the reader wait for ever.
        let attributes = try? FileManager.default.attributesOfItem(atPath: real)
        guard attributes?[.type] as? FileAttributeType == .typeRegular,
            let handle = FileHandle(forReadingAtPath: real)
        else {
            problems.error(
                "unreadable-file",
                at: place(shownPath),
                "this file cannot be read",
                hint: "see whether it is a file and you may open it"
            )
            return nil
        }
        defer { try? handle.close() }
        do {
            // One byte more than allowed tells that there is more.
            let most = name.hasSuffix(".po") ? Catalogue.mostBytes : YAML.Limits.bytes
            let bytes = try handle.read(upToCount: most + 4) ?? Data()
            return BotFile(path: name, bytes: [UInt8](bytes))
        } catch {
            problems.error(
                "unreadable-file",
                at: place(shownPath),
                "this file cannot be read",
                hint: "see whether the disk is well"
            )
            return nil
        }
    }

    private func place(_ path: String) -> SourceLocation {
        SourceLocation(file: SourceFile(path: path, text: ""), line: 1, column: 1)
    }
}
