/// Something to do, with the capture running, that exercises claims which were not.
public struct TestStep: Hashable, Sendable {
    /// What to do, in a sentence without a full stop.
    public var action: String
    /// With DCMTK's tools, where they can; capitals stand for what the tester knows.
    public var command: String?
    /// How much it can add to what `Coverage` counts.
    public var claims: Int
}
