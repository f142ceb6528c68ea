import Glibc
import Synchronization

/// A program that runs beside this one, with nothing of it: no open file, no environment.
///
/// Not Foundation's `Process`: that one goes through the open files of this process, and reads beyond
/// its buffer where they are more than some 1,300, as on a server with as many connections.
final class ChildProcess: Sendable {
    private let id: pid_t
    /// From then on its number may be another's.
    private let hasEnded = Mutex(false)

    /// Begins a program.
    ///
    /// - Parameter command: Its whole path, and its arguments; nil is made of what cannot be run.
    init?(_ command: [String]) {
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        for standard in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_addopen(&files, standard, "/dev/null", O_RDWR, 0)
        }
        for file in Self.openFiles { posix_spawn_file_actions_addclose(&files, file) }
        // What this process does about signals is not the other's.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
        )
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] = [strdup("PATH=/usr/bin:/bin"), nil]
        defer { for text in arguments + environment { free(text) } }
        var id: pid_t = 0
        guard let path = arguments[0],
            posix_spawn(&id, path, &files, &attributes, &arguments, &environment) == 0
        else { return nil }
        self.id = id
    }

    /// What this process has open beside the three that every one has.
    private static var openFiles: [Int32] {
        guard let folder = opendir("/proc/self/fd"),
            let start = MemoryLayout<dirent>.offset(of: \.d_name)
        else { return [] }
        defer { closedir(folder) }
        var found: [Int32] = []
        while let entry = readdir(folder) {
            // Read as it lies there: an entry is shorter than the type that it is declared with.
            let name = (UnsafeRawPointer(entry) + start).assumingMemoryBound(to: CChar.self)
            if let file = Int32(String(cString: name)), file > STDERR_FILENO { found.append(file) }
        }
        return found
    }

    /// Ends it at once, unless it has ended.
    func end() {
        hasEnded.withLock { hasEnded in
            if !hasEnded { kill(id, SIGKILL) }
        }
    }

    /// Waits until it has ended, and blocks meanwhile; to be called once.
    ///
    /// - Returns: Its exit code; nil where a signal ended it.
    func wait() -> Int32? {
        var found = siginfo_t()
        // It keeps its number until it is taken note of.
        while waitid(P_PID, id_t(id), &found, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        return hasEnded.withLock { hasEnded in
            hasEnded = true
            var status: Int32 = 0
            guard waitpid(id, &status, 0) == id, status & 0x7F == 0 else { return nil }
            return status >> 8 & 0xFF
        }
    }
}
