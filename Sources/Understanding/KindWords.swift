/// What customers call an answer by its kind: "the date" is any date they gave.
package enum KindWords {
    /// Whether a message names a kind of value and nothing else; the kind is the word of a slot's
    /// type, such as `date`.
    package static func name(_ kind: String, _ utterance: Utterance, _ words: ControlWords) -> Bool
    {
        guard let phrases = phrases[kind] else { return false }
        let tokens = utterance.tokens
        guard let found = phrases.first(in: tokens) else { return false }
        return words.addsNothing(utterance.blanking([span(of: tokens, found.range)]))
    }

    private static let phrases: [String: PhraseSet] = [
        "date": PhraseSet(["date", "day", "fecha", "día", "التاريخ", "تاريخ", "اليوم", "يوم"]),
        "time": PhraseSet(["time", "hour", "hora", "الوقت", "وقت", "الساعة"]),
        "datetime": PhraseSet([
            "date", "day", "time", "hour", "date and time", "fecha", "día", "hora",
            "fecha y hora", "التاريخ", "الموعد", "الوقت", "موعد",
        ]),
        "time_slot": PhraseSet([
            "time", "time slot", "slot", "appointment", "hora", "horario", "cita", "الموعد",
            "الوقت", "موعد",
        ]),
        "phone": PhraseSet([
            "phone", "phone number", "number", "teléfono", "número", "número de teléfono",
            "الهاتف", "رقم الهاتف", "الرقم", "رقم",
        ]),
        "email": PhraseSet([
            "email", "e-mail", "mail", "email address", "correo", "correo electrónico",
            "البريد", "البريد الإلكتروني",
        ]),
        "address": PhraseSet(["address", "dirección", "domicilio", "العنوان", "عنوان"]),
        "money": PhraseSet(["amount", "sum", "monto", "importe", "cantidad", "المبلغ", "مبلغ"]),
        "file": PhraseSet([
            "file", "photo", "picture", "image", "document", "attachment", "archivo", "foto",
            "imagen", "documento", "ملف", "صورة", "مستند",
        ]),
        "location": PhraseSet(["location", "place", "ubicación", "lugar", "موقع", "مكان"]),
        "number": PhraseSet(["number", "quantity", "número", "cantidad", "العدد", "عدد"]),
    ]
}
