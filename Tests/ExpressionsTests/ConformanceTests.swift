import Expressions
import Testing
import Values

struct ConformanceTests {
    @Test(arguments: ConformanceCases.true_)
    func `A case of the specification holds`(expression: String) {
        #expect(answer(expression)["value"] == true)
    }

    @Test(arguments: ConformanceCases.failing)
    func `A case of the specification is an error`(expression: String) {
        #expect(answer(expression)["error"] != nil)
    }

    @Test(arguments: ConformanceCases.trueUnchecked)
    func `A case holds without the type check`(expression: String) {
        #expect(answer(expression, check: false)["value"] == true)
    }

    @Test(arguments: ConformanceCases.failingUnchecked)
    func `A case is an error without the type check`(expression: String) {
        #expect(answer(expression, check: false)["error"] != nil)
    }

    @Test(arguments: ["1u", "b'abc'", "type(1)", "uint(1)", "bytes('a')", "Point{x: 1}", "a.?b"])
    func `What is no part of the subset is refused`(expression: String) {
        #expect(answer(expression)["error"]?.string?.contains("not known here") == true)
    }
}

struct EvalFormatTests {
    @Test func `An answer spells each value with its type`() {
        let bindings: JSON = ["n": ["type": "int", "value": 1]]
        #expect(
            answer("[n, 2.0]", bindings: bindings) == [
                "id": "1", "type": "list",
                "value": [["type": "int", "value": 1], ["type": "double", "value": .double(2)]],
            ]
        )
    }

    @Test(arguments: [
        ("9223372036854775807", "9223372036854775807"), ("9007199254740993", "9007199254740993"),
        ("1.0/0.0", "Infinity"), ("-1.0/0.0", "-Infinity"), ("0.0/0.0", "NaN"),
        ("timestamp('2009-02-13T23:31:30.500Z')", "2009-02-13T23:31:30.5Z"),
        ("duration('-90s')", "-90s"), ("duration('3500ms')", "3.5s"),
    ])
    func `A value that JSON has no number for is a text`(expression: String, spelled: String) {
        #expect(answer(expression)["value"] == .string(spelled))
    }

    @Test func `A map is a list of pairs in a fixed order`() {
        #expect(
            answer("{'b': 1, 'a': true}")["value"] == [
                [["type": "string", "value": "a"], ["type": "bool", "value": true]],
                [["type": "string", "value": "b"], ["type": "int", "value": 1]],
            ]
        )
    }

    @Test func `A line without an expression is an answer with an error`() {
        #expect(ExpressionBatch.answer(["id": "7"])["error"] != nil)
        #expect(ExpressionBatch.answer(["id": "7"])["id"] == "7")
    }
}
