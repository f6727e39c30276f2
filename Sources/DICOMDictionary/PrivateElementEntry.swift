/// What is known of a private data element. The name is made when asked for.
public struct PrivateElementEntry: Hashable, Sendable {
    public let vr: VR
    private let start: UInt32

    init(vr: VR, start: UInt32) {
        self.vr = vr
        self.start = start
    }

    public var name: String { PrivateElementTable.text.field(0, ofLineAt: start) }
}
