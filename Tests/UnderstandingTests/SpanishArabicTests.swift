import Testing
import Understanding

/// What customers say in Spanish and Arabic beside the examples of the other suites.
@Suite struct SpanishArabicTests {
    @Test(arguments: [
        ("es", "sí, claro", true), ("es", "así es", true), ("es", "Sí, está bien", true),
        ("es", "proceda", true), ("es", "no señor", false), ("es", "para nada", false),
        ("es", "no, está mal", false), ("ar", "نعم من فضلك", true), ("ar", "أيوا", true),
        ("ar", "بكل تأكيد", true), ("ar", "لا مانع", true), ("ar", "نَعَم", true),
        ("ar", "بالطبع لا", false), ("ar", "لأ", false), ("ar", "ليس صحيحًا", false),
    ])
    func `Yes and no have many words`(language: String, text: String, value: Bool) {
        #expect(YesNo.read(Utterance(text, language: language), language: language)?.value == value)
    }

    @Test(arguments: [
        ("es", "sí, pero a otra dirección"), ("es", "sí, aunque mejor el martes"),
        ("es", "sí, siempre que sea gratis"), ("ar", "نعم ولكن بعنوان آخر"),
        ("ar", "نعم، بشرط أن يكون مجانيًا"),
    ])
    func `A yes with a catch is no yes`(language: String, text: String) throws {
        let answer = YesNo.read(Utterance(text, language: language), language: language)
        #expect(try #require(answer).restAgrees == false)
    }

    @Test(arguments: [
        ("es", "sí, muchas gracias señor"), ("es", "sí, todo me parece bien así"),
        ("ar", "نعم، إن شاء الله"), ("ar", "نعم، احجزها لو تكرمت"),
    ])
    func `A yes with kind words stays a yes`(language: String, text: String) throws {
        let answer = YesNo.read(Utterance(text, language: language), language: language)
        #expect(try #require(answer).restAgrees)
    }

    @Test(arguments: [
        ("en", "no thanks"), ("en", "nothing to add"), ("es", "no, gracias"),
        ("es", "no tengo teléfono"), ("ar", "لا شكرًا"), ("ar", "ليس لدي رقم"),
    ])
    func `Nothing is given where something may be given`(language: String, text: String) {
        #expect(SmallTalk.declines(Utterance(text, language: language)))
    }

    @Test(arguments: ["الكبير", "كبيرًا", "كبيرة"])
    func `An article or an ending makes no other option`(text: String) {
        let options = [("l", "كبير"), ("xl", "كبير جدًا")].map {
            ChoiceOption(id: $0.0, title: $0.1, also: [])
        }
        let match = ChoiceMatcher(options: options, language: "ar")
            .match(Utterance(text, language: "ar"), mode: .answer)
        guard case .one(0, _, _) = match else {
            Issue.record("\(match)")
            return
        }
    }

    @Test(arguments: [
        ("es", "cancélelo", ControlWord.cancel), ("es", "déjelo así", .cancel),
        ("es", "un paso atrás", .back), ("es", "volver al asistente", .back),
        ("es", "desde cero", .startOver), ("es", "¿me lo repite?", .repeat_),
        ("es", "ayuda, por favor", .help), ("es", "sáltelo", .skip),
        ("es", "deme un momento", .holdOn), ("es", "hasta mañana", .closing),
        ("ar", "ألغِ ذلك", .cancel), ("ar", "غيّرت رأيي", .cancel), ("ar", "السؤال السابق", .back),
        ("ar", "العودة إلى المساعد", .back), ("ar", "لنبدأ من البداية", .startOver),
        ("ar", "كرر من فضلك", .repeat_), ("ar", "ماذا يمكنني أن أقول؟", .help),
        ("ar", "تخطَّ هذا", .skip), ("ar", "انتظر لحظة", .holdOn), ("ar", "شكرًا جزيلًا", .thanks),
        ("ar", "إلغـــاء", .cancel), ("ar", "الغاء", .cancel),
    ])
    func `A whole message steers`(language: String, text: String, word: ControlWord) {
        #expect(
            ControlWords(language: language).whole(Utterance(text, language: language)) == word
        )
    }

    @Test(arguments: [
        ("es", "pásenme con alguien, por favor"), ("es", "prefiero hablar con un humano"),
        ("es", "que me atienda una persona de verdad"), ("es", "quiero hablar con el encargado"),
        ("ar", "أريد التحدث إلى موظف"), ("ar", "حولني إلى شخص من فضلك"),
        ("ar", "هل يمكنني التحدث إلى شخص حقيقي؟"), ("ar", "أود التحدث إلى مستشار"),
        ("es", "no quiero hablar con un robot"), ("es", "¿me puede atender una persona?"),
        ("es", "necesito que alguien me atienda"), ("es", "quiero atención humana"),
        ("ar", "لا أريد التحدث إلى آلة"), ("ar", "وصلني بموظف"), ("ar", "حوّلني لموظف من فضلك"),
        ("ar", "هل هناك شخص أتحدث معه؟"), ("ar", "أرجو تحويلي إلى موظف"),
    ])
    func `A wish for a person is heard`(language: String, text: String) {
        #expect(
            ControlWords(language: language).asksForPerson(Utterance(text, language: language))
        )
    }

    @Test(arguments: [
        ("es", "una persona robó mi tarjeta"), ("es", "el agente me dijo ayer que esperara"),
        ("es", "¿hay alguien que use mi cuenta?"), ("es", "no quiero un agente"),
        ("ar", "هل يوجد موظف في فرع بوسطن؟"), ("ar", "لا أريد موظفًا"),
        ("ar", "شخص سرق بطاقتي"), ("ar", "قال لي الموظف أمس أن أنتظر"),
    ])
    func `Talking about people asks for none`(language: String, text: String) {
        #expect(
            !ControlWords(language: language).asksForPerson(Utterance(text, language: language))
        )
    }

    @Test(arguments: [
        ("es", "no, espera, fue robada"), ("es", "mejor dicho, ayer"),
        ("es", "perdón, era la otra"),
        ("ar", "لا، انتظر، لقد سُرقت"), ("ar", "أقصد أمس"), ("ar", "لا بل الثلاثاء"),
    ])
    func `A correction announces itself`(language: String, text: String) {
        let words = ControlWords(language: language)
        #expect(words.correctionCue(Utterance(text, language: language)) != nil)
    }

    @Test(arguments: [
        ("es", "el martes pasado", "2026-11-17"), ("es", "ayer", "2026-11-19"),
        ("es", "antier", "2026-11-18"), ("es", "hace tres días", "2026-11-17"),
        ("es", "el 15 de noviembre", "2026-11-15"), ("ar", "أمس", "2026-11-19"),
        ("ar", "الثلاثاء الماضي", "2026-11-17"), ("ar", "قبل ثلاثة أيام", "2026-11-17"),
        ("ar", "١٥ نوفمبر", "2026-11-15"), ("ar", "أول أمس", "2026-11-18"),
    ])
    func `A day that has gone by is read`(language: String, text: String, date: String) throws {
        #expect(try values(.date, in: text, language: language, prefer: .past) == [date])
    }

    @Test(arguments: [
        "شكرا شُكرًا شكـــرا", "إلغاء الغاء", "بطاقة بطاقه", "على علي", "مسؤول مسوول",
    ])
    func `Arabic words are one in all their spellings`(spellings: String) {
        let keys = Utterance(spellings, language: "ar").tokens.map(\.key)
        #expect(Set(keys).count == 1)
    }
}
