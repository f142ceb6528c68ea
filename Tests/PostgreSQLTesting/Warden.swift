import Foundation
import Glibc

/// The process that starts a server, does as it is told, and cleans up when nobody is left to
/// tell: the other end of its standard input closes when the test process ends, even if killed.
struct Warden {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let folder: String
    private let process = Process()
    private let questions = Pipe()
    private let answers = Pipe()

    init() throws {
        let script = ["/bin/sh", "-c", script]
        // The server refuses to run as root.
        let command = geteuid() == 0 ? asPostgres + script : script
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"]
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        process.standardInput = questions
        process.standardOutput = answers
        try process.run()
        folder = try Self.line(from: answers)
    }

    /// Has one thing done, and waits until it is.
    func ask(_ question: String) throws {
        try questions.fileHandleForWriting.write(contentsOf: Data((question + "\n").utf8))
        _ = try Self.line(from: answers)
    }

    /// One line of the script's, which begins with `done` or is what went wrong.
    private static func line(from pipe: Pipe) throws -> String {
        var line = Data()
        while line.last != UInt8(ascii: "\n") {
            guard let byte = try pipe.fileHandleForReading.read(upToCount: 1), !byte.isEmpty else {
                throw Failure(description: "the script of the test cluster has ended")
            }
            line += byte
        }
        let text = String(decoding: line.dropLast(), as: UTF8.self)
        guard text.hasPrefix("done ") else { throw Failure(description: text) }
        return String(text.dropFirst("done ".count))
    }
}

/// What runs a command as the user that Debian's package makes.
private let asPostgres = [
    "/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups",
]

/// Speaks one line for each that it reads, and one at the start.
private let script = """
    # An interrupt at the terminal is for the tests; the end of their process follows.
    trap '' INT HUP TERM
    bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
    [ -n "$bin" ] || { echo 'no PostgreSQL server is installed: run bin/setup --tests'; exit; }
    folder=$(mktemp -d /tmp/postgresql-tests.XXXXXX) || exit
    log=$folder/log

    answer() {
        if "$@" >>"$log" 2>&1 </dev/null; then
            echo "done $folder"
        else
            echo "failed: $* ($(tail -n 3 "$log" | tr '\\n' ' '))"
        fi
    }
    create() {
        "$bin/initdb" -N -A trust -U postgres -E UTF8 --locale=C -D "$folder/data" || return
        cat >>"$folder/data/postgresql.conf" <<CONFIGURATION
    listen_addresses = ''
    unix_socket_directories = '$folder'
    fsync = off
    max_connections = 200
    shared_buffers = 32MB
    CONFIGURATION
        start
    }
    start() { "$bin/pg_ctl" -D "$folder/data" -l "$log" -w start; }
    stop() { "$bin/pg_ctl" -D "$folder/data" -w -m "$1" stop; }

    answer create
    while read -r verb mode; do answer "$verb" $mode; done
    stop immediate >/dev/null 2>&1
    rm -rf "$folder"
    """
