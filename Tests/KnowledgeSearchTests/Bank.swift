import KnowledgeSearch
import Values

/// A bank's few articles, enough for words to be common or rare.
let bank = ArticleIndex.build(articles: bankArticles, synonyms: [["PIN", "secret number"]])

let bankArticles: [Article] = [
    Article(
        id: "card-fees",
        title: "Replacement card fees",
        text: """
            A new card costs 5 euros if the old one was lost or damaged. The fee is taken from your \
            account when the card is sent. Cards that expire are replaced for nothing.
            """,
        tags: ["cards", "fees"]
    ),
    Article(
        id: "lost-card",
        title: "What to do when your card is lost or stolen",
        text: """
            Freeze the card in the app at once, or call us at any hour. We send a replacement within \
            five working days.
            """,
        tags: ["cards"]
    ),
    Article(
        id: "pin",
        title: "Change your PIN",
        text: "Choose a new PIN at any cash machine. Nobody from the bank ever asks for it."
    ),
    Article(
        id: "refinance",
        title: "Refinancing a home loan",
        text: """
            Replace your mortgage by one with a lower rate. Refinancing takes about four weeks and \
            needs a valuation of the house.
            """
    ),
    Article(
        id: "transfers-abroad",
        title: "Transfers to other countries",
        text: """
            Money sent abroad arrives in one to three days. The fee depends on the country and the \
            currency.
            """
    ),
    Article(
        id: "opening-hours",
        title: "Opening hours of branches",
        text: "Branches are open from nine to five, on Saturdays until noon."
    ),
    Article(
        id: "fraud-desk",
        title: "Fraud desk procedure",
        text: "Block the account, note the case and call the customer back from the fraud line.",
        audience: "internal"
    ),
    Article(
        id: "statement",
        title: "Download an account statement",
        text: "Statements of the last seven years are in the app under Documents."
    ),
    Article(
        id: "travel-post",
        title: "Does my card work on holiday?",
        text: "I used mine in Norway without trouble. Tell the bank before you travel, though.",
        kind: .community,
        votes: 12,
        accepted: true
    ),
]

extension ArticleIndex {
    func ids(_ question: String, _ options: SearchOptions = SearchOptions()) -> [String] {
        search(question, options: options).map(\.article.id)
    }
}

extension Hit {
    /// The words of the passage that are marked.
    var marked: [String] {
        let scalars = Array(snippet.text.unicodeScalars)
        return snippet.highlights.map { range in
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[range])
            return String(view)
        }
    }
}
