import Evidence
import Testing

@testable import PacketCapture

@Suite struct RingFileNameTests {
    @Test(arguments: [
        ("a/b.pcapng", "a/b-00012-20260101T000000Z.pcapng"), ("b", "b-00012-20260101T000000Z"),
        (".b", ".b-00012-20260101T000000Z"), ("/x.y/b", "/x.y/b-00012-20260101T000000Z"),
        ("b.c.pcapng", "b.c-00012-20260101T000000Z.pcapng"),
    ])
    func numberAndTimeGoBeforeTheEnding(_ path: String, _ expected: String) {
        let time = Timestamp(nanoseconds: 1_767_225_600_000_000_000)
        #expect(RingFileName(path).path(number: 12, time: time) == expected)
    }
}
