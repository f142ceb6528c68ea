import KnowledgeSearch
import Topics
import Understanding
import Values

/// l: free text, where the open question takes it.
extension Turn {
    mutating func hearFreeText(_ utterance: Utterance) -> Bool {
        guard case .question(let question) = conversation.waiting,
            let slot = topTopic?.slot(question.slot), !utterance.isEmpty
        else { return false }
        let (words, asked) = slot.secure ? (utterance, nil) : splittingQuestion(utterance)
        guard let value = freeText(words, slot) else { return false }
        rule = .freeText
        if case .text(let most) = slot.type, case .string(let text) = value, text.count > most {
            refuse(slot, question, saying: render(.tooLong, ["most": .int(Int64(most))]))
            return true
        }
        answer(slot, question, value, heard: asked)
        return true
    }

    /// Words as a slot of free text keeps them; nil where the slot takes none.
    func freeText(_ utterance: Utterance, _ slot: Slot) -> Value? {
        let text =
            (slot.secure
            ? utterance.original : bot.secrecy.maskingNamed(utterance.original)).trimmingSpaces
        guard !text.isEmpty else { return nil }
        switch slot.type {
        case .text: return .string(text)
        case .address:
            let utterance = Utterance(text, language: utterance.language)
            let address = LeadIn.strippingAddress(utterance).trimmingSpaces
            guard !utterance.isQuestion, Self.looksLikeAddress(address) else { return nil }
            return .address(Address(String(address.prefix(500))))
        case .location:
            if let place = Location(spelled: text) { return .location(place) }
            let address = LeadIn.strippingAddress(Utterance(text, language: utterance.language))
                .trimmingSpaces
            guard !utterance.isQuestion, Self.looksLikeAddress(address) else { return nil }
            return .location(Location(named: String(address.prefix(500))))
        default: return nil
        }
    }

    /// An answer and a question in one message: "18 Elm Street. How long does delivery take?"
    ///
    /// - Returns: The answer, and the question where an article answers it; else the whole message.
    private func splittingQuestion(_ utterance: Utterance) -> (Utterance, Utterance?) {
        let text = utterance.original.trimmingSpaces
        guard text.last.map({ "?؟？".contains($0) }) == true,
            let end = text.dropLast().lastIndex(where: { ".!?\n".contains($0) })
        else { return (utterance, nil) }
        let question = String(text[text.index(after: end)...]).trimmingSpaces
        let answer = String(text[..<end]).trimmingSpaces
        guard !answer.isEmpty, let hit = hits(for: question, limit: 1).first, hit.isConfident
        else { return (utterance, nil) }
        return (
            Utterance(answer, language: utterance.language),
            Utterance(question, language: utterance.language)
        )
    }

    /// An address has a number in it, or several parts with commas or lines between them.
    private static func looksLikeAddress(_ text: String) -> Bool {
        text.utf8.count >= 5
            && (text.contains(where: \.isNumber) && text.contains(where: \.isLetter)
                || text.split(whereSeparator: { $0 == "," || $0 == "،" || $0.isNewline }).count > 1)
    }
}
