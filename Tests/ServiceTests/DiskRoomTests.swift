import Testing

@testable import Service

@Suite("The room on a disk")
struct DiskRoomTests {
    @Test("is enough with 64 MB, on a small disk with a twentieth of it")
    func bounds() {
        #expect(DiskRoom.problem(free: 64 << 20, of: 1 << 40) == nil)
        #expect(DiskRoom.problem(free: (64 << 20) - 1, of: 1 << 40)?.contains("65535 KB") == true)
        #expect(DiskRoom.problem(free: 300 << 10, of: 6 << 20) != nil)
        #expect(DiskRoom.problem(free: 400 << 10, of: 6 << 20) == nil)
        #expect(DiskRoom.problem(in: "/nowhere at all") == nil)
    }
}
