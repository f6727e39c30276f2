import Evidence

/// An entry in the words of the listing.
struct TimelineLine {
    let time: Timestamp
    let frame: FrameNumber
    let lastFrame: FrameNumber
    /// Who sent it; `nil` for what nobody sent.
    let from: AssociationSide?
    /// Runs of the words it was written into.
    let label: Range<Int>
    let text: Range<Int>
}
