import Foundation

/// Standard output and standard error, written through at once: who reads a line has it whole.
enum Output {
    static func line(_ text: String) { write(text + "\n", to: 1) }
    static func text(_ text: String) { write(text, to: 1) }
    static func error(_ text: String) { write(text + "\n", to: 2) }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if written < 0, errno == EINTR { continue }
            // Nobody reads any more: there is no one to tell.
            guard written > 0 else { exit(ExitCode.ok.rawValue) }
            bytes = bytes.dropFirst(written)
        }
    }
}

/// Lines of bytes from a file or from standard input, as they come.
final class LineInput {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false

    /// Begins to read.
    ///
    /// - Parameter path: `-` for standard input.
    /// - Throws: Where there is nothing to read.
    init(_ path: String) throws(CommandFailure) {
        if path == "-" {
            descriptor = 0
            return
        }
        descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else {
            throw .noInput("'\(path)' cannot be read: \(String(cString: strerror(errno)))")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
            throw .noInput("'\(path)' is a folder: name a file")
        }
    }

    deinit { if descriptor > 0 { close(descriptor) } }

    /// The next line without its break; nil at the end.
    func next() -> [UInt8]? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: 10) {
                let line = Array(buffer[start..<end])
                start = end + 1
                return line
            }
            searched = buffer.count
            if isAtEnd {
                guard start < buffer.count else { return nil }
                let line = Array(buffer[start...])
                start = buffer.count
                return line
            }
            if start > 0 {
                buffer.removeFirst(start)
                searched -= start
                start = 0
            }
            fill()
        }
    }

    private func fill() {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        var count = -1
        repeat {
            count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        } while count < 0 && errno == EINTR
        if count <= 0 {
            isAtEnd = true
        } else {
            buffer += chunk[..<count]
        }
    }
}
