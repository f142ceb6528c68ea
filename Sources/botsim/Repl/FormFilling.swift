import Messages
import Transcripts
import Values

/// A form that is being filled in, field by field.
struct FormFilling {
    let question: String
    private let pages: [FormControl.Page]
    private var place = 0
    private var values: [String: JSON] = [:]

    /// nil for a control that is no form.
    init?(_ control: Control) {
        guard case .form(let form) = control.kind, !form.pages.isEmpty else { return nil }
        question = control.question
        pages = form.pages
    }

    /// The field to be filled now; nil when all are.
    var page: FormControl.Page? { pages.indices.contains(place) ? pages[place] : nil }

    var offer: Offer? { page.map { Offer($0.control) } }

    /// Takes what was typed for the field; an empty line leaves what stands there.
    mutating func fill(_ words: String) {
        guard let page, let offer else { return }
        if words.isEmpty {
            values[page.slot] = page.value
        } else if let ids = offer.picked(words) {
            values[page.slot] = ids.count == 1 ? .string(ids[0]) : .array(ids.map(JSON.string))
        } else {
            values[page.slot] = offer.fieldValue(words)
        }
        place += 1
    }

    var submission: Inbound { .form(question: question, values: values) }
}
