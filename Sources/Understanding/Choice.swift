/// One option of a question, with all that a customer may call it.
package struct ChoiceOption: Hashable, Sendable {
    package let id: String
    package let title: String
    /// Synonyms.
    package let also: [String]
    package var subtitle: String?

    package init(id: String, title: String, also: [String] = [], subtitle: String? = nil) {
        self.id = id
        self.title = title
        self.also = also
        self.subtitle = subtitle
    }
}

/// Which option a customer meant.
package enum ChoiceMatch: Hashable, Sendable {
    package enum How: Hashable, Sendable {
        case exactLabel, number, ordinal, synonym, partial, typo
    }

    case one(Int, span: Range<Int>, how: How)
    /// Some of the options, in their order; it is not said which.
    case several([Int])
    /// "Either", "I don't mind".
    case any
    case none
}

/// Which options of a question that takes many.
package enum ManyMatch: Hashable, Sendable {
    /// In the options' order, perhaps none of them ("none").
    case chosen([Int], spans: [Range<Int>])
    /// One of these, and it is not said which.
    case several([Int])
    case none
}

package enum ChoiceMode: Hashable, Sendable {
    /// The message is meant as the answer.
    case answer
    /// The message says something else and may name an option on the way.
    case mention
}
