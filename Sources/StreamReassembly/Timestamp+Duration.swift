import Evidence

extension Timestamp {
    /// Never negative: a capture's clock may go back.
    func duration(since earlier: Timestamp) -> Duration {
        .nanoseconds(max(0, nanoseconds &- earlier.nanoseconds))
    }
}
