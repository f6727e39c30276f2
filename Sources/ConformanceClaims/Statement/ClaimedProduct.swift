/// What the statement is about.
public struct ClaimedProduct: Hashable, Sendable {
    /// The layout of the vendor's document.
    public enum Template: String, Hashable, Sendable, CaseIterable {
        /// PS3.2 Annex A, which nearly all statements before 2022 follow.
        case annexA = "PS3.2-A"
        /// PS3.2 Annex N.
        case annexN = "PS3.2-N"
        case freeForm = "free-form"
    }

    public var vendor: String?
    public var name: String
    public var version: String?
    /// The title or file name of the vendor's document.
    public var document: String?
    public var date: String?
    public var template: Template?
    public var place: ClaimPlace
}
