import Diagnostics
import Testing
import Topics
import Values

@testable import mutants

/// A shop whose transcript tries one of its two checks, and never says no to its question.
@Suite struct `A bot with mistakes in it` {
    private static let topic = """
        title: Buy bread
        examples: [I want bread, buy a loaf]
        slots:
          loaves:
            type: number
            ask: How many?
            check:
              - if: loaves < 1
                say: At least one, please.
              - if: loaves > 20
                say: We bake twenty a day.
          sliced: { type: yesno, ask: Sliced? }
        steps:
          - ask: [loaves, sliced]
          - set: { price: loaves * 3 }
          - say: One moment.
          - call: bread.buy
            with: { loaves, sliced }
            within: 5s
          - if: sliced
            then: { say: "Sliced, {price} dollars." }
            else: { say: "Whole, {price} dollars." }
          - end: resolved
        """
    private static let transcript = """
        > I want bread
        < How many?
        > 30
        < We bake twenty a day.
        > 3
        < Sliced?
          1 Yes
          2 No
        > yes
        @ call bread.buy once; row sales S-1001 loaves = 3
        < One moment.
        < Sliced, 9 dollars.
        """

    private static func bench(_ topic: String = Self.topic) throws -> TestBench {
        try TestBench(
            files: [
                BotFile(path: "bread.yaml", text: topic),
                BotFile(path: "bot.yaml", text: "name: Shop\nqueues: { desk: { title: us } }"),
                BotFile(
                    path: "actions.yaml",
                    text: """
                        bread.buy:
                          within: 5s
                          else: { handoff: desk }
                          takes: { loaves: number, sliced: bool }
                          records:
                            table: sales
                            insert: { id: new_id('S'), loaves: takes.loaves, cut: takes.sliced }
                        """
                ),
                BotFile(
                    path: "records/sales.yaml",
                    text: "columns: { id: text, loaves: number, cut: bool }\nrows: []"
                ),
            ],
            transcripts: [SourceFile(path: "bread.chat", text: Self.transcript)]
        )
    }

    private static func verdicts() throws -> [(mutant: Mutant, verdict: TestBench.Verdict)] {
        let bench = try bench()
        return bench.mutants.map { ($0, bench.verdict(on: $0)) }
    }

    @Test func `A check that no conversation breaks can be lost without notice`() throws {
        let checks = try Self.verdicts().filter { $0.mutant.kind == .lostCheck }
        try #require(checks.count == 2)
        #expect(checks[0].verdict == .survived)
        #expect(checks[0].mutant.rendered == "bread.yaml:8: a check lost: loaves < 1")
        guard case .noticed(let place) = checks[1].verdict else {
            Issue.record("the second check is tried")
            return
        }
        #expect(place == "bread.chat:4")
    }

    @Test func `The branch that nobody takes can be lost without notice, the other cannot`() throws
    {
        let branches = try Self.verdicts().filter { $0.mutant.kind == .lostBranch }
        #expect(
            branches.map(\.mutant.change) == [
                "then: say: Sliced, {price} dollars.",
                "else: say: Whole, {price} dollars.", "else: handoff: desk",
            ]
        )
        #expect(branches.map { $0.verdict == .survived } == [false, true, false])
    }

    @Test func `What does the same is no mistake`() throws {
        let harmless = try Self.verdicts().filter { $0.verdict == .harmless }.map(\.mutant.change)
        // A name given before words that do not use it, what the action says too, the usual end.
        #expect(
            harmless == [
                "set: {price: loaves * 3} | say: One moment.", "within: 5s", "end: resolved",
            ]
        )
    }

    @Test func `An argument that does not fit is refused by the checker`() throws {
        let swapped = try Self.verdicts().filter { $0.mutant.kind == .swappedArguments }
        #expect(swapped.map(\.mutant.change) == ["loaves and sliced"])
        #expect(swapped.map(\.verdict) == [.refused])
    }

    @Test func `The sum counts neither what was refused nor what changes nothing`() throws {
        let verdicts = try Self.verdicts()
        let tally = Tally(verdicts.map(\.mutant), verdicts.map(\.verdict))
        let noticed = tally.results.count { if case .noticed = $0.verdict { true } else { false } }
        let survived = tally.survivors.count
        #expect(tally.noticedPercent == 100 * Double(noticed) / Double(noticed + survived))
        #expect(
            tally.table.contains("all                       \(noticed) of \(noticed + survived)")
        )
        #expect(tally.survivors.contains("bread.yaml:8: a check lost: loaves < 1: not noticed"))
    }

    @Test func `Equal bots have equal mutants and equal verdicts`() throws {
        let (once, again) = (try Self.verdicts(), try Self.verdicts())
        #expect(once.map(\.mutant.rendered) == again.map(\.mutant.rendered))
        #expect(once.map(\.verdict) == again.map(\.verdict))
        #expect(Set(once.map(\.mutant.file)).count == once.count)
    }

    @Test func `A bot whose own transcript fails is not tried`() throws {
        let topic = Self.topic.replacing("How many?", with: "How many loaves?")
        #expect(throws: TestBench.Unfit.self) { try Self.bench(topic) }
    }
}

@Suite struct `An expression with a mistake in it` {
    private static func changes(_ text: String, isCondition: Bool = true) -> [String] {
        ConditionChanges.all(of: text, isCondition: isCondition).map(\.text)
    }

    @Test func `compares the other way, or with the next number`() {
        #expect(Self.changes("size(cards) == 0") == ["size(cards) != 0", "size(cards) == 1"])
        #expect(Self.changes("a >= b") == ["a > b", "!(a >= b)"])
    }

    @Test func `loses a side of what it joins, inside its brackets`() {
        let changes = Self.changes("a && f(b, c || d)")
        #expect(
            changes == [
                "a || f(b, c || d)", "a && f(b, c && d)", "a ", " f(b, c || d)", "a && f(b, c )",
                "a && f(b, d)", "!(a && f(b, c || d))",
            ]
        )
    }

    @Test func `leaves what stands in quotes alone`() {
        #expect(Self.changes("a + ' + 1 == true'", isCondition: false) == ["a - ' + 1 == true'"])
    }

    @Test func `loses the not, which is its opposite`() {
        #expect(Self.changes("!filled(colour)") == ["filled(colour)"])
    }
}
