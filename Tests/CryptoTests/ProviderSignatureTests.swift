import Crypto
import Testing

@Suite struct ProviderSignatureTests {
    @Test func `Meta's signature is taken over the raw bytes, and over no others`() {
        let body = Array(#"{"object":"page","entry":[{"text":"😀 h\u00e9"}]}"#.utf8)
        let digits = "50d27af2c401db840e8811b04236cd8e269836cabdadb6f9984e92c1f35fba6d"
        func isValid(_ header: String, _ body: [UInt8]) -> Bool {
            MetaSignature.isValid(header, body: body, appSecret: "app secret")
        }
        #expect(isValid("sha256=" + digits, body))
        #expect(isValid("sha256=" + digits.uppercased(), body))
        #expect(!isValid("sha256=" + digits, Array(#"{"object":"page"}"#.utf8)))
        for header in ["", digits, "sha1=" + digits, "sha256=", "sha256=" + digits.dropLast()] {
            #expect(!isValid(header, body), "\(header)")
        }
        #expect(!MetaSignature.isValid("sha256=" + digits, body: body, appSecret: "another"))
    }

    private let url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    private let parameters = [
        (name: "To", value: "+18005551212"), (name: "CallSid", value: "CA1234567890ABCDE"),
        (name: "Digits", value: "1234"), (name: "From", value: "+14158675309"),
        (name: "Caller", value: "+14158675309"),
    ]

    /// The example of Twilio's page.
    @Test func `Twilio's signature is taken whatever the order of the parameters`() {
        let header = "RSOYDt4T1cUTdK1PDd93/VVr8B8="
        for order in [parameters, parameters.reversed(), parameters + parameters] {
            #expect(
                TwilioSignature.isValid(header, url: url, parameters: order, token: "12345")
            )
        }
    }

    @Test func `Twilio's signature is refused for another address, parameter or token`() {
        let header = "RSOYDt4T1cUTdK1PDd93/VVr8B8="
        var changed = parameters
        changed[2].value = "1235"
        let refused = [
            (header, url + "&x=1", parameters, "12345"), (header, url, changed, "12345"),
            (header, url, Array(parameters.dropLast()), "12345"),
            (header, url, parameters, "12346"), ("", url, parameters, "12345"),
            ("no base64", url, parameters, "12345"),
        ]
        for (header, url, parameters, token) in refused {
            #expect(
                !TwilioSignature.isValid(header, url: url, parameters: parameters, token: token)
            )
        }
    }
}
