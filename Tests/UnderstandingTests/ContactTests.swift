import Testing
import Understanding
import Values

@Suite struct ContactTests {
    @Test(arguments: [
        ("my number is (415) 555-0101", "US", "+14155550101"),
        ("call +44 20 7946 0958 please", "US", "+442079460958"),
        ("020 7946 0958", "GB", "+442079460958"), ("415.555.0101", "US", "+14155550101"),
        ("+1 415 555 0101 ext. 12", "US", "+14155550101;ext=12"),
        ("٤١٥٥٥٥٠١٠١", "US", "+14155550101"),
    ])
    func `A telephone number is read`(text: String, region: String, number: String) throws {
        #expect(try values(.phone, in: text, region: region) == [number])
    }

    @Test func `A telephone number knows its place behind other scripts`() throws {
        let found = try #require(try recognitions(.phone, in: "für €: +1 415 555 0101").first)
        #expect(found.span == 7..<22)
    }

    @Test(arguments: ["12", "", "no", "order 1234", "1/2/2026", "555"])
    func `What is no telephone number is left alone`(text: String) throws {
        #expect(try values(.phone, in: text).isEmpty)
    }

    @Test(arguments: [
        ("Mail me at Jane.Doe+x@Example.COM.", "Jane.Doe+x@example.com"),
        ("a@b.co", "a@b.co"), ("it's john at example dot com", "john@example.com"),
    ])
    func `An e-mail address is read`(text: String, address: String) throws {
        #expect(try values(.email, in: text) == [address])
    }

    @Test(arguments: ["@jane", "a@b", "a@@b.com x", "", "at the shop dot", "a@.com", "@@@@@@@"])
    func `What is no e-mail address is left alone`(text: String) throws {
        #expect(try values(.email, in: text).isEmpty)
    }

    @Test(arguments: [
        ("see https://example.com/a?b=c.", "https://example.com/a?b=c"),
        ("www.example.org", "www.example.org"), ("go to example.com!", "example.com"),
    ])
    func `A link is read`(text: String, link: String) throws {
        #expect(try values(.url, in: text) == [link])
    }

    @Test(arguments: ["hello.World", "1.5", "a@b.com", "", "...", "e.g. this"])
    func `What is no link is left alone`(text: String) throws {
        #expect(try values(.url, in: text).isEmpty)
    }

    @Test func `Everything in a message is found once`() throws {
        let text = "lost it yesterday, reach me at a@b.com, it had $50 in it"
        let found = try recognitions(.any, in: text)
        #expect(found.map(\.type) == [.date, .email, .money])
    }
}
