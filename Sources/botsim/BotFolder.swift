import Bots
import Diagnostics
import Foundation

extension BotFolder {
    /// Loads a bot.
    ///
    /// - Parameters:
    ///   - path: Its folder.
    ///   - isToTalk: Whether it will talk: then every stage of it has to lead to a person.
    /// - Returns: All that is wrong, and the bot unless something of it is an error.
    /// - Throws: Where there is no such folder.
    static func load(
        _ path: String,
        toTalk isToTalk: Bool = false
    ) throws(CommandFailure) -> (BotFolder?, [Diagnostic]) {
        load(try existing(path), toTalkAt: isToTalk ? Moment.now : nil)
    }

    /// The folder of that name, without a slash at its end.
    static func existing(_ path: String) throws(CommandFailure) -> String {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw .noInput(
                "there is no folder '\(path)': name a bot's folder, or set BOTSIM_BOT"
            )
        }
        guard isFolder.boolValue else {
            throw .noInput("'\(path)' is a file: name the folder that holds bot.yaml")
        }
        return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// The bot of a command line, or its diagnostics on standard error.
    ///
    /// - Returns: nil where it does not load.
    static func open(
        _ arguments: Arguments,
        at position: Int = 0,
        toTalk isToTalk: Bool = false
    ) throws(CommandFailure) -> BotFolder? {
        try open(path: path(arguments, at: position), toTalk: isToTalk)
    }

    static func open(
        path: String,
        toTalk isToTalk: Bool = false
    ) throws(CommandFailure) -> BotFolder? {
        let (folder, diagnostics) = try load(path, toTalk: isToTalk)
        if folder == nil {
            for diagnostic in diagnostics { Output.error(diagnostic.rendered) }
            Output.error("\(path) does not load: \(Summary.of(diagnostics))")
        }
        return folder
    }

    static func path(_ arguments: Arguments, at position: Int = 0) -> String {
        if arguments.positionals.indices.contains(position) {
            return arguments.positionals[position]
        }
        if let path = ProcessInfo.processInfo.environment["BOTSIM_BOT"], !path.isEmpty {
            return path
        }
        return "topics"
    }

    var transcriptPaths: [String] { Self.transcriptPaths(in: path) }

    /// Its transcripts, then the drafts of some; the same of a bot that may not load.
    static func transcriptPaths(in path: String) -> [String] {
        [path + "/transcripts", draftsFolder(of: path)].flatMap { folder in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            return names.filter { $0.hasSuffix(".chat") && !$0.hasPrefix(".") }.sorted()
                .map { folder + "/" + $0 }
        }
    }

    static func draftsFolder(of path: String) -> String { path + "/transcripts/drafts" }
}

/// Counted diagnostics, in words.
enum Summary {
    static func of(_ diagnostics: [Diagnostic]) -> String {
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count - errors
        return [
            errors == 0 ? "no errors" : count(errors, "error"),
            warnings == 0 ? nil : count(warnings, "warning"),
        ].compactMap(\.self).joined(separator: ", ")
    }

    static func count(_ number: Int, _ word: String) -> String {
        "\(number) \(word)" + (number == 1 ? "" : "s")
    }
}

/// A text file, whole.
enum TextFile {
    static func read(_ path: String) throws(CommandFailure) -> String {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw .noInput("'\(path)' cannot be read")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .noInput("'\(path)' is not UTF-8: save it again with that encoding")
        }
        return text
    }

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// Makes a folder, and those it stands in, where they are not there.
    static func makeFolder(_ path: String) throws(CommandFailure) {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true
            )
        } catch {
            throw CommandFailure(message: "'\(path)' cannot be made", code: .failed)
        }
    }

    static func write(_ text: String, to path: String) throws(CommandFailure) {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandFailure(message: "'\(path)' cannot be written", code: .failed)
        }
    }
}
