import Foundation
import Testing

@testable import fuzz

/// A few inputs of each target in every run; `bin/fuzz` tries millions.
@Suite struct `An input that nobody meant` {
    /// Small enough for all targets together to take some seconds.
    private static let rounds: [FuzzTarget: Int] = [
        .json: 400, .yaml: 100, .topic: 15, .cel: 200, .text: 200, .chat: 20, .po: 15, .event: 30,
        .step: 20,
        .state: 40,
    ]

    @Test(arguments: FuzzTarget.allCases)
    func `breaks nothing`(target: FuzzTarget) {
        let seeds = target.seeds.filter { $0.count <= target.longest }
        var mutator = Mutator(seeds: seeds, seed: 1)
        let changed = (0..<(Self.rounds[target] ?? 100)).map { _ in
            mutator.next(longest: target.longest)
        }
        for input in seeds.prefix(12) + changed {
            let violations = target.violations(input)
            #expect(violations.isEmpty, "\(Data(input).base64EncodedString())")
        }
    }

    /// What was found once, each mended at its root.
    @Test(arguments: Finding.all)
    func `that was found once breaks nothing any more`(finding: Finding) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: finding.path)))
        #expect(finding.target.violations(bytes).isEmpty)
    }

    @Test func `is as good as none where it is empty`() {
        for target in FuzzTarget.allCases { #expect(target.violations([]).isEmpty) }
    }

    @Test(arguments: FuzzTarget.allCases)
    func `has good ones to begin with`(target: FuzzTarget) {
        #expect(target.seeds.count >= 10)
        #expect(Set(target.seeds).count == target.seeds.count)
    }
}

/// A file of `Fuzzing/findings/TARGET`.
struct Finding: CustomTestStringConvertible {
    let target: FuzzTarget
    let path: String

    var testDescription: String { "\(target.rawValue)/\((path as NSString).lastPathComponent)" }

    static let all: [Finding] = FuzzTarget.allCases.flatMap { target in
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fuzzing/findings/\(target.rawValue)").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().map { Finding(target: target, path: folder + "/" + $0) }
    }
}

/// Changes good inputs a little, the same way in every run.
struct Mutator {
    private let seeds: [[UInt8]]
    private var random: RandomNumbers
    private static let tokens = [
        "\"", "'", "{", "}", "[", "]", "(", ")", ": ", "- ", "\n", "\t", "#", "|", ">", "&a", "*a",
        "!!x", "%", "\\", "\u{0}", "é", "\u{202E}", "👩‍👩‍👧", "-1", "99999999999999999999", "null",
        "true",
        "a.b.c", " == ", " && ", "!", "@ ", "~ 2h", "when sms:", "if", "steps:", "{x",
    ]

    init(seeds: [[UInt8]], seed: UInt64) {
        self.seeds = seeds
        random = RandomNumbers(seed: seed)
    }

    mutating func next(longest: Int) -> [UInt8] {
        var bytes = seeds.isEmpty ? [] : seeds[random.next(seeds.count)]
        for _ in 0...random.next(4) { change(&bytes) }
        return Array(bytes.prefix(longest))
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let place = random.next(bytes.count + 1)
        let end = min(bytes.count, place + 1 + random.next(24))
        switch random.next(6) {
        case 0: bytes.removeSubrange(place..<max(place, end))
        case 1: bytes.insert(contentsOf: bytes[place..<max(place, end)], at: place)
        case 2 where place < bytes.count: bytes[place] = UInt8(random.next(256))
        case 3 where place < bytes.count: bytes[place] ^= 1 << UInt8(random.next(8))
        case 4:
            guard !seeds.isEmpty else { return }
            let other = seeds[random.next(seeds.count)]
            let start = random.next(other.count + 1)
            bytes.insert(contentsOf: other[start...].prefix(64), at: place)
        default:
            bytes.insert(contentsOf: Self.tokens[random.next(Self.tokens.count)].utf8, at: place)
        }
    }
}
