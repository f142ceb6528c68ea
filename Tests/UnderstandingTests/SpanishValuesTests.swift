import Testing
import Understanding
import Values

/// Values as customers say them in Spanish; it is Friday, 20 November 2026.
@Suite struct SpanishValuesTests {
    @Test(arguments: [
        ("el treinta y uno de diciembre", "2026-12-31"), ("el 3 del mes que viene", "2026-12-03"),
        ("el 3 del próximo mes", "2026-12-03"), ("el día 25", "2026-11-25"),
        ("el día cinco", "2026-12-05"), ("el lunes de la semana que viene", "2026-11-23"),
        ("la semana que viene, el lunes", "2026-11-23"),
        ("el jueves de la próxima semana", "2026-11-26"), ("de hoy en ocho", "2026-11-27"),
        ("mañana por la mañana", "2026-11-21"), ("hoy por la tarde", "2026-11-20"),
        ("5 mar", "2027-03-05"), ("en unos tres días", "2026-11-23"),
        ("el viernes santo", "2027-03-26"),
    ])
    func `A day to come is read`(text: String, date: String) throws {
        #expect(try values(.date, in: text, language: "es") == [date])
    }

    @Test(arguments: [
        ("hace como tres días", "2026-11-17"), ("hace unos tres días", "2026-11-17"),
        ("hoy por la mañana", "2026-11-20"), ("el lunes de la semana pasada", "2026-11-09"),
        ("anteanoche", "2026-11-18"), ("trasanteayer", "2026-11-17"), ("el día 12", "2026-11-12"),
    ])
    func `A day that has gone by is read`(text: String, date: String) throws {
        #expect(try values(.date, in: text, language: "es", prefer: .past) == [date])
    }

    @Test(arguments: [
        ("las once menos cuarto", "10:45:00"), ("un cuarto para las tres", "14:45:00"),
        ("diez para las cinco", "16:50:00"), ("las 8 y 20", "08:20:00"),
        ("a las 12 del mediodía", "12:00:00"), ("a las cinco de la mañana", "05:00:00"),
        ("a la una menos diez", "12:50:00"), ("a las 3 y media de la tarde", "15:30:00"),
    ])
    func `A time of day is read`(text: String, time: String) throws {
        #expect(try values(.time, in: text, language: "es") == [time])
    }

    @Test(arguments: [
        ("treinta y cinco", ["35"]), ("ciento veintidós", ["122"]),
        ("mil doscientos cuarenta y seis", ["1246"]), ("dos y tres", ["2", "3"]),
        ("diez y veinte", ["10", "20"]),
    ])
    func `Numbers of words are read wherever the customer lives`(
        text: String,
        numbers: [String]
    ) throws {
        #expect(try values(.number, in: text, language: "es") == numbers)
    }

    @Test(arguments: [
        ("20 dólares con 50 centavos", "20.50"), ("diez dólares y medio", "10.50"),
        ("medio millón de dólares", "500000"),
    ])
    func `An amount is read whole`(text: String, amount: String) throws {
        let found = try recognitions(.money, in: text, language: "es")
        #expect(found.map { $0.value.spelled["amount"] } == [.string(amount)])
    }

    @Test(arguments: [
        ("hora y media", "PT1H30M"), ("tres cuartos de hora", "PT45M"), ("media hora", "PT30M"),
    ])
    func `A length of time is read`(text: String, length: String) throws {
        #expect(try values(.duration, in: text, language: "es") == [length])
    }
}
