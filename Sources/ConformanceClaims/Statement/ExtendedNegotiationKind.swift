/// What is negotiated with a SOP Class Extended or Common Extended Negotiation sub-item.
public enum ExtendedNegotiationKind: String, Hashable, Sendable, CaseIterable {
    /// Relational queries or retrieval (PS3.4 §C.5.1.1, §C.5.2.1).
    case relational
    case dateTime = "date_time"
    case fuzzy
    case timezone
    case multiFrameConversion = "multi_frame_conversion"
    case emptyValue = "empty_value"
    case multipleValue = "multiple_value"
    /// Level of support, of digital signatures, element coercion (PS3.4 §B.3.1).
    case storage
    /// Service class and related general SOP classes (PS3.7 §D.3.3.6).
    case common
    /// Application information of any other meaning.
    case other
}
