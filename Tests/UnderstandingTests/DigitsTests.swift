import Testing
import Understanding
import Values

/// Numbers are read in whatever digits they are written.
@Suite struct DigitsTests {
    static let digits: [(name: String, zero: UInt32)] = [
        ("European", 0x30), ("Arabic-Indic", 0x660), ("extended Arabic-Indic", 0x6F0),
        ("full-width", 0xFF10),
    ]

    private func written(_ text: String, _ zero: UInt32) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isDigit = (0x30...0x39).contains(scalar.value)
            scalars.append(isDigit ? Unicode.Scalar(scalar.value - 0x30 + zero) ?? scalar : scalar)
        }
        return String(scalars)
    }

    @Test(
        arguments: [
            (EntityType.number, "42", ["42"]), (.number, "I need 12 of them", ["12"]),
            (.date, "2026-03-05", ["2026-03-05"]), (.date, "5/3/2026", ["2026-05-03"]),
            (.time, "10:30", ["10:30:00"]), (.money, "$12.50", ["12.50 USD"]),
            (.phone, "+14155550101", ["+14155550101"]), (.phone, "415 555 0101", ["+14155550101"]),
            (.ordinal, "3", []),
        ],
        DigitsTests.digits
    )
    func `A value is the same in all digits`(
        value: (type: EntityType, text: String, expected: [String]),
        digits: (name: String, zero: UInt32)
    ) throws {
        let european = try values(value.type, in: value.text)
        #expect(try values(value.type, in: written(value.text, digits.zero)) == european)
        if digits.zero == 0x30, !value.expected.isEmpty, value.type != .money {
            #expect(european == value.expected)
        }
    }

    @Test(arguments: DigitsTests.digits)
    func `An Arabic message with numbers is read alike`(name: String, zero: UInt32) throws {
        for (type, text) in [
            (EntityType.date, "5 مارس 2026"), (.number, "أريد 12 قطعة"), (.time, "الساعة 10:30"),
        ] {
            let found = try values(type, in: written(text, zero), language: "ar")
            #expect(found == (try values(type, in: text, language: "ar")))
            #expect(!found.isEmpty)
        }
    }

    @Test(arguments: DigitsTests.digits)
    func `A place in a list is chosen in all digits`(name: String, zero: UInt32) {
        let matcher = ChoiceMatcher(
            options: ["Visa", "Gold", "Debit"].map { ChoiceOption(id: $0.lowercased(), title: $0) },
            language: "ar"
        )
        let match = matcher.match(Utterance(written("2", zero), language: "ar"), mode: .answer)
        guard case .one(let index, _, .number) = match else {
            Issue.record("no number: \(match)")
            return
        }
        #expect(index == 1)
    }
}
