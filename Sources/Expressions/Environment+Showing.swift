import Values

extension Environment {
    /// A value in the customer's words; nothing for one that is empty or has no words.
    package func shown(_ value: Value) -> String {
        (try? value.shown(on: occasion, at: 0)) ?? ""
    }
}

extension Occasion {
    /// What the contact's clock shows at a moment.
    package func clock(at moment: Timestamp) -> CivilDateTime { civil(moment) }
}
