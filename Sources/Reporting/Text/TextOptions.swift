/// What the text listing shows beyond the usual.
public struct TextOptions: Hashable, Sendable {
    /// Every operation, response and anomaly on lines of its own.
    public var expands = false
    /// What happened to the connection beneath.
    public var showsTCP = false
    /// Every PDU, P-DATA-TFs among them.
    public var listsPDUs = false
    /// Otherwise it is taken out of the responders' comments.
    public var showsPatientData = false

    public init() {}
}
