import Evidence

/// An entry in the words of the listing.
struct TimelineLine {
    /// Seconds since the association began: `0.000130`.
    let time: String
    /// `12`, `12–15`
    let frames: String
    /// Who sent it; `nil` for what nobody sent.
    let from: AssociationSide?
    /// Runs of the words it was written into.
    let label: Range<Int>
    let text: Range<Int>
}
