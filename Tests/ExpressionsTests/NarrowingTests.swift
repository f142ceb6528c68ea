import Diagnostics
import Expressions
import Testing
import Values

struct NarrowingTests {
    @Test(arguments: [
        "filled(freeze) && freeze",
        "!filled(freeze) || freeze",
        "filled(freeze) ? freeze : false",
        "!filled(freeze) ? false : freeze",
        "freeze != null && freeze",
        "freeze == null || freeze",
        "!(freeze == null) && freeze",
        "filled(note) && filled(freeze) && freeze && note.size() > 2",
        "filled(customer.phone) && customer.phone.startsWith(\"+1\")",
        "has(customer.phone) && customer.phone.startsWith(\"+1\")",
        "note == \"late\" && note.size() == 4",
        "note in [\"late\", \"early\"] && note.size() > 0",
        "(filled(note) && true) && note.size() > 0",
        "!(!filled(note) || false) && note.size() > 0",
        "!filled(note) ? false : !filled(freeze) ? note.size() > 1 : freeze",
    ])
    func `A value that was proved to be there may be read`(source: String) {
        #expect(compile(source).1 == [])
    }

    @Test(arguments: [
        "filled(freeze) || freeze",
        "freeze && filled(freeze)",
        "!filled(freeze) && freeze",
        "filled(note) && freeze",
        "(filled(freeze) || true) && freeze",
        "!(filled(freeze) ? true : freeze)",
        "cards.all(note, filled(note)) && note.size() > 2",
        "filled(customer.phone) && customer.born < today",
    ])
    func `A value that may still be empty may not be read`(source: String) {
        #expect(compile(source).1.map(\.code) == ["may-be-empty"])
    }

    @Test func `A condition tells what it proves`() {
        let both = compile("filled(note) && freeze == true").0
        #expect(both?.filledWhenTrue == ["note", "freeze"])
        #expect(both?.filledWhenFalse == [])
        let either = compile("!filled(note) || freeze == null").0
        #expect(either?.filledWhenTrue == [])
        #expect(either?.filledWhenFalse == ["note", "freeze"])
    }

    @Test func `What is known outside is known inside`() {
        #expect(compile("freeze", in: topic.narrowing(["freeze"])).1 == [])
        #expect(
            compile("customer.phone.size() > 1", in: topic.narrowing(["customer.phone"])).1 == []
        )
    }

    @Test func `The variable of a macro is not the slot of the same name`() {
        let scope = topic.adding(["notes": .list(.optional(.string))]).narrowing(["note"])
        #expect(
            compile("notes.exists(note, note.size() > 1)", in: scope).1.map(\.code)
                == ["may-be-empty"]
        )
        #expect(compile("notes.exists(note, filled(note) && note.size() > 1)", in: scope).1 == [])
    }

    @Test(
        arguments: [
            ("filled(note)", [:], false), ("filled(note)", ["note": Value.null], false),
            ("filled(note)", ["note": .string("x")], true), ("note == null", [:], true),
            ("note == \"late\"", [:], false),
            ("filled(freeze) && freeze", ["freeze": .bool(true)], true),
        ] as [(String, [String: Value], Bool)]
    )
    func `An empty slot is empty, whether it is missing or null`(
        source: String,
        values: [String: Value],
        expected: Bool
    ) throws {
        #expect(try value(source, in: environment(values)) == .bool(expected))
    }

    @Test func `An empty value that is read all the same is an error with its place`() throws {
        let (expression, _) = compile("1 == 2 || lost_on > today")
        #expect(throws: EvaluationError(.empty, at: 18)) {
            try expression?.evaluate(in: environment())
        }
    }
}
