import Diagnostics

extension Behaviour {
    /// What is otherwise than before, at most one change of each kind.
    func changes(from old: Behaviour, in run: RunName?) -> [BehaviourChange] {
        func change(
            _ kind: BehaviourChange.Kind,
            _ location: SourceLocation,
            _ before: [String],
            _ after: [String]
        ) -> BehaviourChange {
            BehaviourChange(
                kind: kind,
                location: location,
                run: run,
                before: before,
                after: after
            )
        }
        var changes: [BehaviourChange] = []
        if let found = first(against: old, where: { $0.said != $1.said }) {
            changes.append(change(.wording, found.new.location, found.old.said, found.new.said))
        }
        if let found = first(against: old, where: { $0.topic != $1.topic }) {
            changes.append(
                change(
                    .topic,
                    found.new.location,
                    ["topic \(found.old.topic)"],
                    ["topic \(found.new.topic)"]
                )
            )
        }
        if questions != old.questions,
            let found = first(against: old, where: { $0.waiting != $1.waiting })
        {
            changes.append(
                change(
                    questions > old.questions ? .asksMore : .asksLess,
                    found.new.location,
                    ["waiting \(found.old.waiting)"],
                    ["waiting \(found.new.waiting)"]
                )
            )
        }
        if let kind = personKind(from: old),
            let index = [person, old.person].compactMap(\.self).min()
        {
            changes.append(
                change(
                    kind,
                    turns[index].location,
                    [old.turns[index].handoff],
                    [turns[index].handoff]
                )
            )
        }
        if let found = first(against: old, where: { $0.calls != $1.calls }),
            let kind = callKind(from: old)
        {
            changes.append(
                change(
                    kind,
                    found.new.location,
                    found.old.callWords,
                    found.new.callWords
                )
            )
        }
        if let found = first(against: old, where: { $0.endings != $1.endings }) {
            changes.append(
                change(
                    .outcome,
                    found.new.location,
                    found.old.endings.orNone("no outcome"),
                    found.new.endings.orNone("no outcome")
                )
            )
        }
        return changes
    }

    private func personKind(from old: Behaviour) -> BehaviourChange.Kind? {
        switch (old.person, person) {
        case (nil, nil): nil
        case (nil, _?): .personNew
        case (_?, nil): .personGone
        case (let before?, let now?):
            now == before ? nil : now < before ? .personEarlier : .personLater
        }
    }

    /// nil where the same calls are made at other lines.
    private func callKind(from old: Behaviour) -> BehaviourChange.Kind? {
        let (before, now) = (old.calls.map(\.action).sorted(), calls.map(\.action).sorted())
        guard before == now else { return before.count > now.count ? .callDropped : .callAdded }
        let isSame =
            Set(old.calls) == Set(calls) && old.calls.count == calls.count
        return isSame ? nil : .callArguments
    }
}

extension Behaviour.Turn {
    fileprivate var handoff: String { queue.map { "handoff \($0)" } ?? "no handoff" }

    fileprivate var callWords: [String] { calls.map(\.words).orNone("no call") }
}

extension [String] {
    fileprivate func orNone(_ words: String) -> [String] { isEmpty ? [words] : self }
}
