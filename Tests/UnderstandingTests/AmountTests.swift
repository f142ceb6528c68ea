import Testing
import Understanding
import Values

@Suite struct AmountTests {
    @Test(arguments: [
        ("12", ["12"]), ("1,234", ["1234"]), ("1,234.50", ["1234.5"]), ("-5", ["-5"]),
        ("1.5k", ["1500"]), ("two hundred and five", ["205"]), ("twenty-one", ["21"]),
        ("a dozen", ["12"]), ("a couple of cards", ["2"]), ("3 million", ["3000000"]),
        ("two and a half", ["2.5"]), ("half", ["0.5"]), ("3/4", ["0.75"]), ("minus ten", ["-10"]),
        ("2 or 3", ["2", "3"]), ("one point five", ["1.5"]), ("٢٥", ["25"]), ("１２", ["12"]),
        ("one thousand two hundred thirty four", ["1234"]), ("1,3,4", ["1", "3", "4"]),
        ("I want 2 of them", ["2"]), ("two thirds", ["0.6666666666666666666666666666666666666"]),
    ])
    func `A number is read`(text: String, numbers: [String]) throws {
        let found = try values(.number, in: text)
        #expect(found.map { String($0.prefix(8)) } == numbers.map { String($0.prefix(8)) })
    }

    @Test(arguments: [
        "abc123", "the one I lost", "", "first", "no", "card", "that one",
        "99999999999999999999999999999999999999999999",
    ])
    func `What is no number is left alone`(text: String) throws {
        #expect(try values(.number, in: text).isEmpty)
    }

    @Test(arguments: [
        ("1.234,5", "1234.5"), ("1,5", "1.5"), ("doscientos cinco", "205"),
        ("treinta y cinco", "35"), ("dos mil veintiséis", "2026"), ("veintidós", "22"),
    ])
    func `Numbers in Spanish are read`(text: String, number: String) throws {
        #expect(try values(.number, in: text, language: "es", region: "ES") == [number])
    }

    @Test(arguments: [
        ("first", "1"), ("the 21st", "21"), ("twenty-first", "21"), ("last", "-1"), ("3rd", "3"),
    ])
    func `A place in a list is read`(text: String, place: String) throws {
        #expect(try values(.ordinal, in: text) == [place])
    }

    @Test(arguments: [
        ("$12.50", "12.50", "USD"), ("20 bucks", "20", "USD"), ("12 EUR", "12", "EUR"),
        ("five hundred dollars", "500", "USD"), ("€1,234.56", "1234.56", "EUR"),
        ("5 dollars and 20 cents", "5.20", "USD"), ("10 quid", "10", "GBP"), ("£5", "5", "GBP"),
        ("US$ 30", "30", "USD"), ("50 cents", "0.50", "USD"), ("USD 1.5k", "1500", "USD"),
        ("a dollar", "1", "USD"), ("-$5", "-5", "USD"), ("C$20", "20", "CAD"),
    ])
    func `An amount of money is read`(text: String, amount: String, currency: String) throws {
        let found = try recognitions(.money, in: text)
        let expected: JSON = ["amount": .string(amount), "currency": .string(currency)]
        #expect(found.map(\.value.spelled) == [expected])
    }

    @Test func `A dollar is the customer's own`() throws {
        let found = try recognitions(.money, in: "$5", region: "AU")
        #expect(found.first?.value.spelled["currency"] == "AUD")
    }

    @Test(arguments: ["5 cards", "my pen 7 times", "", "dollar store", "try 5"])
    func `What is no money is left alone`(text: String) throws {
        #expect(try values(.money, in: text).isEmpty)
    }

    @Test(arguments: [("5%", "5"), ("12.5 percent", "12.5"), ("fifty per cent", "50")])
    func `A percentage is read`(text: String, number: String) throws {
        #expect(try values(.percent, in: text) == [number])
    }

    @Test(arguments: [
        ("4111 1111 1111 1111", ["4111111111111111"]), ("it's 12-34", ["1234"]), ("no", []),
        ("٤٤٥٥", ["4455"]),
    ])
    func `Digits are put together`(text: String, digits: [String]) throws {
        #expect(try values(.digits, in: text) == digits)
    }
}
