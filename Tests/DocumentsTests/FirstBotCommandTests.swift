import Testing

@Suite struct `A bot that is begun by its command` {
    @Test(arguments: ["corner-cafe", "deep/er/My \"best\" bot"])
    func `passes check and test as it is made`(name: String) throws {
        let scratch = try Scratch()
        let made = try Program.run(Program.botsim, ["new", name], in: scratch.folder)
        #expect(made.code == 0, "\(made.errors)")
        #expect(made.output.contains("botsim test"))
        let checked = try Program.run(Program.botsim, ["check", name], in: scratch.folder)
        #expect(checked.code == 0)
        #expect(checked.output.contains("no errors\n"), "\(checked.output)")
        let tested = try Program.run(Program.botsim, ["test", name], in: scratch.folder)
        #expect(tested.code == 0, "\(tested.output)")
        #expect(tested.output.contains("1 passed, 0 failed"))
    }

    @Test func `leaves alone what is there`() throws {
        let scratch = try Scratch()
        try scratch.write("mine", to: "cafe/notes.txt")
        let refused = try Program.run(Program.botsim, ["new", "cafe"], in: scratch.folder)
        #expect(refused.code == 1)
        #expect(refused.errors.contains("is there already"))
        let again = try Program.run(Program.botsim, ["new", "cafe/"], in: scratch.folder)
        #expect(again.code == 1)
    }

    @Test func `says so where it cannot be written`() throws {
        let refused = try Program.run(Program.botsim, ["new", "/proc/cafe"])
        #expect(refused.code == 1)
        #expect(refused.errors.contains("'/proc/cafe' cannot be made here"))
    }
}
