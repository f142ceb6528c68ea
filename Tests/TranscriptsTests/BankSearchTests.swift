import Dialogue
import KnowledgeSearch
import Testing

/// What customers of the bank ask in Spanish and Arabic, written down before anybody looked at the
/// titles of the articles, some without accents, in dialect spelling or with a slip.
@Suite struct BankSearchTests {
    @Test(arguments: [
        ("¿Cuánto cuesta una tarjeta nueva?", "replacement-card-fees"),
        ("perdi mi tarjeta que hago", "report-lost-card"),
        ("me robaron la cartera con la tarjeta", "stolen-card"),
        ("¿cómo bloqueo mi tarjeta por un rato?", "freeze-card"),
        ("¿cuánto tarda en llegar la tarjeta nueva?", "card-delivery-times"),
        ("olvidé mi contraseña", "reset-password"),
        ("¿a qué hora abren las sucursales?", "branch-hours"),
        ("quiero refinanciar mi casa", "refinance-options"),
        ("qué documentos necesito para refinanciar", "refinance-documents"),
        ("¿cuánto se puede sacar del cajero al día?", "card-limits"),
        ("¿por qué rechazaron mi tarjeta?", "card-declined"),
        ("¿puedo usar mi tarjeta en el extranjero?", "travel-with-your-card"),
        ("no reconozco un cargo en mi tarjeta", "dispute-card-charge"),
        ("como deposito un cheque con el celular", "mobile-check-deposit"),
        ("¿cuánto cobran por una transferencia internacional?", "send-wire"),
        ("cambiar mi dirección", "change-address"),
        ("numero de ruta para el deposito directo", "direct-deposit"),
        ("quiero cerrar mi cuenta", "close-account"),
        ("¿cómo mando dinero a un amigo?", "northwind-pay"),
        ("¿cuánto es la comisión por sobregiro?", "overdraft-fees"),
        ("se me olvidó el PIN", "change-pin"),
        ("¿dónde puedo bajar mis estados de cuenta?", "get-statements"),
        ("recibí un mensaje sospechoso del banco", "spot-scams"),
        ("¿qué necesito para abrir una cuenta corriente?", "open-checking-account"),
        ("¿de cuánto son los gastos de cierre?", "mortgage-closing-costs"),
        ("quiero poner a mi esposa en la cuenta", "joint-accounts"),
        ("mi tarjeta se partió", "damaged-card"),
        ("¿cómo activo la tarjeta que me llegó?", "activate-card"),
        ("pagar el prestamo antes de tiempo", "pay-off-loan"),
        ("¿dan préstamos para comprar carro?", "auto-loans"),
    ])
    func `A customer who asks in Spanish gets the article first`(
        question: String,
        article: String
    ) throws {
        try expect(article, first: question, in: "es")
    }

    @Test(arguments: [
        ("كم تكلفة بطاقة جديدة؟", "replacement-card-fees"),
        ("ضاعت بطاقتي ماذا أفعل", "report-lost-card"),
        ("سرقوا محفظتي وفيها البطاقة", "stolen-card"),
        ("كيف أوقف البطاقة مؤقتا؟", "freeze-card"),
        ("كم يستغرق وصول البطاقة الجديدة؟", "card-delivery-times"),
        ("نسيت كلمة السر", "reset-password"),
        ("متى تفتح الفروع؟", "branch-hours"),
        ("أريد إعادة تمويل منزلي", "refinance-options"),
        ("ما المستندات المطلوبة لاعادة التمويل؟", "refinance-documents"),
        ("كم الحد اليومي للسحب من الصراف؟", "card-limits"),
        ("لماذا رفضت بطاقتي؟", "card-declined"),
        ("هل تعمل بطاقتي في الخارج؟", "travel-with-your-card"),
        ("هناك مبلغ لا أعرفه على بطاقتي", "dispute-card-charge"),
        ("كيف اودع شيك بالهاتف", "mobile-check-deposit"),
        ("كم رسوم الحوالة الدولية؟", "send-wire"),
        ("تغيير العنوان", "change-address"),
        ("كيف أحول راتبي إلى الحساب؟", "direct-deposit"),
        ("أريد إغلاق حسابي", "close-account"),
        ("كيف أرسل مالا إلى صديق؟", "northwind-pay"),
        ("رسوم السحب على المكشوف", "overdraft-fees"),
        ("نسيت الرقم السري للبطاقه", "change-pin"),
        ("أين أجد كشف حسابي؟", "get-statements"),
        ("وصلتني رسالة مشبوهة باسم البنك", "spot-scams"),
        ("كيف أفتح حسابا جاريا؟", "open-checking-account"),
        ("كم تبلغ تكاليف إغلاق الرهن العقاري؟", "mortgage-closing-costs"),
        ("أريد إضافة زوجتي إلى الحساب", "joint-accounts"),
        ("انكسرت بطاقتي", "damaged-card"),
        ("كيف أفعّل البطاقة؟", "activate-card"),
        ("سداد القرض مبكرا", "pay-off-loan"),
        ("هل يمكنني الاقتراض لشراء سيارة؟", "auto-loans"),
        ("نموذج ١٠٩٩", "tax-forms"),
    ])
    func `A customer who asks in Arabic gets the article first`(
        question: String,
        article: String
    ) throws {
        try expect(article, first: question, in: "ar")
    }

    @Test(arguments: [
        ("es", "¿cuál es la capital de Francia?"), ("es", "¿quién ganó el partido anoche?"),
        ("es", "receta de paella valenciana"), ("es", "¿va a llover mañana?"),
        ("es", "¿me recomiendas una película de terror?"), ("es", "¿cómo se cura la gripe?"),
        ("ar", "ما هي عاصمة فرنسا؟"), ("ar", "من فاز في المباراة أمس؟"),
        ("ar", "طريقة تحضير الكسكس"), ("ar", "هل ستمطر غدا؟"), ("ar", "كيف أعالج الزكام؟"),
        ("ar", "اقترح علي فيلما مضحكا"),
    ])
    func `What the bank knows nothing about is answered with nothing`(
        language: String,
        question: String
    ) throws {
        let hits = try search(question, in: language)
        #expect(hits.first?.isConfident != true, "\(hits.first?.article.title ?? "")")
    }

    private func expect(
        _ article: String,
        first question: String,
        in language: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let hits = try search(question, in: language)
        #expect(hits.first?.article.id == article, sourceLocation: sourceLocation)
        #expect(hits.first?.article.language == language, sourceLocation: sourceLocation)
    }

    private func search(_ question: String, in language: String) throws -> [Hit] {
        let bot = try #require(SampleBots.bank.bot)
        let options = SearchOptions(limit: 5, audience: "customer", language: language)
        return bot.articles.search(question, options: options)
    }
}
