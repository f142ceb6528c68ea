/// How many letters must be put in, left out, changed or swapped with a neighbour.
///
/// The optimal string alignment distance, counted in Unicode scalars, or nil where it is more than
/// `limit`. With a limit the work is at most the shorter length times that limit's band.
package func editDistance(_ one: String, _ other: String, limit: Int) -> Int? {
    guard limit >= 0 else { return nil }
    if one == other { return 0 }
    let left = one.unicodeScalars.map(\.value)
    let right = other.unicodeScalars.map(\.value)
    guard abs(left.count - right.count) <= limit else { return nil }
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }

    let unreachable = limit + 1
    let width = right.count + 1
    var beforeLast = [Int](repeating: unreachable, count: width)
    var last = (0..<width).map { min($0, unreachable) }
    var row = [Int](repeating: unreachable, count: width)
    for i in 1...left.count {
        let low = max(1, i - limit)
        let high = min(right.count, i + limit)
        row[low - 1] = low == 1 ? min(i, unreachable) : unreachable
        var best = row[low - 1]
        if low <= high {
            for j in low...high {
                var cost = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)
                cost = min(cost, min(last[j], row[j - 1]) + 1)
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                    cost = min(cost, beforeLast[j - 2] + 1)
                }
                row[j] = min(cost, unreachable)
                best = min(best, row[j])
            }
        }
        if high < right.count { row[high + 1] = unreachable }
        if best > limit { return nil }
        (beforeLast, last, row) = (last, row, beforeLast)
    }
    return last[right.count] <= limit ? last[right.count] : nil
}
