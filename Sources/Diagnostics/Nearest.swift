/// The name that an author most likely meant, for "did you mean".
///
/// - Returns: nil unless a name is within a third of its length (at least one, at most three)
///   insertions, deletions, substitutions or swaps of neighbours.
public func nearest(to name: String, in names: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars.prefix(64))
    var best: (name: String, distance: Int)?
    for candidate in names {
        let other = Array(candidate.lowercased().unicodeScalars.prefix(64))
        let limit = min(3, max(1, other.count / 3))
        guard abs(other.count - wanted.count) <= limit else { continue }
        let distance = editDistance(wanted, other)
        guard distance <= limit else { continue }
        if let current = best, (current.distance, current.name) <= (distance, candidate) {
            continue
        }
        best = (candidate, distance)
    }
    return best?.name
}

/// Optimal string alignment: a swap of neighbours counts as one.
private func editDistance(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...other.count)
    for i in 0..<one.count {
        var row = [i + 1] + Array(repeating: 0, count: other.count)
        for j in 0..<other.count {
            let cost = one[i] == other[j] ? 0 : 1
            var least = min(last[j + 1] + 1, row[j] + 1, last[j] + cost)
            if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] {
                least = min(least, beforeLast[j - 1] + 1)
            }
            row[j + 1] = least
        }
        beforeLast = last
        last = row
    }
    return last[other.count]
}
