/// Which examples have a feature, and how heavily; built once, then only read.
struct FeatureIndex: Sendable {
    /// Open addressing over the keys; a slot holds the number of a feature or -1.
    private var slots: [Int32]
    private let keys: [UInt64]
    /// Where each feature's postings begin; one more at the end.
    private let starts: [Int32]
    private let postings: [(example: Int32, weight: Float)]
    private let rarity: [Float]
    /// What a feature that no example has weighs: less, since it tells topics apart from nothing.
    private let unseen: Float
    private let exampleCount: Int
    /// The length of the sum of each topic's examples.
    let sumLengths: [Float]

    /// What is in most examples of a topic names its subject; what is asked of the subject tells
    /// more, so that "cancel my card" is not taken for "replace my card".
    private static let subjectWeight: Float = 0.7

    /// - Parameters:
    ///   - examples: the features of each, sorted by key, each key once.
    ///   - owners: the topic that each example is of.
    init(examples: [[(key: UInt64, weight: Float)]], owners: [Int]) {
        exampleCount = examples.count
        var all: [(key: UInt64, example: Int32, weight: Float)] = []
        for (number, features) in examples.enumerated() {
            for feature in features { all.append((feature.key, Int32(number), feature.weight)) }
        }
        all.sort { $0.key == $1.key ? $0.example < $1.example : $0.key < $1.key }

        var keys: [UInt64] = []
        var starts: [Int32] = []
        for (place, entry) in all.enumerated() where entry.key != keys.last || keys.isEmpty {
            keys.append(entry.key)
            starts.append(Int32(place))
        }
        starts.append(Int32(all.count))
        let total = Float(max(examples.count, 1))
        unseen = 0.6 * (logarithm(total + 1) + 1)
        var sizes = [Int](repeating: 0, count: (owners.max() ?? 0) + 1)
        for owner in owners { sizes[owner] += 1 }
        var counts = [Int](repeating: 0, count: sizes.count)
        var rarity: [Float] = []
        rarity.reserveCapacity(keys.count)
        for number in keys.indices {
            let places = Int(starts[number])..<Int(starts[number + 1])
            var isSubject = false
            for place in places {
                let owner = owners[Int(all[place].example)]
                counts[owner] += 1
                if sizes[owner] >= 4 && counts[owner] * 2 >= sizes[owner] { isSubject = true }
            }
            for place in places { counts[owners[Int(all[place].example)]] = 0 }
            let weight = logarithm((total + 1) / (Float(places.count) + 1)) + 1
            rarity.append(isSubject ? weight * Self.subjectWeight : weight)
        }
        var norms = [Float](repeating: 0, count: examples.count)
        for number in keys.indices {
            for place in Int(starts[number])..<Int(starts[number + 1]) {
                let weight = all[place].weight * rarity[number]
                norms[Int(all[place].example)] += weight * weight
            }
        }
        var postings: [(example: Int32, weight: Float)] = []
        postings.reserveCapacity(all.count)
        for number in keys.indices {
            for place in Int(starts[number])..<Int(starts[number + 1]) {
                let norm = norms[Int(all[place].example)].squareRoot()
                postings.append((all[place].example, all[place].weight * rarity[number] / norm))
            }
        }
        var squares = [Float](repeating: 0, count: sizes.count)
        var sums = [Float](repeating: 0, count: sizes.count)
        for number in keys.indices {
            let places = Int(starts[number])..<Int(starts[number + 1])
            for place in places {
                sums[owners[Int(postings[place].example)]] += postings[place].weight
            }
            for place in places {
                let owner = owners[Int(postings[place].example)]
                squares[owner] += sums[owner] * sums[owner]
                sums[owner] = 0
            }
        }
        sumLengths = squares.map { $0.squareRoot() }
        self.keys = keys
        self.starts = starts
        self.rarity = rarity
        self.postings = postings

        var size = 16
        while size < keys.count * 2 { size *= 2 }
        slots = [Int32](repeating: -1, count: size)
        for (number, key) in keys.enumerated() {
            var slot = Int(truncatingIfNeeded: key &* 0x9E37_79B9_7F4A_7C15 >> 20) & (size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int32(number)
        }
    }

    /// The cosine of a text's features with each example's.
    func similarities(to features: [(key: UInt64, weight: Float)]) -> [Float] {
        var sums = [Float](repeating: 0, count: exampleCount)
        var norm: Float = 0
        for (key, weight) in features {
            let number = number(of: key)
            let weighed = weight * (number < 0 ? unseen : rarity[number])
            norm += weighed * weighed
            if number < 0 { continue }
            for place in Int(starts[number])..<Int(starts[number + 1]) {
                sums[Int(postings[place].example)] += weighed * postings[place].weight
            }
        }
        guard norm > 0 else { return sums }
        let scale = 1 / norm.squareRoot()
        for example in sums.indices { sums[example] *= scale }
        return sums
    }

    /// The weight of a feature in an example, 0 where it has it not.
    func weight(of key: UInt64, in example: Int) -> Float {
        let number = number(of: key)
        guard number >= 0 else { return 0 }
        for place in Int(starts[number])..<Int(starts[number + 1])
        where Int(postings[place].example) == example {
            return postings[place].weight
        }
        return 0
    }

    private func number(of key: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: key &* 0x9E37_79B9_7F4A_7C15 >> 20) & (slots.count - 1)
        while slots[slot] >= 0 {
            if keys[Int(slots[slot])] == key { return Int(slots[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return -1
    }
}

/// The natural logarithm, by a series that is the same on every machine.
func logarithm(_ value: Float) -> Float {
    guard value > 0, value.isFinite else { return 0 }
    // value = significand × 2^exponent; ln(m) = 2 artanh((m − 1) / (m + 1)).
    let ratio = Double(value.significand - 1) / Double(value.significand + 1)
    let square = ratio * ratio
    var term = ratio
    var sum = 0.0
    for odd in stride(from: 1.0, through: 25, by: 2) {
        sum += term / odd
        term *= square
    }
    return Float(2 * sum + Double(value.exponent) * 0.693_147_180_559_945_3)
}
