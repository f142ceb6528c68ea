import Text

/// How a bot's own sentences are phrased, as far as its designer should be told.
///
/// A language that has no words here is not judged.
package struct Phrasing: Sendable {
    /// Words that join two questions: "and".
    private let joints: PhraseSet
    /// Joints written as a part of the next word, as in Arabic.
    private let prefixes: [String]
    private let questions: PhraseSet
    /// "I have", "we've": a deed follows.
    private let doers: PhraseSet
    /// What may stand between: "already".
    private let between: PhraseSet
    private let deeds: PhraseSet
    /// Words that say all is done, at the start of a text.
    private let done: PhraseSet

    private init(_ words: Words) {
        joints = PhraseSet(words.joints)
        prefixes = words.prefixes
        questions = PhraseSet(words.questions)
        doers = PhraseSet(words.doers)
        between = PhraseSet(words.between)
        deeds = PhraseSet(words.deeds)
        done = PhraseSet(words.done)
    }

    /// The phrasing of a language; nil where nothing is known of it.
    package static func of(_ language: String) -> Phrasing? {
        switch primaryTag(language) {
        case "en": english
        case "es": spanish
        case "ar": arabic
        default: nil
        }
    }

    /// Whether a text asks for two things at once: two question marks, or "what … and when …".
    package func asksTwice(_ text: String) -> Bool {
        if text.count(where: { "?؟？".contains($0) }) > 1 { return true }
        let tokens = Utterance(text).tokens
        guard let first = questions.first(in: tokens) else { return false }
        for index in tokens.indices.dropFirst(first.range.upperBound) {
            if let (_, count) = joints.longest(at: index, in: tokens),
                // "When and where" is one question.
                questions.longest(at: index - 1, in: tokens) == nil,
                questions.longest(at: index + count, in: tokens) != nil
            {
                return true
            }
            for prefix in prefixes where tokens[index].text.hasPrefix(prefix) {
                let rest = Utterance(String(tokens[index].text.dropFirst(prefix.count))).tokens
                if questions.longest(at: 0, in: rest) != nil { return true }
            }
        }
        return false
    }

    /// Whether a text says that something has been done: "I've ordered it", "Done!".
    package func claimsDeed(_ text: String) -> Bool {
        let tokens = Utterance(text).tokens
        if done.longest(at: 0, in: tokens) != nil { return true }
        for index in tokens.indices {
            guard let (_, count) = doers.longest(at: index, in: tokens) else { continue }
            var next = index + count
            while let (_, count) = between.longest(at: next, in: tokens) { next += count }
            if deeds.longest(at: next, in: tokens) != nil { return true }
        }
        return false
    }

    /// Whether a text tells the customer that no person writes, in whatever language.
    package static func saysAutomated(_ text: String) -> Bool {
        let folded = normalised(text, foldingDiacritics: true)
        // Where words are not set apart by spaces.
        if joined.contains(where: folded.contains) { return true }
        return Utterance(folded).tokens.contains { token in
            whole.contains(token.text) || beginnings.contains { token.text.hasPrefix($0) }
        }
    }

    private static let whole: Set<String> = [
        "bot", "bots", "ai", "ia", "ki", "machine", "maquina", "computer", "program", "programa",
        "software", "bote", "بوت", "الي", "آلي", "الية", "الآلي", "الالي", "бот", "ии", "बॉट",
    ]

    private static let beginnings = [
        "automat", "geautomat", "virtu", "assist", "asist", "robot", "chatbot", "voicebot",
        "artificial", "kunstlich", "digital", "sanal", "otomat", "مساعد", "المساعد", "افتراض",
        "الافتراض", "روبوت", "الروبوت", "автомат", "виртуал", "робот", "чат-бот", "чатбот",
        "αυτοματ", "εικονικ", "वर्चुअल", "स्वचालित",
    ]

    private static let joined = [
        "机器人", "智能", "自动", "虚拟", "機器人", "自動", "虛擬", "ボット", "ロボット", "バーチャル",
        "봇", "자동", "인공지능", "가상",
    ]

    /// What the tables below are made of.
    private struct Words {
        var joints: [String]
        var prefixes: [String] = []
        var questions: [String]
        var doers: [String]
        var between: [String]
        var deeds: [String]
        var done: [String]
    }

    private static let english = Phrasing(
        Words(
            joints: ["and"],
            questions: [
                "what", "what's", "when", "where", "who", "whose", "which", "how", "why",
                "do you", "did you", "is it", "is there", "are you", "are there", "can you",
                "could you", "would you", "have you", "shall i", "may i", "was it", "were you",
                "will you", "does it",
            ],
            doers: [
                "i have", "i've", "we have", "we've", "has been", "have been", "i just", "we just",
            ],
            between: ["just", "now", "already", "successfully", "also", "been"],
            deeds: [
                "activated", "added", "applied", "approved", "arranged", "blocked", "booked",
                "cancelled", "canceled", "changed", "charged", "closed", "completed", "confirmed",
                "created", "deactivated", "deleted", "dispatched", "enrolled", "filed", "finished",
                "forwarded", "frozen", "issued", "locked", "moved", "notified", "opened",
                "ordered", "paid", "placed", "posted", "processed", "raised", "refunded",
                "registered", "removed", "renewed", "replaced", "reported", "requested",
                "rescheduled", "reserved", "reset", "saved", "scheduled", "sent", "set up",
                "shipped", "signed up", "submitted", "subscribed", "switched", "transferred",
                "unblocked", "unlocked", "unsubscribed", "updated", "upgraded",
            ],
            done: ["done", "all done", "that's done", "that is done", "it's done", "it is done"]
        )
    )

    private static let spanish = Phrasing(
        Words(
            joints: ["y", "e"],
            questions: [
                "qué", "cuál", "cuáles", "cuándo", "dónde", "quién", "cómo", "cuánto", "cuánta",
                "cuántos", "cuántas", "por qué",
            ],
            doers: ["he", "hemos", "ha sido", "han sido", "ya he", "ya hemos"],
            between: ["ya", "también"],
            deeds: [
                "activado", "actualizado", "añadido", "anulado", "aprobado", "bloqueado",
                "bloqueada", "cambiado", "cambiada", "cancelado", "cancelada", "cerrado",
                "completado", "confirmado", "confirmada", "congelado", "creado", "creada",
                "eliminado", "enviado", "enviada", "hecho", "pagado", "pedido", "programado",
                "realizado", "realizada", "reembolsado", "registrado", "registrada", "reservado",
                "reservada", "solicitado", "solicitada", "transferido",
            ],
            done: ["hecho", "ya está hecho", "listo", "ya está listo"]
        )
    )

    private static let arabic = Phrasing(
        Words(
            joints: ["و"],
            prefixes: ["و"],
            questions: ["ما", "ماذا", "متى", "أين", "من", "كيف", "كم", "لماذا", "هل", "أي"],
            doers: ["تم", "تمت", "لقد تم", "قمت", "لقد قمت", "قمنا", "لقد"],
            between: ["بالفعل", "الآن"],
            deeds: [
                "إرسال", "بإرسال", "أرسلنا", "أرسلت", "طلب", "بطلب", "طلبنا", "طلبت", "تجميد",
                "بتجميد", "جمدنا", "حجز", "بحجز", "حجزنا", "إلغاء", "بإلغاء", "ألغينا", "دفع",
                "بدفع", "دفعنا", "تحويل", "بتحويل", "حولنا", "تغيير", "بتغيير", "غيرنا", "تحديث",
                "بتحديث", "تسجيل", "بتسجيل", "سجلنا", "فتح", "بفتح", "فتحنا", "تفعيل", "بتفعيل",
            ],
            done: ["تم ذلك"]
        )
    )
}
