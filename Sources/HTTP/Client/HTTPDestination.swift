import Foundation

/// Where a request of ours goes: an `http` or `https` address, read strictly.
///
/// What different readers take for different hosts is none: names and passwords before the host,
/// numbers in other forms than four with dots, zones.
package struct HTTPDestination: Hashable, Sendable {
    package enum Host: Hashable, Sendable {
        /// Small letters, without a dot at the end.
        case name(String)
        case address(IPAddress)
    }

    package let isTLS: Bool
    package let host: Host
    package let port: UInt16
    /// Path and query, at least `/`.
    package let target: String

    /// Reads an address; nil for all that is not plainly one.
    package init?(_ url: String) {
        guard url.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !Self.forbidden.contains($0) })
        else { return nil }
        guard let colon = url.range(of: "://") else { return nil }
        switch url[..<colon.lowerBound].lowercased() {
        case "http": isTLS = false
        case "https": isTLS = true
        default: return nil
        }
        let rest = url[colon.upperBound...]
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        guard let (host, port) = Self.authority(rest[..<end], standard: isTLS ? 443 : 80) else {
            return nil
        }
        self.host = host
        self.port = port
        target = rest[end...].hasPrefix("/") ? String(rest[end...]) : "/" + rest[end...]
    }

    /// What no address has, a fragment among it.
    private static let forbidden = Set("\\\"<>^`{|}#".utf8)

    private static func authority(_ text: Substring, standard: UInt16) -> (Host, UInt16)? {
        // A name and a password would make another host look like the first.
        guard !text.contains("@") else { return nil }
        let hostEnd: Substring.Index
        let host: Host?
        if text.hasPrefix("[") {
            guard let bracket = text.firstIndex(of: "]") else { return nil }
            let address = IPAddress(String(text[..<bracket].dropFirst()))
            host = address.flatMap { $0.isIPv6 ? .address($0) : nil }
            hostEnd = text.index(after: bracket)
        } else {
            hostEnd = text.firstIndex(of: ":") ?? text.endIndex
            host = Self.host(String(text[..<hostEnd]))
        }
        guard let host else { return nil }
        let tail = text[hostEnd...]
        guard !tail.isEmpty else { return (host, standard) }
        let digits = tail.dropFirst()
        guard tail.first == ":", digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = UInt16(digits), port > 0
        else { return nil }
        return (host, port)
    }

    /// Reads a host as it stands in an address and in a list of allowed ones.
    static func host(_ text: String) -> Host? {
        if let address = IPAddress(text) { return address.isIPv6 ? nil : .address(address) }
        let name = (text.hasSuffix(".") ? String(text.dropLast()) : text).lowercased()
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let isName = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy {
                    (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
                        || $0 == 0x5F
                }
        }
        // `0x7f000001`, `2130706433` and `127.1` are addresses to some resolvers.
        guard isName, name.utf8.count <= 253, let last = labels.last,
            !last.utf8.allSatisfy({ (0x30...0x39).contains($0) }), !last.hasPrefix("0x")
        else { return nil }
        return .name(name)
    }

    /// The host as it is written in an address.
    package var hostText: String {
        switch host {
        case .name(let name): name
        case .address(let address): address.isIPv6 ? "[\(address)]" : "\(address)"
        }
    }

    /// The whole address, written in one way.
    package var url: String { "\(isTLS ? "https" : "http")://\(hostText):\(port)\(target)" }
}
