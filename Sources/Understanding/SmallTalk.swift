/// What people say when nothing is asked of them, and how they rate a conversation in words.
package enum SmallTalk {
    /// "Great", "got it", "that helps": the whole message only acknowledges.
    package static func isAcknowledgement(_ utterance: Utterance) -> Bool {
        let tokens = utterance.tokens
        guard !tokens.isEmpty else { return false }
        var index = 0
        // Several in a row are one: "ok great, thanks".
        while index < tokens.count, let (_, count) = acknowledgements.longest(at: index, in: tokens)
        {
            index += count
        }
        return index == tokens.count
    }

    /// "No, that is all": the whole message says that nothing more is wanted.
    package static func isFarewell(_ utterance: Utterance) -> Bool {
        farewells.whole(utterance.tokens, 0..<utterance.tokens.count) != nil
    }

    /// "No", "none", "nothing to add": the whole message gives nothing where something may be given.
    package static func declines(_ utterance: Utterance) -> Bool {
        let answer = YesNo.read(utterance, language: utterance.language)
        if let answer, !answer.value, answer.strength == .whole { return true }
        return isFarewell(utterance)
            || nothings.whole(utterance.tokens, 0..<utterance.tokens.count) != nil
    }

    private static let nothings = PhraseSet([
        "none", "none thanks", "nothing thanks", "nothing to add", "no number", "no phone",
        "not needed", "no need", "not necessary", "rather not", "n/a", "ninguno", "ninguna",
        "ningún número", "ningún teléfono", "nada que agregar", "nada que añadir", "sin número",
        "sin teléfono", "no tengo", "no tengo teléfono", "no tengo número", "no tengo ninguno",
        "mejor que no", "prefiero que no", "prefiero que no me llamen", "no me llamen",
        "no por teléfono", "لا أحد", "لا يوجد", "لا شيء شكرا", "لا شيء أضيفه",
        "ليس لدي ما أضيفه", "لا إضافة", "بدون رقم", "بلا رقم", "دون رقم", "ليس لدي رقم",
        "ليس عندي رقم", "ليس لدي هاتف", "لا أملك رقما", "لا تتصلوا بي", "لا هاتف",
    ])

    /// 1 to 5 for "poor", "very good"; nil where the message is no rating.
    package static func rating(_ utterance: Utterance) -> Int? {
        ratings.whole(utterance.tokens, 0..<utterance.tokens.count)
    }

    private static let acknowledgements = PhraseSet([
        "ok", "okay", "k", "great", "perfect", "cool", "alright", "all right", "got it", "good",
        "very good", "nice", "wonderful", "excellent", "awesome", "super", "fine", "sounds good",
        "that helps", "that helped", "this helps", "very helpful", "helpful", "understood", "sure",
        "yes", "yeah", "yep", "thanks", "thank you", "thx", "thank you very much", "thanks a lot",
        "i see", "works for me", "lovely", "amazing", "good to know", "👍", "🙏", "😊", "🙂", "❤️",
        "vale", "perfecto", "gracias", "muchas gracias", "genial", "entendido", "muy bien", "bien",
        "de acuerdo", "excelente", "está bien", "listo", "claro", "sí", "qué bien", "comprendo",
        "ya veo", "muy amable", "súper", "شكرا", "شكرا جزيلا", "شكرا لك", "شكرا لكم", "ممتاز",
        "حسنا", "تمام", "جيد", "جيد جدا", "رائع", "عظيم", "فهمت", "مفهوم", "طيب", "نعم", "واضح",
    ])

    private static let farewells = PhraseSet([
        "no", "nope", "no thanks", "no thank you", "no that is all", "no that's all",
        "that is all", "that's all", "that will be all", "that's it", "nothing else", "nothing",
        "not now", "i'm good", "i am good", "all good", "all set", "i'm done", "done",
        "no gracias", "no muchas gracias", "nada más", "nada más gracias", "eso es todo",
        "no eso es todo", "no gracias eso es todo", "es todo", "eso sería todo", "no nada más",
        "por ahora no", "no por ahora", "todo bien", "nada", "لا", "لا شكرا", "لا شكرا جزيلا",
        "هذا كل شيء", "لا هذا كل شيء", "لا شكرا هذا كل شيء", "لا شيء", "لا شيء آخر", "ليس الآن",
        "هذا يكفي",
    ])

    private static let ratings = PhraseTable<Int>(
        [
            "very good", "excellent", "great", "perfect", "amazing", "awesome", "fantastic",
            "muy bien", "muy bueno", "muy buena", "excelente", "perfecto", "genial", "ممتاز",
            "ممتازة", "جيد جدا", "جيدة جدا", "رائع", "رائعة",
        ].map { ($0, 5) }
            + ["good", "nice", "bien", "bueno", "buena", "جيد", "جيدة"].map { ($0, 4) }
            + [
                "ok", "okay", "fine", "average", "so so", "not bad", "regular", "más o menos",
                "normal", "مقبول", "مقبولة", "متوسط", "متوسطة", "عادي", "عادية",
            ].map { ($0, 3) }
            + [
                "bad", "not good", "not so good", "mal", "malo", "mala", "سيئ", "سيئة", "ليس جيدا",
            ].map { ($0, 2) }
            + [
                "poor", "very bad", "terrible", "awful", "horrible", "muy mal", "muy malo",
                "muy mala", "pésimo", "pésima", "سيئ جدا", "سيئة جدا",
            ]
            .map { ($0, 1) }
    )
}
