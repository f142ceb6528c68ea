import Foundation
import Values

/// The server as a process, with a folder of its own.
final class MeasuredServer {
    static let token = "a token of the benchmark"
    let folder: String
    /// Where it listens on loopback.
    private(set) var port: UInt16 = 0
    private var process = Process()

    /// Lines of the configuration: one tenant with one account.
    private static let oneTenant = """
        tenants:
          bench:
            tokens: { load: { role: gateway, file: token } }
            accounts: { main: { channel: whatsapp, bot: bot } }
        """

    /// - Parameters:
    ///   - store: The value of the configuration's key.
    ///   - rest: The rest of the configuration.
    ///   - secrets: Files that the rest names, with what is in them.
    /// - Throws: The folder or a file of it cannot be written.
    init(store: String, rest: String = oneTenant, secrets: [String: String] = [:]) throws {
        let folder = FileManager.default.currentDirectoryPath + "/.build/benchmark-server"
        self.folder = folder
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.createDirectory(
            atPath: folder + "/bot",
            withIntermediateDirectories: true
        )
        func write(_ text: String, _ name: String) throws {
            try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
        }
        for (name, text) in TurnMix.files { try write(text, "bot/" + name) }
        for (name, text) in secrets.merging(["token": Self.token], uniquingKeysWith: { $1 }) {
            try write(text, name)
            chmod(folder + "/" + name, 0o600)
        }
        try write("listen: 127.0.0.1:0\nstore: \(store)\n\(rest)\n", "va.yaml")
        try start()
    }

    /// Begins the process, and waits until it is ready.
    func start() throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
            .deletingLastPathComponent().appendingPathComponent("botserver")
        process.arguments = ["--config", folder + "/va.yaml"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var log = ""
        while !log.contains("\n") {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else {
                throw LoadError(description: "the server ended before it was ready")
            }
            log += String(decoding: data, as: UTF8.self)
        }
        guard let address = (try? JSON(parsing: log))?["address"]?.string,
            let port = address.split(separator: ":").last.flatMap({ UInt16($0) })
        else {
            throw LoadError(description: "the server did not say where it is: \(log)")
        }
        self.port = port
    }

    /// Ends the process as a power cut would.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// CPU time of the server, in all its threads.
    var cpuSeconds: Double {
        guard let text = proc("stat"), let end = text.lastIndex(of: ")") else { return 0 }
        let fields = text[end...].split(separator: " ")
        // The 14th and 15th field of the whole line.
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13])
        else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Memory that the server has in use.
    var megabytes: Int {
        let line = proc("status")?.split(separator: "\n").first { $0.hasPrefix("VmRSS") }
        let kilobytes = line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
        return kilobytes / 1024
    }

    private func proc(_ name: String) -> String? {
        try? String(
            contentsOfFile: "/proc/\(process.processIdentifier)/\(name)",
            encoding: .utf8
        )
    }

    /// How often a second 4 KB can be added to a file and made durable, one after the other.
    func syncsPerSecond() -> Double {
        let path = folder + "/synced"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { close(descriptor) }
        let page = [UInt8](repeating: 1, count: 4096)
        let start = ContinuousClock.now
        for _ in 0..<200 {
            _ = page.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            fdatasync(descriptor)
        }
        return 200 / (start.duration(to: .now) / .seconds(1))
    }
}
