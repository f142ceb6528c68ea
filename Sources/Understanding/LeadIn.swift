/// What people write before they come to the point.
package enum LeadIn {
    /// A question without "I have a question about", "can you tell me".
    package static func strippingQuestion(_ utterance: Utterance) -> String {
        stripping(questions, from: utterance)
    }

    /// An address without "please send it to", "it is".
    package static func strippingAddress(_ utterance: Utterance) -> String {
        stripping(addresses, from: utterance)
    }

    private static func stripping(_ phrases: PhraseSet, from utterance: Utterance) -> String {
        let tokens = utterance.tokens
        var start = 0
        while start < tokens.count, let (_, count) = phrases.longest(at: start, in: tokens) {
            start += count
        }
        guard start > 0, start < tokens.count, let last = tokens.last else {
            return utterance.remaining
        }
        // To the end of the text, so that marks behind the last word stay.
        let text = utterance.blanking([0..<tokens[start].span.lowerBound]).remaining
        return last.span.isEmpty ? utterance.remaining : text
    }

    private static let questions = PhraseSet([
        "i have a question about", "i have a question on", "i have a question regarding",
        "i have a question", "a question about", "question about", "quick question",
        "i would like to know about", "i would like to know", "i'd like to know about",
        "i'd like to know", "i want to know about", "i want to know", "can you tell me about",
        "can you tell me something about", "can you tell me", "could you tell me about",
        "could you tell me", "tell me about", "tell me more about", "tell me", "do you know",
        "i need information about", "i need information on", "information about",
        "i was wondering", "just wondering", "btw", "by the way", "do you do", "do you have",
        "do you offer",
        "can you help me with", "i have another question", "another question",
        "one more question", "one more thing", "about", "please", "hi", "hello", "sure", "ok",
        "well",
        "tengo una pregunta sobre", "tengo una pregunta", "una pregunta sobre", "una pregunta",
        "otra pregunta", "quisiera saber", "quería saber", "quiero saber", "me gustaría saber",
        "puede decirme", "puedes decirme", "podría decirme", "me puede decir", "me podría decir",
        "dígame", "dime", "necesito saber", "necesito información sobre", "información sobre",
        "por cierto", "oiga", "disculpe", "por favor", "hola", "buenos días", "buenas tardes",
        "لدي سؤال عن", "لدي سؤال", "عندي سؤال عن", "عندي سؤال", "سؤال عن", "سؤال آخر",
        "أريد أن أعرف", "أود أن أعرف", "أريد معرفة", "أود معرفة", "أحتاج إلى معرفة",
        "أريد الاستفسار عن", "أود الاستفسار عن", "استفسار عن", "هل يمكنك إخباري",
        "هل يمكن أن تخبرني", "أخبرني عن", "أخبرني", "معلومات عن", "بالمناسبة", "من فضلك",
        "لو سمحت", "مرحبا",
    ])

    private static let addresses = PhraseSet([
        "no", "please", "send it to", "send that to", "please send it to", "ship it to",
        "deliver it to", "it is", "it's", "it should go to", "to", "at", "my address is",
        "the address is", "my new address is", "the new address is", "address", "use",
        "envíela a", "envíelo a", "envíenla a", "mándela a", "mándelo a", "mándenla a",
        "por favor envíela a", "mi dirección es", "mi nueva dirección es", "la dirección es",
        "la nueva dirección es", "dirección", "es", "a", "عنواني هو", "عنواني", "العنوان هو",
        "العنوان", "عنواني الجديد هو", "أرسلها إلى", "أرسلوها إلى", "أرسله إلى", "إلى",
    ])
}

/// Words that ask for a change without saying which.
package enum ChangeWish {
    /// "Change", "something is wrong": the whole message.
    package static func isWhole(_ utterance: Utterance) -> Bool {
        phrases.whole(utterance.tokens, 0..<utterance.tokens.count) != nil
    }

    /// Whether a message says that something is not as it should be: "the address is wrong".
    package static func isIn(_ utterance: Utterance) -> Bool {
        signs.contains(utterance.tokens)
    }

    private static let phrases = PhraseSet([
        "change", "change something", "change it", "edit", "i want to change something",
        "something is wrong", "that's wrong", "that is wrong", "wrong", "not quite", "modify",
        "cambiar", "cambiar algo", "quiero cambiar algo", "algo está mal", "está mal",
        "eso está mal",
        "no es correcto", "no está bien", "modificar", "corregir", "تغيير", "تعديل", "تغيير شيء",
        "أريد تغيير شيء", "أريد تعديل شيء", "هناك خطأ", "هذا خطأ", "غير صحيح",
    ])
    static let wrongs = PhraseSet([
        "wrong", "incorrect", "not right", "isn't right", "incorrecto", "incorrecta",
        "equivocado", "equivocada", "está mal", "no es correcto", "no es correcta", "خطأ",
        "غير صحيح", "غير صحيحة",
    ])
    private static let signs = PhraseSet([
        "wrong", "incorrect", "not right", "isn't right", "change", "another", "different", "edit",
        "fix", "except", "incorrecto", "incorrecta", "equivocado", "equivocada", "está mal",
        "cambiar", "modificar", "corregir", "otro", "otra", "diferente", "خطأ", "تغيير", "تعديل",
        "غير صحيح", "غير صحيحة", "آخر", "أخرى", "مختلف",
    ])
}

/// "The same address as always": what was offered is meant.
package enum SameWords {
    package static func meansOffered(_ utterance: Utterance) -> Bool {
        utterance.tokens.count <= 6 && signs.contains(utterance.tokens)
    }

    /// "Another one": not what was offered.
    package static func meansAnother(_ utterance: Utterance) -> Bool {
        others.whole(utterance.tokens, 0..<utterance.tokens.count) != nil
    }

    private static let others = PhraseSet([
        "another", "other", "another one", "a different one", "different", "a new one", "new one",
        "otra", "otro", "otra opción", "otra distinta", "uno distinto", "غيره", "غيرها", "آخر",
        "خيار آخر", "رقم آخر", "عنوان آخر",
    ])
    private static let signs = PhraseSet([
        "same", "usual", "as always", "use that", "unchanged", "hasn't changed", "has not changed",
        "the one you have", "that one", "on file", "la misma",
        "el mismo", "lo mismo", "esa misma", "ese mismo", "la de siempre", "el de siempre",
        "no ha cambiado", "نفس", "نفسه", "نفسها", "كالمعتاد", "لم يتغير",
    ])
}

/// "Business days", in the languages that have words here.
package enum BusinessDayWords {
    package static func contain(_ first: Token, _ second: Token) -> Bool {
        phrases.whole([first, second], 0..<2) != nil
    }

    private static let phrases = PhraseSet([
        "business day", "business days", "working day", "working days", "día hábil",
        "días hábiles", "día laborable", "días laborables", "يوم عمل", "أيام عمل",
    ])
}

/// Words for a time of day or an order in time, where times are on offer.
package enum TimeWords {
    package enum Wish: Hashable, Sendable { case earliest, latest, morning, afternoon, evening }

    /// Whether a time is denied or only bounds another: "not in the morning", "I work until 5".
    package static func isBounded(_ utterance: Utterance) -> Bool {
        bounds.contains(utterance.tokens)
    }

    private static let bounds = PhraseSet([
        "not", "no", "don't", "can't", "cannot", "won't", "until", "till",
        "except", "no later than", "hasta", "ليس", "لا", "لا أستطيع", "حتى",
    ])

    /// "After 6 pm", "before noon".
    package static func relation(_ utterance: Utterance) -> Relation? {
        relations.first(in: utterance.tokens)?.meaning
    }

    package enum Relation: Hashable, Sendable { case after, before }

    private static let relations = PhraseTable<Relation>(
        ["after", "from", "later than", "después de", "a partir de", "بعد"].map { ($0, .after) }
            + ["before", "earlier than", "antes de", "قبل"].map { ($0, .before) }
    )

    package static func read(_ utterance: Utterance) -> Wish? {
        table.first(in: utterance.tokens)?.meaning
    }

    private static let table = PhraseTable<Wish>(
        [
            "as early as possible", "earliest", "soonest", "as soon as possible", "asap",
            "lo antes posible", "cuanto antes", "en cuanto pueda", "في أقرب وقت", "بأسرع وقت",
        ]
        .map { ($0, .earliest) }
            + ["latest", "as late as possible", "lo más tarde posible", "في آخر وقت"].map {
                ($0, .latest)
            }
            + [
                "morning", "mañana por la mañana", "por la mañana", "صباحا", "الصباح",
                "في الصباح",
            ].map { ($0, .morning) }
            + ["afternoon", "por la tarde", "بعد الظهر", "ظهرا"].map { ($0, .afternoon) }
            + ["evening", "por la noche", "مساء", "المساء", "في المساء"].map { ($0, .evening) }
    )
}

/// "I want to cancel the order": the message begins with the wish to stop.
package enum CancelWish {
    package static func begins(_ utterance: Utterance) -> Bool {
        phrases.longest(at: 0, in: utterance.tokens) != nil
    }

    private static let phrases = PhraseSet([
        "cancel", "please cancel", "i want to cancel", "i'd like to cancel",
        "i would like to cancel", "let's cancel", "can i cancel", "can you cancel", "stop this",
        "quiero cancelar", "quisiera cancelar", "deseo cancelar", "cancelar", "cancele", "cancela",
        "cancelen", "أريد الإلغاء", "أريد إلغاء", "أرغب في إلغاء", "إلغاء", "ألغ", "ألغوا",
    ])
}
