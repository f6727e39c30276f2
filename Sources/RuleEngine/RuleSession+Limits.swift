extension RuleSession {
    /// What keeps the memory of a session bounded.
    public struct Limits: Sendable {
        /// Different findings kept.
        public var findings = 10_000
        /// Pairs of application entities, studies, retrievals and the like remembered, of each.
        public var remembered = 10_000
        /// Findings of associations that go on remembered as told.
        public var told = 100_000
        /// Findings that wait for the capture's end, where something may be found that explains them.
        public var waiting = 10_000
        /// Places kept where something found at the capture's end may meet what explains it.
        public var meetings = 100_000

        public init() {}
    }
}
