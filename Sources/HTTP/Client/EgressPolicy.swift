/// Which machines a tenant's bots may call.
///
/// What is listed may be called, wherever it is. Everything else must be `https` to a machine of
/// the public internet, whatever its name says.
package struct EgressPolicy: Hashable, Sendable {
    /// One entry of the list.
    package enum Allowance: Hashable, Sendable {
        /// A host by its name or address, at one port.
        case host(HTTPDestination.Host, port: UInt16)
        /// All machines of a network.
        case network(IPNetwork)

        /// Reads `crm.internal:8443`, `10.1.2.3:80`, `[fd00::1]:80` or `10.0.0.0/8`; nil for
        /// anything else.
        package init?(_ text: String) {
            if let network = IPNetwork(text) {
                self = .network(network)
            } else if let place = HTTPDestination("http://" + text), place.target == "/",
                text.last != "/", text.last?.isNumber == true, text.contains(":")
            {
                self = .host(place.host, port: place.port)
            } else {
                return nil
            }
        }
    }

    package var allowed: [Allowance]

    package init(allowed: [Allowance] = []) { self.allowed = allowed }

    /// The addresses that may be connected to, of those that a destination's host has.
    ///
    /// - Parameters:
    ///   - destination: Where the request goes.
    ///   - found: What its name resolves to at this moment, or its address itself. The connection
    ///     must go to one of these, and not ask for the name again.
    /// - Returns: At least one.
    /// - Throws: Why none may be; also where only some of them may, as a name is refused as a whole.
    package func addresses(
        of destination: HTTPDestination,
        _ found: [IPAddress]
    ) throws(EgressRefusal) -> [IPAddress] {
        guard !found.isEmpty else { throw .unknownHost }
        if allowed.contains(.host(destination.host, port: destination.port)) { return found }
        for address in found where !isInAllowedNetwork(address) {
            guard address.isPublic else { throw .privateAddress(address) }
            guard destination.isTLS else { throw .notEncrypted }
        }
        return found
    }

    private func isInAllowedNetwork(_ address: IPAddress) -> Bool {
        allowed.contains { allowance in
            switch allowance {
            case .host: false
            case .network(let network): network.contains(address)
            }
        }
    }
}

/// Why a request of ours is not made.
package enum EgressRefusal: Error, Hashable, Sendable {
    /// It is not an `http` or `https` address, or one that could be read in two ways.
    case notAnAddress
    /// Nobody knows the host.
    case unknownHost
    /// The machine is ours or our neighbours', and not listed.
    case privateAddress(IPAddress)
    /// Without TLS only listed machines are called.
    case notEncrypted
    /// A header that could break out of its line.
    case brokenHeader(String)
}

extension EgressRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notAnAddress: "it is not a plain http or https address"
        case .unknownHost: "the host is not known"
        case .privateAddress(let address): "\(address) is not on the public internet nor allowed"
        case .notEncrypted: "only hosts that are allowed may be called without https"
        case .brokenHeader(let name): "the header '\(name)' cannot be sent"
        }
    }
}
