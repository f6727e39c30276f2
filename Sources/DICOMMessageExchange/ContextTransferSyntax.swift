import DICOMDictionary

/// How the data sets of a presentation context are encoded.
public struct ContextTransferSyntax: Hashable, Sendable {
    public var presentationContextID: UInt8
    public var syntax: TransferSyntax
    /// It was not seen to be accepted.
    public var isInferred: Bool

    public init(_ presentationContextID: UInt8, _ syntax: TransferSyntax, isInferred: Bool = false) {
        self.presentationContextID = presentationContextID
        self.syntax = syntax
        self.isInferred = isInferred
    }
}
