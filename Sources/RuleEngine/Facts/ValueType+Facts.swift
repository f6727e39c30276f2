import DICOMDictionary
import DICOMMessageExchange
import DICOMUpperLayer
import Evidence
import RuleExpression

extension ValueType {
    /// Who did something, or has to do something about it.
    public static let side = ValueType.enumeration("Side", ["requestor", "acceptor", "network", "capture"])
    static let service = ValueType.enumeration("Service", DIMSECommand.services)
    static let command = ValueType.enumeration("Command", DIMSECommand.names)
    static let serviceClass = ValueType.enumeration("ServiceClass", ServiceClass.allCases.map(\.rawValue))
    static let pduType = ValueType.enumeration(
        "PDUType",
        ["A-ASSOCIATE-RQ", "A-ASSOCIATE-AC", "A-ASSOCIATE-RJ", "P-DATA-TF", "A-RELEASE-RQ", "A-RELEASE-RP", "A-ABORT"])

    static func list(of record: RecordType) -> ValueType { .list(.record(record)) }
}

extension Value {
    init(_ side: AssociationSide?) { self.init(side?.name) }
    init(_ uid: UID?) { self.init(uid?.rawValue) }
    init(_ uids: [UID]) { self = .list(uids.map { .text($0.rawValue) }) }
    /// As PS3.8 writes them: `5AH`.
    init(itemTypes: [UInt8]) {
        self = .list(
            itemTypes.map { type in
                let digits = String(type, radix: 16, uppercase: true)
                return .text((digits.count < 2 ? "0" : "") + digits + "H")
            })
    }
    /// In seconds.
    init(seconds duration: Duration?) {
        self.init(duration.map { Double($0.components.seconds) + Double($0.components.attoseconds) / 1e18 })
    }

    /// That value where it would be absent.
    func otherwise(_ value: Bool) -> Value {
        if case .absent = self { return .boolean(value) }
        return self
    }

    /// What is not there is absent only where nothing can have hidden it.
    func unless(lost isLost: Bool) -> Value {
        if case .absent = self, isLost { return .unknown }
        return self
    }
}
