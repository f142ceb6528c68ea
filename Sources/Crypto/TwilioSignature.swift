import Foundation

/// The signature of Twilio's webhooks: `X-Twilio-Signature`, base64 of an HMAC-SHA-1 over the whole
/// address and the sorted parameters.
///
/// Source: https://www.twilio.com/docs/usage/security#validating-requests
package enum TwilioSignature {
    /// Whether a request came from whoever has the account's token.
    ///
    /// - Parameters:
    ///   - header: What `X-Twilio-Signature` holds.
    ///   - url: The address as Twilio knows it, with its query; configured, never made of a `Host`
    ///     header that anyone can write.
    ///   - parameters: Names and values of the form, decoded, in any order.
    ///   - token: The account's token.
    /// - Returns: False also for a header of another form.
    package static func isValid(
        _ header: String,
        url: String,
        parameters: [(name: String, value: String)],
        token: String
    ) -> Bool {
        // By bytes, as Twilio sorts. A pair that is repeated is signed once.
        var pairs: [(name: [UInt8], value: [UInt8])] =
            parameters
            .map { (Array($0.name.utf8), Array($0.value.utf8)) }
            .sorted { one, other in
                one.0 == other.0
                    ? one.1.lexicographicallyPrecedes(other.1)
                    : one.0.lexicographicallyPrecedes(other.0)
            }
        var previous: (name: [UInt8], value: [UInt8])?
        pairs.removeAll { pair in
            defer { previous = pair }
            return previous.map { $0 == pair } ?? false
        }
        let message = pairs.reduce(into: Array(url.utf8)) { $0 += $1.name + $1.value }
        let ours = Data(HMAC.sha1(of: message, key: Array(token.utf8))).base64EncodedString()
        return isEqualInConstantTime(Array(ours.utf8), Array(header.utf8))
    }
}
