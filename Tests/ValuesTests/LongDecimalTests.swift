import Foundation
import Testing
import Values

@Suite struct `Numbers with many digits` {
    @Test func `A third comes back from a saved state as it was`() throws {
        let third = Value.decimal(Decimal(100) / Decimal(3))
        let money = Value.money(Money(amount: Decimal(1) / Decimal(7000), currency: "USD"))
        for value in [third, money] {
            let saved = try JSONEncoder().encode([value])
            #expect(try JSONDecoder().decode([Value].self, from: saved) == [value])
        }
    }
}
