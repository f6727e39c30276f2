/// The VRs the dictionary leaves open for one element; which of them holds depends on the data set (PS3.5 Annex A).
public enum VRAlternatives: UInt8, Hashable, Sendable {
    case single
    case usOrSS
    case obOrOW
    case usOrOW
    case usOrSSOrOW
}
