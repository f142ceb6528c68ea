/// Takes Arabic words to what their forms share.
///
/// Article, conjunction and endings go, as in Larkey's light stemming; then verbs, their nouns and
/// their participles meet in their root (to activate, activation), by the patterns of the grammar
/// rather than a dictionary; and the plurals that no ending makes have a list. It takes words
/// together a little too freely rather than leave a question without its article.
///
/// Source: Larkey, Ballesteros, Connell, "Light Stemming for Arabic Information Retrieval" (2007);
/// the patterns are those of the ten verb forms in any grammar.
enum ArabicStem {
    static func of(_ word: String) -> String {
        var letters = Array(ArabicLetters.plain(word).unicodeScalars)
        guard letters.count <= 32 else { return word }
        strip(&letters, prefixes: articles, leaving: 3, unless: notArticles)
        strip(&letters, prefixes: and, leaving: 4, unless: notAnd)
        if letters.last == "ء", letters.count > 3 { letters.removeLast() }
        return stem(letters, singulars)
    }

    /// The stem of a word without article; `singulars` are the plurals that no ending makes.
    private static func stem(_ word: [Unicode.Scalar], _ singulars: [String: String]) -> String {
        var letters = word
        if let singular = singulars[text(letters)] { return singular }
        strip(&letters, endings: pronouns)
        if let singular = singulars[text(letters)] { return singular }
        // A pattern of five letters and more would lose some to the endings: تثبيت.
        if let root = root(of: letters, in: longPatterns) { return root }
        for _ in 0..<2 { strip(&letters, endings: endings) }
        if let singular = singulars[text(letters)] { return singular }
        return root(of: letters, in: longPatterns) ?? root(of: letters, in: shortPatterns)
            ?? hollow(letters) ?? text(letters)
    }

    // MARK: Beginnings and endings

    private static let articles = ["وبال", "ولل", "وال", "فال", "بال", "كال", "ال", "لل"]
        .map { Array($0.unicodeScalars) }
    /// Words that begin like the article and have none.
    private static let notArticles = [
        "الغا", "الكترون", "المان", "التزم", "التزام", "التحق", "التحاق", "الان", "الاف", "بالغ",
    ].map { Array($0.unicodeScalars) }
    private static let and = [Array("و".unicodeScalars)]
    /// Words whose own first letter is waw.
    private static let notAnd = [
        "وثي", "وثا", "وصو", "وصل", "وصف", "ورق", "وقت", "وقع", "وقف", "وقو", "واح", "واج", "ودي",
        "ودا", "وضع", "وضو", "ولاي", "وظي", "وظا", "وسي", "وسا", "وطن", "وزن", "وفا", "وفر", "وال",
        "وجد", "وجه", "وعد", "وكي", "وكا", "وحد", "ورث", "ورد", "وسع", "وشك", "وهم", "ويب",
    ].map { Array($0.unicodeScalars) }

    private static let pronouns = ["هما", "كما", "ها", "هم", "هن", "كم", "كن", "نا", "ي", "ك"]
        .map { Array($0.unicodeScalars) }
    private static let endings = ["ات", "ان", "ون", "ين", "وا", "يه", "ه", "ت", "ا", "ي"]
        .map { Array($0.unicodeScalars) }

    private static func strip(
        _ letters: inout [Unicode.Scalar],
        prefixes: [[Unicode.Scalar]],
        leaving least: Int,
        unless exceptions: [[Unicode.Scalar]]
    ) {
        guard !exceptions.contains(where: { letters.starts(with: $0) }) else { return }
        for prefix in prefixes
        where letters.count - prefix.count >= least && letters.starts(with: prefix) {
            letters.removeFirst(prefix.count)
            return
        }
    }

    private static func strip(
        _ letters: inout [Unicode.Scalar],
        endings: [[Unicode.Scalar]]
    ) {
        for ending in endings
        where letters.count - ending.count >= 3
            && letters.suffix(ending.count).elementsEqual(ending)
        {
            letters.removeLast(ending.count)
            return
        }
    }

    // MARK: Patterns

    /// Written as in grammars: ف, ع and ل stand for the letters of the root, all others for
    /// themselves.
    private static let longPatterns = [
        "استفعال", "استفعل", "يستفعل", "تستفعل", "نستفعل", "مستفعل", "افتعال", "انفعال", "تفعيل",
        "مفعول", "يفتعل", "تفتعل", "نفتعل", "ينفعل", "تنفعل", "افتعل", "انفعل", "افعال",
    ].map { Array($0.unicodeScalars) }
    /// Verbs in the present, and the past of the fourth form.
    private static let shortPatterns = ["يفعل", "تفعل", "نفعل", "افعل"]
        .map { Array($0.unicodeScalars) }

    private static func root(
        of letters: [Unicode.Scalar],
        in patterns: [[Unicode.Scalar]]
    ) -> String? {
        for pattern in patterns where pattern.count == letters.count {
            if let root = root(of: letters, in: pattern) { return root }
        }
        return nil
    }

    private static func root(
        of letters: [Unicode.Scalar],
        in pattern: [Unicode.Scalar]
    ) -> String? {
        var root = String.UnicodeScalarView()
        for (letter, place) in zip(letters, pattern) {
            switch place {
            case "ف":
                // A long vowel begins no root: تاجر is a merchant and no verb.
                if letter == "ا" { return nil }
                // إيقاف, the stopping, is of the root of أوقف, to stop.
                root.append(letter == "ي" && pattern.first == "ا" ? "و" : letter)
            case "ع", "ل": root.append(letter)
            default: if letter != place { return nil }
            }
        }
        return String(root)
    }

    /// A verb whose middle letter is long, from its noun or its participle: ضاع, to get lost, of
    /// ضياع and ضائع.
    private static func hollow(_ letters: [Unicode.Scalar]) -> String? {
        guard letters.count == 4,
            [letters[1], letters[2]] == ["ا", "ي"]
                || [letters[1], letters[2]] == ["ي", "ا"]
        else { return nil }
        return text([letters[0], "ا", letters[3]])
    }

    // MARK: Plurals that no ending makes

    private static let singulars: [String: String] = {
        var stems: [String: String] = [:]
        for pair in plurals.split(separator: " ") {
            let words = pair.split(separator: "=").map { ArabicLetters.plain(String($0)) }
            guard words.count == 2 else { continue }
            let plural =
                words[0].unicodeScalars.last == "ء" ? String(words[0].dropLast()) : words[0]
            stems[plural] = stem(Array(words[1].unicodeScalars), [:])
        }
        return stems
    }()

    /// Plural = singular, of everyday nouns.
    private static let plurals = """
        فروع=فرع رسوم=رسم حدود=حد كشوف=كشف قروض=قرض نقود=نقد بنوك=بنك شروط=شرط شهور=شهر ديون=دين \
        رموز=رمز بنود=بند عقود=عقد عروض=عرض ردود=رد صفوف=صف دروس=درس حقوق=حق خطوط=خط نصوص=نص \
        وعود=وعد ضيوف=ضيف حروف=حرف ظروف=ظرف بيوت=بيت أموال=مال أيام=يوم أبناء=ابن آباء=أب أسماء=اسم \
        أشهر=شهر أصدقاء=صديق أقارب=قريب أطباء=طبيب أغنياء=غني أجهزة=جهاز أدوية=دواء أسئلة=سؤال \
        أجوبة=جواب أسابيع=أسبوع أنظمة=نظام أمتعة=متاع ألبسة=لباس أمكنة=مكان أماكن=مكان مبالغ=مبلغ \
        مواعيد=موعد مكاتب=مكتب مدن=مدينة منازل=منزل مصارف=مصرف متاجر=متجر مشاكل=مشكلة مكالمات=مكالمة \
        محلات=محل مدارس=مدرسة مراكز=مركز مطاعم=مطعم مفاتيح=مفتاح مناطق=منطقة مواقع=موقع موظفون=موظف \
        عناوين=عنوان وثائق=وثيقة هواتف=هاتف رسائل=رسالة فواتير=فاتورة عملاء=عميل أقساط=قسط \
        برامج=برنامج صور=صورة ضرائب=ضريبة فوائد=فائدة ودائع=وديعة دفاتر=دفتر طرق=طريقة سلف=سلفة \
        تكاليف=تكلفة تفاصيل=تفصيل تقارير=تقرير تواريخ=تاريخ تذاكر=تذكرة تأشيرات=تأشيرة خدمات=خدمة \
        قسائم=قسيمة قوائم=قائمة نماذج=نموذج نسخ=نسخة مهل=مهلة مدد=مدة حلول=حل أخطاء=خطأ شكاوى=شكوى \
        هدايا=هدية زبائن=زبون زوار=زائر أفراد=فرد أشخاص=شخص نساء=امرأة رجال=رجل أولاد=ولد بنات=بنت \
        إخوة=أخ أمهات=أم شركاء=شريك عطل=عطلة ساعات=ساعة سنوات=سنة سنين=سنة أعوام=عام كتب=كتاب \
        شوارع=شارع غرف=غرفة سجلات=سجل جداول=جدول حقائب=حقيبة محافظ=محفظة بطائق=بطاقة عمال=عامل \
        سيارات=سيارة طلاب=طالب أطفال=طفل حالات=حالة حيوانات=حيوان كلاب=كلب قطط=قطة أسنان=سن
        """

    private static func text(_ letters: [Unicode.Scalar]) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: letters)
        return String(view)
    }
}
