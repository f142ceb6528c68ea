import KnowledgeSearch
import Testing

@Suite struct ArticleLibraryTests {
    private static let articles = [
        Article(
            id: "lost-card",
            title: "Lost or stolen card",
            text: "Freeze the card in the app at once.",
            language: "en"
        ),
        Article(
            id: "lost-card",
            title: "Tarjeta perdida o robada",
            text: "Bloquee la tarjeta en la aplicación de inmediato.",
            language: "es"
        ),
        Article(
            id: "lost-card",
            title: "بطاقة مفقودة أو مسروقة",
            text: "جمّد البطاقة في التطبيق فورًا.",
            language: "ar"
        ),
        Article(
            id: "hours",
            title: "Opening hours of branches",
            text: "Branches are open from nine to five.",
            language: "en"
        ),
        Article(
            id: "hours",
            title: "Horario de las sucursales",
            text: "Las sucursales abren de nueve a cinco.",
            language: "es"
        ),
        Article(
            id: "zelle",
            title: "What is Zelle?",
            text: "Zelle sends money between friends in minutes.",
            language: "en"
        ),
        Article(
            id: "post",
            title: "¿Puedo usar mi tarjeta en Noruega?",
            text: "Yo la usé sin problemas.",
            kind: .community,
            language: "es"
        ),
    ]
    private let library = ArticleLibrary.build(
        articles: articles,
        languages: ["en", "es", "ar"],
        synonyms: [["tarjeta", "plástico"]]
    )

    private func find(_ question: String, _ language: String?) -> [String] {
        library.search(question, options: SearchOptions(language: language)).map {
            "\($0.article.language ?? "none") \($0.article.id)"
        }
    }

    @Test(arguments: [
        ("es", "he perdido mi tarjeta", "es lost-card"),
        ("es-MX", "he perdido mi tarjeta", "es lost-card"),
        ("ar", "فقدت بطاقتي", "ar lost-card"),
        ("en", "I lost my card", "en lost-card"),
        ("es", "se me perdió el plástico", "es lost-card"),
        ("es", "¿Noruega?", "es post"),
    ])
    func `A question is answered in its own language`(
        language: String,
        question: String,
        first: String
    ) {
        #expect(find(question, language).first == first)
    }

    @Test(arguments: [
        ("es", "¿Qué es Zelle?", "en zelle"),
        ("ar", "opening hours of the branches", "en hours"),
        ("es", "what is zelle", "en zelle"),
        ("fr", "lost card", "en lost-card"),
    ])
    func `What the own language does not know is answered in the default one`(
        language: String,
        question: String,
        first: String
    ) {
        #expect(find(question, language).first == first)
    }

    @Test func `A translation never stands beside its original`() {
        for question in ["tarjeta card app", "lost card tarjeta perdida", "aplicación app"] {
            for language in ["en", "es", "ar"] {
                let hits = library.search(question, options: SearchOptions(language: language))
                #expect(Set(hits.map(\.article.language)).count <= 1, "\(question)")
                #expect(Set(hits.map(\.article.id)).count == hits.count, "\(question)")
            }
        }
    }

    @Test func `Without a language the default one is asked`() {
        #expect(find("lost card", nil).first == "en lost-card")
        #expect(find("tarjeta perdida", nil).isEmpty)
    }

    @Test func `What one language does not know is no answer of another`() {
        for question in ["¿cuál es la capital de Francia?", "ما هي عاصمة فرنسا؟"] {
            for language in ["es", "ar"] {
                let hits = library.search(question, options: SearchOptions(language: language))
                #expect(hits.first?.isConfident != true)
            }
        }
    }

    @Test func `What is not sure stays in the language that was asked in`() {
        // English has refinancing for the Spanish refinanciar, two letters away.
        let library = ArticleLibrary.build(
            articles: [
                Article(id: "a", title: "Refinancing a home", text: "How it goes.", language: "en"),
                Article(
                    id: "b",
                    title: "Tasas",
                    text: "Para refinanciar una vivienda hay tasas, plazos y muchos documentos.",
                    language: "es"
                ),
            ],
            languages: ["en", "es"]
        )
        let hits = library.search(
            "refinanciar una casa",
            options: SearchOptions(language: "es")
        )
        #expect(hits.map(\.article.id) == ["b"])
    }

    @Test func `What may not be found leaves its place to the other language`() {
        let hits = library.search(
            "¿Noruega? zelle",
            options: SearchOptions(language: "es"),
            where: { $0.kind == .knowledge }
        )
        #expect(hits.first?.article.id == "zelle")
    }

    @Test func `A reader gets the variant of their own country`() {
        let library = ArticleLibrary.build(
            articles: [
                Article(id: "bus", title: "Autocarro", text: "Horários.", language: "pt-PT"),
                Article(id: "bus", title: "Ônibus", text: "Horários.", language: "pt-BR"),
                Article(id: "tram", title: "Elétrico", text: "Horários.", language: "pt-PT"),
            ],
            languages: ["pt-BR", "pt-PT"]
        )
        func titles(_ language: String) -> Set<String> {
            let options = SearchOptions(language: language)
            return Set(library.search("horários", options: options).map(\.article.title))
        }
        #expect(titles("pt-BR") == ["Ônibus", "Elétrico"])
        #expect(titles("pt-PT") == ["Autocarro", "Elétrico"])
        #expect(library.article("bus", language: "pt-BR")?.title == "Ônibus")
    }

    @Test func `An article without a language stands in every language`() {
        let library = ArticleLibrary.build(
            articles: [Article(id: "iban", title: "IBAN", text: "DE89 3704")],
            languages: ["en", "ar"]
        )
        for language in ["en", "ar"] {
            let hits = library.search("iban", options: SearchOptions(language: language))
            #expect(hits.map(\.article.id) == ["iban"])
        }
    }

    @Test func `Equal articles make equal libraries, in whatever order`() {
        let other = ArticleLibrary.build(
            articles: Self.articles.reversed(),
            languages: ["en", "es", "ar"],
            synonyms: [["tarjeta", "plástico"]]
        )
        #expect(other.generation == library.generation)
        let fewer = ArticleLibrary.build(
            articles: Array(Self.articles.dropLast()),
            languages: ["en", "es", "ar"]
        )
        #expect(fewer.generation != library.generation)
        #expect(library.count == 7)
        #expect(library.articles.map(\.id) == ["hours", "lost-card", "zelle"])
    }
}
