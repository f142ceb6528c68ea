import HTTP
import Testing

@Suite struct EgressPolicyTests {
    private func refusal(
        of url: String,
        resolvingTo found: [String] = [],
        allowing list: [String] = []
    ) throws -> EgressRefusal? {
        guard let destination = HTTPDestination(url) else { return .notAnAddress }
        let policy = EgressPolicy(
            allowed: try list.map { try #require(EgressPolicy.Allowance($0)) }
        )
        let addresses =
            switch destination.host {
            case .address(let address): [address]
            case .name: try found.map { try #require(IPAddress($0)) }
            }
        do throws(EgressRefusal) {
            #expect(try policy.addresses(of: destination, addresses) == addresses)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255",
        "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.192",
        "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
        "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1",
        "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:7f00:1", "64:ff9b::7f00:1",
        "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:4136:e378::1",
        "2001:db8::1", "2002:7f00:1::", "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1",
        "ff02::1", "4000::1", "5f00::1",
    ])
    func `A machine that is not on the internet is not called, by its address nor by a name`(
        text: String
    ) throws {
        let address = try #require(IPAddress(text))
        #expect(!address.isPublic)
        let host = address.isIPv6 ? "[\(text)]" : text
        #expect(try refusal(of: "https://\(host)/") == .privateAddress(address))
        #expect(
            try refusal(of: "https://shop.example/", resolvingTo: [text])
                == .privateAddress(address)
        )
        // One good address beside it does not help.
        #expect(
            try refusal(of: "https://shop.example/", resolvingTo: ["93.184.215.14", text])
                == .privateAddress(address)
        )
    }

    @Test(arguments: [
        "93.184.215.14", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1",
        "169.253.0.1", "198.17.0.1", "223.255.255.255", "2606:4700:4700::1111", "2a00:1450::1",
        "2001:4860:4860::8888",
    ])
    func `A machine on the internet is called, with TLS only`(text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic)
        #expect(try refusal(of: "https://shop.example/", resolvingTo: [text]) == nil)
        #expect(try refusal(of: "http://shop.example/", resolvingTo: [text]) == .notEncrypted)
    }

    @Test func `What is listed is called, at its port and wherever it is`() throws {
        let list = ["crm.internal:8080", "10.1.0.0/16", "[fd00::1]:80", "127.0.0.1:9000"]
        let allowed = [
            ("http://crm.internal:8080/", "10.9.9.9"), ("https://CRM.internal.:8080/", "10.9.9.9"),
            ("http://other.internal/", "10.1.255.1"), ("http://10.1.2.3:99/", ""),
            ("http://[fd00::1]/", ""), ("http://[FD00:0::1]/", ""), ("http://127.0.0.1:9000/", ""),
        ]
        for (url, found) in allowed {
            let found = found.isEmpty ? [] : [found]
            #expect(try refusal(of: url, resolvingTo: found, allowing: list) == nil, "\(url)")
        }
        let refused = [
            ("http://crm.internal/", "10.9.9.9"), ("http://crm.internal:8081/", "10.9.9.9"),
            ("http://evil.crm.internal:8080/", "10.9.9.9"), ("http://other.internal/", "10.2.0.1"),
            ("http://127.0.0.1:9001/", ""), ("http://[::ffff:10.1.2.3]/", ""),
            ("http://[fd00::2]/", ""),
        ]
        for (url, found) in refused {
            let found = found.isEmpty ? [] : [found]
            #expect(try refusal(of: url, resolvingTo: found, allowing: list) != nil, "\(url)")
        }
    }

    @Test func `A name that nobody knows is told apart`() throws {
        #expect(try refusal(of: "https://nowhere.example/") == .unknownHost)
    }

    @Test(arguments: [
        "", "shop.example", "shop.example:80/", "10.0.0.0/33", "10.0.0.0/-1", "/8", "::/129",
        "http://shop.example:80", "shop.example:0", "shop.example:65536", "a@b:80", "a:80?x=1",
        "0x7f000001:80", "127.1:80", "shop.example:+80",
    ])
    func `What is no entry of a list is not read as one`(text: String) {
        #expect(EgressPolicy.Allowance(text) == nil)
    }

    @Test(arguments: [
        "", "shop.example", "//shop.example", "ftp://shop.example/", "file:///etc/passwd",
        "gopher://shop.example/", "javascript://x", "https:shop.example", "https://",
        "https:///path", "https://user@shop.example/", "https://user:pass@shop.example/",
        "https://shop.example@127.0.0.1/", "https://shop.example:443@127.0.0.1/",
        "https://127.0.0.1#@shop.example/", "https://127.0.0.1\\@shop.example/",
        "https://0x7f000001/", "https://0x7f.0.0.1/", "https://2130706433/", "https://127.1/",
        "https://0177.0.0.1/", "https://127.0.0.1.:1/x y", "https://127.0.0.01/",
        "https://1.2.3.4.5/", "https://127.0.0/", "https://[::1/", "https://[::1]x/",
        "https://[fe80::1%25eth0]/", "https://[127.0.0.1]/", "https://::1/", "https://a..b/",
        "https://-a.b/", "https://a-.b/", "https://a%2eb/", "https://exämple.com/",
        "https://shop.example:/", "https://shop.example:0/", "https://shop.example:65536/",
        "https://shop.example:+1/", "https://shop.example:80:80/", "https://shop.example/\r\nX: 1",
        "https://shop.example/ HTTP/1.1", "https://shop.example/\u{0}", "https://①②⑦.0.0.1/",
        "https://shop.example/#f", "https://\(String(repeating: "a", count: 64)).example/",
    ])
    func `What could be read in two ways is no address`(url: String) {
        #expect(HTTPDestination(url) == nil)
    }

    @Test(arguments: [
        ("HTTPS://Shop.Example", "https://shop.example:443/"),
        ("https://shop.example.:8443/a/../b?c=%2e", "https://shop.example:8443/a/../b?c=%2e"),
        ("http://10.0.0.1?q", "http://10.0.0.1:80/?q"),
        ("http://[::1]:8080/", "http://[::1]:8080/"),
        ("https://a_b.1and1.example/", "https://a_b.1and1.example:443/"),
        ("https://xn--exmple-cua.com/", "https://xn--exmple-cua.com:443/"),
    ])
    func `A plain address is written in one way`(url: String, plain: String) {
        #expect(HTTPDestination(url)?.url == plain)
    }
}
