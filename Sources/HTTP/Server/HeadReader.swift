import CMicroHTTPD
import Foundation

/// Makes a request's head of what the library has read, and refuses what two readers could
/// understand in two ways.
struct HeadReader {
    let limits: HTTPLimits

    /// A request's first line, where the library has it.
    struct Line {
        let method: UnsafePointer<CChar>
        /// Path and query as they came.
        let target: String
        let version: UnsafePointer<CChar>
    }

    /// What the head says of the body and of the connection.
    struct Framed {
        let head: HTTPHead
        let hasBody: Bool
        let waitsForContinue: Bool
    }

    /// Reads the head.
    ///
    /// - Parameters:
    ///   - line: The request's first line.
    ///   - connection: Whose headers are read.
    /// - Returns: The head and what follows it.
    /// - Throws: What is wrong with it; then nobody knows where the next request begins.
    func read(_ line: Line, _ connection: Connection) throws(Problem) -> Framed {
        let method = String(cString: line.method)
        let isHTTP11 = strcmp(line.version, "HTTP/1.1") == 0
        let lineLength = method.utf8.count + line.target.utf8.count + strlen(line.version) + 2
        guard lineLength <= limits.requestLine else {
            throw refused(414, "the request line has more than \(limits.requestLine) bytes")
        }
        let size = cmhd_head_size(connection.handle)
        guard size <= limits.headers else {
            throw refused(431, "the headers have more than \(limits.headers) bytes")
        }
        let places = Self.places(of: connection.handle)
        guard places.count <= limits.headerCount else {
            throw refused(431, "there are more than \(limits.headerCount) headers")
        }
        guard HTTPToken.isOne(method) else {
            throw refused(400, "the method is not a word")
        }
        guard Self.hasNoGaps(line, lineLength, places, end: line.method + size) else {
            throw refused(
                400,
                "a line is folded, does not end with CR LF, or has a NUL or a blank too many"
            )
        }
        let fields = places.map { (name: Self.text($0.name), value: Self.trimmed($0.value)) }
        for (name, value) in fields {
            guard HTTPToken.isOne(name) else {
                throw refused(400, "the name of a header is not a word")
            }
            guard !value.utf8.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) else {
                throw refused(400, "the header '\(name)' has a control character")
            }
        }
        let headers = HTTPHeaders(fields)
        if isHTTP11 {
            guard headers.values(of: "Host").count == 1 else {
                throw refused(400, "there must be one Host")
            }
        }
        let (hasBody, length) = try framing(of: headers, isHTTP11: isHTTP11)
        let head = try HTTPHead(
            method: HTTPMethod(method),
            target: line.target,
            headers: headers,
            peer: connection.peer,
            contentLength: length
        )
        let waits = hasBody && headers["Expect"] != nil
        return Framed(head: head, hasBody: hasBody, waitsForContinue: waits)
    }

    /// Where the body ends.
    ///
    /// Whatever leaves a doubt is refused: a proxy in front of us might have decided otherwise, and
    /// take for a request what we take for a body.
    ///
    /// Source: RFC 9112, section 6.3.
    private func framing(
        of headers: HTTPHeaders,
        isHTTP11: Bool
    ) throws(Problem) -> (hasBody: Bool, length: Int?) {
        let codings = headers.values(of: "Transfer-Encoding")
        let lengths = headers.values(of: "Content-Length")
        guard !codings.isEmpty else {
            guard let text = lengths.first else { return (false, 0) }
            guard lengths.count == 1, (1...15).contains(text.utf8.count),
                text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(text)
            else { throw refused(400, "Content-Length is not one number") }
            return (length > 0, length)
        }
        guard lengths.isEmpty else {
            throw refused(400, "Transfer-Encoding and Content-Length do not go together")
        }
        guard isHTTP11, codings.count == 1, HTTPHeaders.isSame(codings[0], "chunked") else {
            throw refused(501, "the only Transfer-Encoding is chunked, in HTTP/1.1")
        }
        return (true, nil)
    }

    private func refused(_ status: Int, _ detail: String) -> Problem {
        Problem(status, detail: detail)
    }

    /// Where a header stands in what the connection received.
    private typealias Place = (name: UnsafeBufferPointer<CChar>, value: UnsafeBufferPointer<CChar>)

    private static func places(of handle: OpaquePointer) -> [Place] {
        var places: [Place] = []
        withUnsafeMutablePointer(to: &places) { places in
            _ = MHD_get_connection_values_n(
                handle,
                .HEADER_KIND,
                { context, _, name, nameSize, value, valueSize in
                    let places = context?.assumingMemoryBound(to: [Place].self)
                    let name = UnsafeBufferPointer(start: name, count: nameSize)
                    let value = UnsafeBufferPointer(
                        start: value,
                        count: value == nil ? 0 : valueSize
                    )
                    places?.pointee.append((name, value))
                    return .YES
                },
                places
            )
        }
        return places
    }

    /// Whether the parts of a head lie one behind the other as they came.
    ///
    /// The library ends a text at its first NUL, joins folded lines, and passes over blanks and over
    /// headers without a name; whoever stands before us may read all of that otherwise.
    private static func hasNoGaps(
        _ line: Line,
        _ lineLength: Int,
        _ places: [Place],
        end: UnsafePointer<CChar>
    ) -> Bool {
        let target = line.target.utf8.count
        guard line.method + strlen(line.method) + 1 + target + 1 == line.version else {
            return false
        }
        // Lines end with CR LF: with LF alone, another reader may see a line where we see none.
        var previous = line.method + lineLength
        for (name, value) in places {
            guard let name = name.baseAddress, name - previous == 2 else {
                return false
            }
            guard let start = value.baseAddress else { return false }
            previous = start + value.count
        }
        return end - previous == 4
    }

    private static func text(_ place: UnsafeBufferPointer<CChar>) -> String {
        String(decoding: UnsafeRawBufferPointer(place), as: UTF8.self)
    }

    /// Without the blanks around it, which are not the header's.
    private static func trimmed(_ place: UnsafeBufferPointer<CChar>) -> String {
        var bytes = UnsafeRawBufferPointer(place)[...]
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
        while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
