import HTTP
import Testing

@Suite struct HTTPTargetTests {
    @Test(arguments: [
        ("/", [""]), ("/a/b", ["a", "b"]), ("/a/", ["a", ""]), ("//a", ["", "a"]),
        ("/a%20b", ["a b"]), ("/a+b", ["a+b"]), ("/%C3%A9", ["é"]), ("/a%2Fb", ["a/b"]),
        ("/%252e%252e", ["%2e%2e"]), ("/...", ["..."]), ("/a..b", ["a..b"]),
        ("/urn:mbid:1,2;x=1@y", ["urn:mbid:1,2;x=1@y"]), ("http://host:1/a", ["a"]),
        ("https://host", [""]), ("http://host?q", [""]),
    ])
    func `A path is cut at its slashes and decoded once`(target: String, segments: [String]) throws
    {
        #expect(try HTTPTarget(target).segments == segments)
    }

    @Test func `A query is decoded in its order`() throws {
        let query = try HTTPTarget("/?a=1&b=x+y%26&a=&c&&=z&d=e=f").query
        let expected = [
            ("a", "1"), ("b", "x y&"), ("a", ""), ("c", ""), ("", "z"), ("d", "e=f"),
        ]
        #expect(query == expected.map { HTTPTarget.Item(name: $0.0, value: $0.1) })
    }

    @Test(arguments: [
        "", "*", "a", "?a", "host:80", "ftp://host/", "/..", "/../a", "/a/..", "/./a", "/%2e%2e/",
        "/%2E.", "/.%2e/a", "/..%2fa", "/a%5c..", "/a\\..", "/%00", "/a%0d%0aX", "/%7f", "/%",
        "/%2",
        "/%zz", "/%+1", "/%ff", "/%c0%ae", "/%ed%a0%80", "/é", "/a b", "/a#b", "/?a=%", "/?%00",
        "/?a=%ff", "http:///%2e%2e",
    ])
    func `What is no path, or leads up or down one, is refused`(target: String) {
        let problem = #expect(throws: Problem.self) { try HTTPTarget(target) }
        #expect(problem?.status == 400)
    }
}
