import Testing
import Text

@Suite struct ArabicStemTests {
    private let stemmer = Stemmer(language: "ar-EG")

    @Test(arguments: [
        "بطاقة البطاقة بطاقتي بطاقتك بطاقات البطاقات والبطاقات للبطاقة بالبطاقة بطاقه بطاقتان",
        "حساب حسابي الحساب حسابات حساباتك حسابنا",
        "فرع فروع الفروع",
        "رسم رسوم الرسوم ورسوم",
        "حوالة حوالات الحوالات",
        "فعّل أفعّل تفعيل تفعيلها",
        "جمّد أجمّد تجميد التجميد",
        "أغلق إغلاق الإغلاق أُغلق",
        "فقد فقدت مفقودة فقدان مفقود",
        "سرق سرقت سُرقت مسروقة سرقة",
        "كسر انكسرت انكسار مكسورة",
        "أوقف إيقاف أوقفها توقف",
        "اقترض اقتراض أقترض",
        "استبدل استبدال أستبدل",
        "مستند مستندات المستندات",
        "وثيقة وثائق الوثيقة",
        "أموال مال الأموال",
        "شيك شيكات شيكًا الشيكات",
        "رسالة رسائل رسالتك",
        "مبكر مبكرًا مبكرة",
        "ضاع ضاعت ضياع ضائع ضائعة",
        "زار زيارة زائر",
    ])
    func `The forms of a word have one stem`(forms: String) {
        let words = forms.split(separator: " ").map(String.init)
        let stems = words.map(stemmer.stem)
        #expect(Set(stems).count == 1, "\(zip(words, stems).map { "\($0)=\($1)" })")
    }

    @Test(arguments: [
        ("بنك", "بن"), ("فرع", "فرد"), ("حساب", "حسم"), ("شيك", "شيء"), ("إلغاء", "غاية"),
        ("وثيقة", "ثقة"), ("سحب", "حساب"),
    ])
    func `Different words stay different`(one: String, other: String) {
        #expect(stemmer.stem(one) != stemmer.stem(other))
    }

    @Test(arguments: [
        "أحمد إحمد احمد آحمد", "على علي", "مكتبة مكتبه", "شُكرًا شكرا شكـــرا", "مسؤول مسوول",
        "کتاب كتاب",
    ])
    func `Ways to write a letter are one`(spellings: String) {
        let words = spellings.split(separator: " ").map(String.init)
        #expect(Set(words.map(stemmer.stem)).count == 1)
    }

    @Test(arguments: ["", "و", "ال", "ة", "ًٌٍ", "Visa", "PIN", "ـــ", "ءءءء", "الالالال"])
    func `Words that are hardly words do no harm`(word: String) {
        #expect(stemmer.stem(word).utf8.count <= word.utf8.count)
    }

    @Test func `A very long word does no harm`() {
        let word = String(repeating: "وال", count: 100_000)
        #expect(stemmer.stem(word) == word)
    }
}
