/// A state of the DICOM upper layer protocol machine (PS3.8 §9.2.1, Tables 9-1 to 9-5).
public enum AssociationState: UInt8, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    case sta1 = 1, sta2, sta3, sta4, sta5, sta6, sta7, sta8, sta9, sta10, sta11, sta12, sta13
    /// No state of the standard's: between an action that sends an A-ABORT (AA-1, AA-7, AA-8), which is taken inside one
    /// end, and that A-ABORT seen on the wire.
    case abortDue

    /// `Sta6`; `A-ABORT due`.
    public var description: String { self == .abortDue ? "A-ABORT due" : "Sta\(rawValue)" }

    public var meaning: String {
        switch self {
        case .sta1: "Idle"
        case .sta2: "Transport connection open, awaiting A-ASSOCIATE-RQ"
        case .sta3: "Awaiting local A-ASSOCIATE response"
        case .sta4: "Awaiting transport connection opening"
        case .sta5: "Awaiting A-ASSOCIATE-AC or A-ASSOCIATE-RJ"
        case .sta6: "Association established and ready for data transfer"
        case .sta7: "Awaiting A-RELEASE-RP"
        case .sta8: "Awaiting local A-RELEASE response"
        case .sta9: "Release collision, requestor side; awaiting local A-RELEASE response"
        case .sta10: "Release collision, acceptor side; awaiting A-RELEASE-RP"
        case .sta11: "Release collision, requestor side; awaiting A-RELEASE-RP"
        case .sta12: "Release collision, acceptor side; awaiting local A-RELEASE response"
        case .sta13: "Awaiting transport connection close"
        case .abortDue: "About to send A-ABORT"
        }
    }
}
