import Foundation
import Testing
import Values

@Suite struct `JSON that is read` {
    @Test(arguments: [
        #"{"a":[1,2.5,"x",null,true,{"b":{}}]}"#, "[]", #""\u00e9\ud83d\ude00""#,
        "9007199254740993",
    ])
    func `is written again as the same`(text: String) throws {
        let value = try JSON(parsing: text)
        #expect(try JSON(parsing: value.text) == value)
    }

    @Test(arguments: [
        "", " ", "{", "{'a':1}", "nul", "\u{FEFF}", "{\"a\":1}}", "[1,]", "{\"a\":1,}", "1 2", "01",
        "+1",
        ".5", "1.", "1e400", "NaN", "/**/1", "\"\t\"", "\"\\x\"", "\"\\ud800\"",
        "\"\\ude00\\ud83d\"",
        "5\0", "\0",
    ])
    func `is refused where it is none`(text: String) {
        #expect(throws: JSONError(.malformed)) { try JSON(parsing: text) }
    }

    /// A byte beyond ASCII alone, a surrogate, a zero in two bytes, UTF-16.
    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC0, 0x80, 0x22],
            [0x31, 0x00, 0x32, 0x00],
        ] as [[UInt8]]
    )
    func `is refused where it is not UTF-8`(bytes: [UInt8]) {
        #expect(throws: JSONError(.malformed)) { try JSON(parsing: bytes) }
        #expect(throws: JSONError(.malformed)) { try JSON(parsing: Data(bytes)) }
    }

    @Test func `may begin with a byte order mark`() throws {
        #expect(try JSON(parsing: "\u{FEFF}[1]") == [1])
    }

    @Test func `is the same from bytes, data and text`() throws {
        let text = "{\"name\":\"Zoë\"}"
        let value: JSON = ["name": "Zoë"]
        #expect(try JSON(parsing: text) == value)
        #expect(try JSON(parsing: Array(text.utf8)) == value)
        #expect(try JSON(parsing: Data("x\(text)".utf8).dropFirst()) == value)
    }

    @Test(
        arguments: [
            ("5", .int(5)), ("5.0", .int(5)), ("5e0", .int(5)), ("1e3", .int(1000)),
            ("-0.0", .int(0)),
            ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
            ("9007199254740993", .int(9_007_199_254_740_993)),
            ("9223372036854775808", .double(9_223_372_036_854_775_808)),
            ("-9223372036854775809", .double(-9_223_372_036_854_775_808)),
            ("18446744073709551616", .double(18_446_744_073_709_551_616)),
            ("123456789012345678901234567890", .double(1.234_567_890_123_456_8e29)),
            ("5.107667190469613e16", .double(5.107_667_190_469_613e16)), ("2.5", .double(2.5)),
        ] as [(String, JSON)]
    )
    func `has whole numbers and others`(text: String, number: JSON) throws {
        #expect(try JSON(parsing: text) == number)
    }

    /// One of them in a document leaves the others as they are, and what looks like one in a text.
    @Test func `may have numbers beyond 64 bits among others`() throws {
        let text =
            "[9223372036854775807,\"\\\"99999999999999999999\",100000000000000000000,{\"a\":-3}]"
        #expect(
            try JSON(parsing: text)
                == [.int(.max), "\"99999999999999999999", .double(1e20), ["a": -3]]
        )
        #expect(throws: JSONError(.malformed)) { try JSON(parsing: "[0100000000000000000000]") }
        #expect(throws: JSONError(.malformed)) { try JSON(parsing: "100000000000000000000x") }
    }

    @Test func `says a key once`() {
        #expect(throws: JSONError(.repeatedKey("a"))) { try JSON(parsing: #"{"a":1,"a":1}"#) }
        #expect(throws: JSONError(.repeatedKey("a"))) {
            try JSON(parsing: #"[{"b":{"a":1,"\u0061":2}}]"#)
        }
        #expect(throws: Never.self) { try JSON(parsing: #"[{"a":1},{"a":{"a":1}}]"#) }
    }

    private static func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }

    @Test func `traps nothing, however deep it is`() throws {
        #expect(throws: Never.self) { try JSON(parsing: Self.nested(64)) }
        #expect(throws: JSONError(.deeper(than: 64))) { try JSON(parsing: Self.nested(65)) }
        #expect(throws: JSONError(.deeper(than: 1_024))) { try JSON(parsing: Self.nested(100_000)) }
        let objects =
            String(repeating: "{\"a\":", count: 65) + "1" + String(repeating: "}", count: 65)
        #expect(throws: JSONError(.deeper(than: 64))) { try JSON(parsing: objects) }
    }

    @Test func `keeps to the limits of whoever reads it`() throws {
        let limits = JSON.Limits(depth: 2, keys: 3, string: 4)
        #expect(throws: Never.self) {
            try JSON(parsing: #"[{"a":"abcd","b":1},{"abcd":2}]"#, limits: limits)
        }
        let refused: [(String, JSONError, String)] = [
            (#"[[[]]]"#, JSONError(.deeper(than: 2)), "nested deeper than 2"),
            (
                #"[{"a":1,"b":1},{"a":2,"b":2}]"#, JSONError(.moreKeys(than: 3)),
                "larger than allowed: it has more than 3 keys"
            ),
            (
                #"["abcde"]"#, JSONError(.longerString(than: 4)),
                "larger than allowed: it has a text of more than 4 bytes"
            ),
            (
                #"{"äöü":1}"#, JSONError(.longerString(than: 4)),
                "larger than allowed: it has a text of more than 4 bytes"
            ),
        ]
        for (text, error, reason) in refused {
            #expect(throws: error) { try JSON(parsing: text, limits: limits) }
            #expect(error.reason == reason)
        }
    }

    @Test func `may be long once and short again`() throws {
        let long = JSON.array((0..<50_000).map { .object(["n": .int($0), "s": "text \($0)"]) })
        #expect(try JSON(parsing: long.text) == long)
        #expect(try JSON(parsing: "[1]") == [1])
    }
}

@Suite struct `JSON that is written` {
    @Test func `has its keys in the order of their bytes and no white space`() {
        let value: JSON = [
            "b": [1, [], .null], "a": true, "10": "x", "9": [:], "B": 1, "é": 1, "~": 1, "": 1,
            "a b": 1,
            "\u{10000}": 1, "\u{FFFD}": 1, "\"": 1, "!": 1,
        ]
        #expect(
            value.text
                == #"{"":1,"!":1,"\"":1,"10":"x","9":{},"B":1,"a":true,"a b":1,"b":[1,[],null],"~":1,"é":1,"#
                + "\"\u{FFFD}\":1,\"\u{10000}\":1}"
        )
        #expect(value.bytes == Array(value.text.utf8))
        #expect(value.encoded == Data(value.text.utf8))
    }

    @Test func `escapes what it must and nothing else`() {
        let text = "\0\u{1}\u{8}\t\n\u{B}\u{C}\r\u{1F} \"\\/<\u{7F}é\u{2028}😀"
        #expect(
            JSON.string(text).text
                == #""\u0000\u0001\b\t\n\u000b\f\r\u001f \"\\/<"# + "\u{7F}é\u{2028}😀\""
        )
    }

    @Test(
        arguments: [
            (.int(.min), "-9223372036854775808"), (.int(0), "0"), (.int(-7), "-7"),
            (.double(5), "5"),
            (.double(-0.0), "-0"), (.double(1e16), "1e+16"), (.double(1e-7), "1e-07"),
            (.double(0.1), "0.1"),
            (.double(.leastNonzeroMagnitude), "5e-324"),
        ] as [(JSON, String)]
    )
    func `has the shortest digits of a number`(number: JSON, text: String) {
        #expect(number.text == text)
    }

    @Test func `goes over many lines for people`() {
        let value: JSON = ["a": [], "b": ["x": 1, "y": [:]], "c": [1, "/"]]
        let lines = """
            {
              "a" : [

              ],
              "b" : {
                "x" : 1,
                "y" : {

                }
              },
              "c" : [
                1,
                "/"
              ]
            }
            """
        #expect(value.indented == lines)
    }
}
