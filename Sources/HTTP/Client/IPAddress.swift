import Foundation

/// The address of a machine.
package struct IPAddress: Hashable, Sendable {
    /// Four bytes, or sixteen.
    package let bytes: [UInt8]

    package var isIPv6: Bool { bytes.count == 16 }

    /// Takes an address as it is written: four numbers with dots and no leading zeros, or IPv6
    /// without brackets and without a zone.
    package init?(_ text: String) {
        var four = in_addr()
        var sixteen = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &sixteen) == 1 {
            bytes = withUnsafeBytes(of: &sixteen) { Array($0) }
        } else {
            return nil
        }
    }

    /// Takes the address of a socket; nil where it is of another family.
    init?(_ address: UnsafePointer<sockaddr>) {
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            bytes = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                withUnsafeBytes(of: $0.pointee.sin_addr) { Array($0) }
            }
        case AF_INET6:
            bytes = address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                withUnsafeBytes(of: $0.pointee.sin6_addr) { Array($0) }
            }
        default: return nil
        }
    }

    /// Whether a stranger on the internet may have it: no machine of ours does.
    ///
    /// Source: the IANA special-purpose registries of IPv4 and IPv6 (RFC 6890 and its successors).
    package var isPublic: Bool {
        isIPv6
            // Only 2000::/3 is given out. IPv4-mapped addresses, NAT64, local and link-local ones,
            // loopback and multicast all lie elsewhere.
            ? Self.global6.contains(self) && !Self.special6.contains { $0.contains(self) }
            : !Self.special4.contains { $0.contains(self) }
    }

    private static let global6 = IPNetwork(known: "2000::/3")
    /// IETF protocols with Teredo, documentation twice, and 6to4, which wraps an IPv4 address.
    private static let special6 = [
        "2001::/23", "2001:db8::/32", "3fff::/20", "2002::/16",
    ].map { IPNetwork(known: $0) }
    private static let special4 = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    ].map { IPNetwork(known: $0) }
}

extension IPAddress: CustomStringConvertible {
    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = isIPv6 ? AF_INET6 : AF_INET
        guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(
            decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
            as: UTF8.self
        )
    }
}

/// The addresses that begin with the same bits, as in `10.0.0.0/8`.
package struct IPNetwork: Hashable, Sendable {
    package let base: IPAddress
    /// How many bits are the same.
    package let length: Int

    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let base = IPAddress(String(parts[0])),
            let length = Int(parts[1]), (0...base.bytes.count * 8).contains(length)
        else { return nil }
        self.base = base
        self.length = length
    }

    fileprivate init(known text: String) {
        guard let network = IPNetwork(text) else { preconditionFailure("\(text) is a network") }
        self = network
    }

    /// Whether an address lies in it; never one of the other family.
    package func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == base.bytes.count else { return false }
        let (whole, rest) = length.quotientAndRemainder(dividingBy: 8)
        guard address.bytes.prefix(whole) == base.bytes.prefix(whole) else { return false }
        guard rest > 0 else { return true }
        return (address.bytes[whole] ^ base.bytes[whole]) >> (8 - rest) == 0
    }
}
