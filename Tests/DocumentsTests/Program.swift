import Foundation

/// A folder that is gone when nobody holds it any more.
final class Scratch {
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "documents-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { folder + "/" + name }

    /// Writes a file, and the folders that it lies in.
    func write(_ text: String, to name: String) throws {
        let url = URL(fileURLWithPath: path(name))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: url)
    }
}

/// A program that is run to its end.
enum Program {
    struct Ending {
        let code: Int32
        let output: String
        let errors: String
    }

    /// The program that was built beside these tests.
    static let botsim = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("botsim").path

    /// Runs a program.
    ///
    /// - Parameters:
    ///   - path: Where it lies.
    ///   - arguments: Without its name.
    ///   - input: The file that is its standard input; nothing without.
    ///   - folder: Where it runs.
    /// - Returns: How it ended, and all that it said.
    /// - Throws: Where it cannot be started.
    static func run(
        _ path: String,
        _ arguments: [String],
        inputFrom input: String = "/dev/null",
        in folder: String = "/"
    ) throws -> Ending {
        let scratch = try Scratch()
        let (output, errors) = (scratch.path("out"), scratch.path("err"))
        for file in [output, errors] {
            try Data().write(to: URL(fileURLWithPath: file))
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        // Files, because a pipe that nobody empties stops who writes into it.
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: input))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
        try process.run()
        process.waitUntilExit()
        return Ending(
            code: process.terminationStatus,
            output: try String(contentsOfFile: output, encoding: .utf8),
            errors: try String(contentsOfFile: errors, encoding: .utf8)
        )
    }
}
