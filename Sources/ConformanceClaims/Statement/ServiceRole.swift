/// What a product is for a SOP class, whichever side opens the association (PS3.7 §6.4).
public enum ServiceRole: String, Hashable, Sendable, CaseIterable, Comparable {
    case scu = "SCU"
    case scp = "SCP"

    public static func < (left: ServiceRole, right: ServiceRole) -> Bool { left == .scu && right == .scp }
}
