import Foundation
import Glibc
import PostgreSQLTesting
import Testing

struct TestClusterTests {
    @Test func `A test process that is killed leaves no server behind`() async throws {
        let ending = try await #require(
            processExitsWith: .signal(SIGKILL),
            observing: [\.standardOutputContent]
        ) {
            let cluster = try TestCluster()
            // A program that outlives this process holds nothing of the server open.
            let child = Process()
            child.executableURL = URL(fileURLWithPath: "/bin/sleep")
            child.arguments = ["30"]
            try child.run()
            FileHandle.standardOutput.write(Data("folder \(cluster.folder)\n".utf8))
            kill(getpid(), SIGKILL)
        }
        let output = String(decoding: ending.standardOutputContent, as: UTF8.self)
        let line = try #require(output.split(separator: "\n").first { $0.hasPrefix("folder ") })
        let folder = String(line.dropFirst("folder ".count))
        let start = ContinuousClock.now
        while FileManager.default.fileExists(atPath: folder),
            ContinuousClock.now - start < .seconds(20)
        {
            usleep(50_000)
        }
        #expect(!FileManager.default.fileExists(atPath: folder))
    }
}
