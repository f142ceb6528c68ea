/// Numbers that look random and are the same in every run.
///
/// Source: Guy Steele, Doug Lea, Christine Flood, "Fast splittable pseudorandom number generators"
/// (2014), with the constants of SplitMix64.
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// A number from 0 up to, but not including, a bound of at least 1.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    /// Whether something happens that happens so often of a hundred times.
    mutating func comes(_ percent: Int) -> Bool { below(100) < percent }

    /// One of several; nil where there is none.
    mutating func one<Items: RandomAccessCollection>(of items: Items) -> Items.Element?
    where Items.Index == Int {
        items.isEmpty ? nil : items[items.startIndex + below(items.count)]
    }

    /// One of several that come as often as their weights say.
    mutating func one<Item>(weighted items: [(weight: Int, item: Item)]) -> Item? {
        let total = items.reduce(0) { $0 + $1.weight }
        guard total > 0 else { return nil }
        var left = below(total)
        for (weight, item) in items {
            if left < weight { return item }
            left -= weight
        }
        return nil
    }
}
