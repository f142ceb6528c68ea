import CCurl
import Foundation
import Synchronization

/// One request on its way; belongs to the thread of the transfers once it is started.
///
/// Unchecked: it is made by its caller and handed over whole; afterwards the caller touches only
/// `isCancelled`, which is atomic.
final class Transfer: @unchecked Sendable {
    /// A head has no more bytes.
    private static let headLimit = 64 << 10

    let easy: UnsafeMutableRawPointer
    private let address: IPAddress
    private let replyLimit: Int
    private let lists: [UnsafeMutablePointer<curl_slist>?]
    private var headers = HTTPHeaders()
    private var headSize = 0
    private var body: [UInt8] = []
    private var isTooLarge = false
    /// Nobody waits for the reply any more; any thread may say so.
    let isCancelled = Atomic(false)
    /// Whoever waits for the reply, called once.
    var finish: ((Result<HTTPReply, HTTPClientError>) -> Void)?

    init(
        _ call: HTTPCall,
        _ destination: HTTPDestination,
        at address: IPAddress,
        within time: Duration,
        certificates: String?
    ) {
        guard let easy = curl_easy_init() else { preconditionFailure("there is memory") }
        self.easy = easy
        self.address = address
        replyLimit = call.replyLimit
        var headers = call.headers.map { name, value in
            // An empty value would take a header away.
            value.isEmpty ? "\(name);" : "\(name): \(value)"
        }
        if call.headers["Content-Type"] == nil { headers.append("Content-Type:") }
        // The library would ask first whether a larger body is wanted, and wait a second.
        headers.append("Expect:")
        let place = address.isIPv6 ? "[\(address)]" : "\(address)"
        let connectTo = "\(destination.hostText):\(destination.port):\(place):\(destination.port)"
        lists = [Self.list(headers), Self.list([connectTo])]

        ccurl_set_text(easy, CURLOPT_URL, destination.url)
        ccurl_set_text(easy, CURLOPT_PROTOCOLS_STR, destination.isTLS ? "https" : "http")
        ccurl_set_number(easy, CURLOPT_FOLLOWLOCATION, 0)
        ccurl_set_number(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        // Not that of the environment: it would connect where nobody judged the address.
        ccurl_set_text(easy, CURLOPT_PROXY, "")
        ccurl_set_list(easy, CURLOPT_CONNECT_TO, lists[1])
        ccurl_set_list(easy, CURLOPT_HTTPHEADER, lists[0])
        ccurl_set_number(easy, CURLOPT_PATH_AS_IS, 1)
        ccurl_set_number(easy, CURLOPT_NOSIGNAL, 1)
        ccurl_set_number(easy, CURLOPT_TIMEOUT_MS, max(Int(time.milliseconds), 1))
        let connecting = min(call.connectTimeout, time)
        ccurl_set_number(easy, CURLOPT_CONNECTTIMEOUT_MS, max(Int(connecting.milliseconds), 1))
        if let certificates { ccurl_set_text(easy, CURLOPT_CAINFO, certificates) }
        setMethod(call)
        setCallbacks()
    }

    deinit {
        curl_easy_cleanup(easy)
        for list in lists { curl_slist_free_all(list) }
    }

    private static func list(_ lines: [String]) -> UnsafeMutablePointer<curl_slist>? {
        lines.reduce(nil) { curl_slist_append($0, $1) }
    }

    private func setMethod(_ call: HTTPCall) {
        switch call.method {
        case .get where call.body.isEmpty: break
        case .head: ccurl_set_number(easy, CURLOPT_NOBODY, 1)
        default:
            if !call.body.isEmpty || call.method == .post {
                ccurl_set_body(easy, call.body, call.body.count)
            }
            ccurl_set_text(easy, CURLOPT_CUSTOMREQUEST, call.method.name)
        }
    }

    private func setCallbacks() {
        ccurl_set_callbacks(
            easy,
            { bytes, _, count, context in
                guard let bytes, let context else { return 0 }
                let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
                let line = UnsafeRawBufferPointer(start: bytes, count: count)
                return transfer.takeHeader(line) ? count : 0
            },
            { bytes, _, count, context in
                guard let bytes, let context else { return 0 }
                let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
                let piece = UnsafeRawBufferPointer(start: bytes, count: count)
                return transfer.take(piece) ? count : 0
            },
            { context, _, place in
                guard let context, let place else { return curl_socket_t(CURL_SOCKET_BAD) }
                let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
                return transfer.open(place)
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    /// The last word on where a connection goes, should the library know another address.
    private func open(_ place: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        let isOurs = withUnsafePointer(to: &place.pointee.addr) { IPAddress($0) == address }
        guard isOurs else { return curl_socket_t(CURL_SOCKET_BAD) }
        let kind = place.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
        return socket(place.pointee.family, kind, place.pointee.protocol)
    }

    private func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
        headSize += bytes.count
        guard headSize <= Self.headLimit else {
            isTooLarge = true
            return false
        }
        let line = String(decoding: bytes, as: UTF8.self).trimmingCharacters(
            in: .whitespacesAndNewlines
        )
        if line.hasPrefix("HTTP/") {
            // What came before was only provisional, such as 100.
            headers = HTTPHeaders()
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[colon...].dropFirst().trimmingCharacters(in: .whitespaces)
            headers.add(String(line[..<colon]), value)
        }
        return true
    }

    private func take(_ piece: UnsafeRawBufferPointer) -> Bool {
        guard body.count + piece.count <= replyLimit else {
            isTooLarge = true
            return false
        }
        body += piece
        return true
    }

    /// Whether a byte of the request may have left.
    var mayHaveArrived: Bool { ccurl_request_size(easy) > 0 }

    /// What the end of the transfer means.
    func outcome(_ code: CURLcode) -> Result<HTTPReply, HTTPClientError> {
        guard code != CURLE_OK else {
            let status = Int(ccurl_status(easy))
            return .success(HTTPReply(status: status, headers: headers, body: body))
        }
        if isTooLarge { return .failure(.replyTooLarge) }
        let reason = String(cString: curl_easy_strerror(code))
        return .failure(mayHaveArrived ? .unknown(reason: reason) : .notSent(reason: reason))
    }
}
