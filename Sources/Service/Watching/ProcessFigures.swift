import Foundation

/// What the system knows of this process; nil is what it does not say.
struct ProcessFigures {
    /// Of the processors, in this process's code and for it in the kernel's.
    let cpuSeconds: Double?
    let virtualBytes: Double?
    let residentBytes: Double?
    let openFiles: Double?
    let mostFiles: Double?
    /// Since 1970.
    let startSeconds: Double?

    /// As of now.
    init() {
        let fields = Self.fields
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        let user = fields[.userTicks]
        let kernel = fields[.kernelTicks]
        cpuSeconds = user.flatMap { user in kernel.map { (user + $0) / ticks } }
        virtualBytes = fields[.virtualBytes]
        residentBytes = fields[.residentPages].map { $0 * Double(sysconf(Int32(_SC_PAGESIZE))) }
        let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        // One of them is the folder's, while it is read.
        openFiles = files.map { Double($0.count - 1) }
        var limit = rlimit()
        let isKnown = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
        mostFiles = isKnown ? Double(limit.rlim_cur) : nil
        startSeconds = Self.started
    }

    /// Places in `/proc/self/stat`, as proc(5) counts them.
    private enum Field: Int {
        case userTicks = 14
        case kernelTicks = 15
        case startTicks = 22
        case virtualBytes = 23
        case residentPages = 24
    }

    private struct Fields {
        let words: [Substring]

        /// The words begin with the third field: before it stands the name, with anything in it.
        subscript(field: Field) -> Double? {
            let place = field.rawValue - 3
            return words.indices.contains(place) ? Double(words[place]) : nil
        }
    }

    private static var fields: Fields {
        let text = SystemFile.text("/proc/self/stat")
        return Fields(words: text.split(separator: ")").last?.split(separator: " ") ?? [])
    }

    /// It stays the same, however often the clock is set later.
    private static let started: Double? = {
        let system = SystemFile.text("/proc/stat").split(separator: "\n")
            .first { $0.hasPrefix("btime ") }?.split(separator: " ").last.flatMap { Double($0) }
        guard let system, let start = fields[.startTicks] else { return nil }
        return system + start / Double(sysconf(Int32(_SC_CLK_TCK)))
    }()
}
