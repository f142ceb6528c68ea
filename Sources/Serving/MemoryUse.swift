import Foundation
import Glibc

/// How near the process is to what memory it may have.
///
/// Whoever runs a server limits it: by a control group, as containers and systemd do, or by limits of
/// the process. Where it goes beyond, it is killed, or gets no more.
enum MemoryUse {
    /// From 0 to 1, of the nearest limit; nil where there is none, or it cannot be read.
    static var share: Double? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else {
            return nil
        }
        let limits: [(used: String, limit: Double?)] = [
            ("VmData", processLimit(RLIMIT_DATA)), ("VmSize", processLimit(RLIMIT_AS)),
            // What stands in files can be taken away at any time.
            ("RssAnon", groupLimit),
        ]
        return limits.compactMap { name, limit in
            guard let limit, let used = bytes(name, in: status) else { return nil }
            return used / limit
        }.max()
    }

    private static func bytes(_ name: String, in status: String) -> Double? {
        for line in status.split(separator: "\n") where line.hasPrefix(name + ":") {
            return line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
                .flatMap { Double($0) }.map { $0 * 1024 }
        }
        return nil
    }

    private static func processLimit(_ resource: __rlimit_resource) -> Double? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0,
            limit.rlim_cur != rlim_t.max
        else { return nil }
        return Double(limit.rlim_cur)
    }

    /// Of the control group, in either version of the system's.
    private static var groupLimit: Double? {
        guard let groups = try? String(contentsOfFile: "/proc/self/cgroup", encoding: .utf8) else {
            return nil
        }
        var limits: [Double] = []
        for line in groups.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, parts[1] == "memory" || parts[0] == "0" else { continue }
            let (mount, file) =
                parts[0] == "0"
                ? ("/sys/fs/cgroup", "memory.max")
                : ("/sys/fs/cgroup/memory", "memory.limit_in_bytes")
            // In a container the group is often the root of what is seen.
            for folder in [mount + parts[2], mount] {
                let text = try? String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
                let number = text.flatMap {
                    Double($0.trimmingCharacters(in: .whitespacesAndNewlines))
                }
                // Without a limit it is "max", or more than there can be.
                if let number, number < 1e18 { limits.append(number) }
            }
        }
        return limits.min()
    }
}
