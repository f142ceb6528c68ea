import Messages
import Topics
import Understanding
import Values

/// A list that is longer than the device shows at once is shown page by page.
///
/// Numbers go on from page to page, and what is said chooses among all options, whichever page is
/// shown. What the engine itself offers beside them (to skip, a person) stands on every page.
package struct ShownPage: Hashable, Sendable, Codable {
    let question: String
    /// Where the page begins among the options, from 0.
    let first: Int
    /// Where the next one begins, and the one before.
    let next: Int?
    let previous: Int?
}

extension Turn {
    /// What turns to the next page.
    static let more = "more"

    /// A control as the device can show it: a page of its options where they are too many.
    mutating func paged(_ control: Control) -> Control {
        var control = control
        switch control.kind {
        case .choice(var choice):
            let fixed = choice.options.reversed().prefix { Self.isEngines($0.id) }.count
            choice.style = fitting(choice)
            if let page = page(of: control.question, choice.options.count, fixed: fixed) {
                choice.options = page.places.map { place in
                    var option = choice.options[place]
                    option.number = place + 1
                    return option
                }
                choice.more = page.hasMore ? render(.more) : nil
                choice.style = .list
            }
            control.kind = .choice(choice)
        case .timeSlots(var times) where !event.profile.has(.time):
            if let page = page(of: control.question, times.slots.count, fixed: 0) {
                times.slots = page.places.map { place in
                    var slot = times.slots[place]
                    slot.number = place + 1
                    return slot
                }
                times.more = page.hasMore ? render(.more) : nil
            }
            control.kind = .timeSlots(times)
        case .timeSlots, .yesno, .date, .time, .number, .text, .form, .file, .location, .app,
            .signIn, .pay:
            break
        }
        return control
    }

    /// Which options are shown; nil where all are.
    private mutating func page(
        of question: String,
        _ count: Int,
        fixed: Int
    ) -> (places: [Int], hasMore: Bool)? {
        let rows = event.profile.rowsOfAPage
        guard count > rows else {
            if conversation.shownPage?.question == question { conversation.shownPage = nil }
            return nil
        }
        let own = count - fixed
        // One row leads on.
        let size = max(1, rows - 1 - fixed)
        var first = 0
        if let shown = conversation.shownPage, shown.question == question,
            (0..<max(1, own)).contains(shown.first)
        {
            first = shown.first
        }
        let end = min(own, first + size)
        conversation.shownPage = ShownPage(
            question: question,
            first: first,
            next: end < own ? end : nil,
            previous: first > 0 ? max(0, first - size) : nil
        )
        return (Array(first..<end) + Array(own..<count), end < own)
    }

    /// Buttons that are too many or too long for the device are a list.
    private func fitting(_ choice: ChoiceControl) -> ChoiceControl.Style {
        guard choice.style == .quickReply, let buttons = event.profile.limits.buttons else {
            return choice.style
        }
        let fits =
            choice.options.count <= buttons.upperBound
            && choice.options.allSatisfy { $0.title.count <= event.profile.limits.buttonTitle }
        return fits ? .quickReply : .list
    }

    private static func isEngines(_ id: String) -> Bool {
        [skip, done, "none", "agent"].contains(id)
    }

    // MARK: Turning

    /// "More", "back" on a later page.
    mutating func hearPaging(_ utterance: Utterance) -> Bool {
        guard let page = conversation.shownPage,
            page.question == conversation.waiting.questionID
        else { return false }
        if PageWords.meansMore(utterance) {
            rule = .control
            turnPage(page)
            return true
        }
        guard let previous = page.previous,
            words.whole(utterance) == .back || PageWords.meansBack(utterance)
        else { return false }
        rule = .control
        show(page, from: previous)
        return true
    }

    /// The next page; from the last one nothing leads on.
    mutating func turnPage(_ page: ShownPage) {
        guard let next = page.next else {
            say(.noMore)
            return remind()
        }
        show(page, from: next)
    }

    private mutating func show(_ page: ShownPage, from first: Int) {
        conversation.shownPage = ShownPage(
            question: page.question,
            first: first,
            next: nil,
            previous: nil
        )
        askAgain()
    }
}

extension [Value] {
    /// Options of one section together, the sections in the order in which they first come.
    var groupedBySection: [Value] {
        let sections = map(\.section)
        guard sections.contains(where: { $0 != nil }) else { return self }
        var order: [String?] = []
        for section in sections where !order.contains(section) { order.append(section) }
        return order.flatMap { section in
            indices.filter { sections[$0] == section }.map { self[$0] }
        }
    }
}

extension Value {
    /// The heading under which a row stands: its column `section`.
    var section: String? {
        guard case .choice(let choice) = self else { return nil }
        return choice.fields["section"]?.plainText
    }
}
