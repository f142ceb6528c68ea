import Expressions
import Testing
import Values

struct LimitsTests {
    @Test(arguments: [
        String(repeating: "(", count: 65) + "1" + String(repeating: ")", count: 65),
        String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000),
        String(repeating: "-(", count: 30_000),
        "x" + String(repeating: ".a", count: 100),
        "x" + String(repeating: "[0]", count: 100),
        String(repeating: "1 == ", count: 100) + "1",
    ])
    func `Deep nesting is refused, not followed`(source: String) {
        #expect(answer(source, check: false)["error"]?.string?.contains("nested deeper") == true)
    }

    @Test func `Sixty brackets are well`() {
        let source = String(repeating: "(", count: 60) + "1" + String(repeating: ")", count: 60)
        #expect(answer(source)["value"] == 1)
    }

    @Test func `A long expression is not a deep one`() {
        let sum = String(repeating: "1+", count: 10_000) + "1"
        #expect(answer(sum)["value"] == 10_001)
        let all = String(repeating: "true&&", count: 5_000) + "true"
        #expect(answer(all)["value"] == true)
        let list = "[" + String(repeating: "1,", count: 10_000) + "1].size()"
        #expect(answer(list)["value"] == 10_001)
        let choices = String(repeating: "false?1:", count: 5_000) + "2"
        #expect(answer(choices)["value"] == 2)
        #expect(answer(String(repeating: "!", count: 20_000) + "true")["value"] == true)
    }

    @Test func `An expression above 64 KB is refused`() {
        let source = "'" + String(repeating: "a", count: 65_536) + "'"
        #expect(answer(source)["error"] != nil)
    }

    @Test(arguments: [
        // A million steps.
        "n.map(a, n.map(b, n.map(c, 1))).size() > 0",
        "n.all(a, n.all(b, n.all(c, a in n)))",
        // A text that doubles, and one of many megabytes.
        "n.map(a, t + t + t + t + t + t + t + t).size() > 0",
        "(t + t + t + t + t + t + t + t + t + t + t + t + t + t + t + t + t + t).size() > 0",
        "t.replace('', t).size() > 0",
        "n.map(a, t.split('')).size() > 0",
        "n.all(a, n.all(b, !t.contains('ab')))",
        // A list whose items double with each step, which only comparing goes through.
        String(repeating: "[", count: 1) + "n]"
            + String(repeating: ".map(l, [l, l, l, l])", count: 25)
            + " == [n]" + String(repeating: ".map(l, [l, l, l, l])", count: 25),
    ])
    func `An expression that would run away is stopped`(source: String) {
        let bindings: JSON = [
            "n": [
                "type": "list",
                "value": .array((0..<100).map { ["type": "int", "value": .int($0)] }),
            ],
            "t": ["type": "string", "value": .string(String(repeating: "a", count: 60_000))],
        ]
        let error = answer(source, bindings: bindings)["error"]?.string ?? ""
        #expect(error.contains("steps") || error.contains("too large"))
    }

    @Test func `A pattern takes time by the length of the text only`() {
        let text = String(repeating: "a", count: 30_000)
        #expect(answer("'\(text)'.matches('^(a+)+$b')")["value"] == false)
    }
}
