/// Query/Retrieve Level (0008,0052).
public enum QueryLevel: String, Hashable, Sendable, CaseIterable {
    case patient = "PATIENT"
    case study = "STUDY"
    case series = "SERIES"
    case image = "IMAGE"
    case frame = "FRAME"
}
