import DICOMDictionary

extension ExtendedNegotiation {
    /// One byte of the application information, in the words of the SOP class's service class.
    public struct Option: Hashable, Sendable {
        /// `relational-queries`; `byte 9` where the service class defines none at this place.
        public var name: String
        public var value: UInt8
        /// `supported`, ...; `value 7` where it defines no such value.
        public var meaning: String
    }

    /// The bytes of `applicationInformation` by name, in order. Those of a service class without a definition here are
    /// numbered from 1.
    public var options: [Option] {
        let definitions = Self.definitions(for: sopClass.rawValue)
        return applicationInformation.enumerated().map { index, value in
            let definition = index < definitions.count ? definitions[index] : nil
            let meanings = definition?.meanings ?? []
            return Option(
                name: definition?.name ?? "byte \(index + 1)", value: value,
                meaning: Int(value) < meanings.count ? meanings[Int(value)] : "value \(value)")
        }
    }

    private struct Definition {
        var name: String
        /// By value, from 0.
        var meanings: [String]
    }

    private static let support = ["not supported", "supported"]
    private static let performed = ["not performed", "performed"]

    /// PS3.4 §C.5.1.1, Tables C.5-1 and C.5-2.
    private static let find: [Definition?] = [
        Definition(name: "relational-queries", meanings: support),
        Definition(name: "date-time matching", meanings: performed.map { "combined matching " + $0 }),
        Definition(name: "fuzzy semantic matching of person names", meanings: performed),
        Definition(name: "timezone query adjustment", meanings: support),
        Definition(name: "enhanced multi-frame image conversion", meanings: support),
        Definition(name: "empty value matching", meanings: support),
        Definition(name: "multiple value matching", meanings: support),
    ]

    /// PS3.4 §C.5.2.1, §C.5.3.1.
    private static let retrieve: [Definition?] = [
        Definition(name: "relational-retrieval", meanings: support),
        Definition(name: "enhanced multi-frame image conversion", meanings: support),
    ]

    /// PS3.4 §K.5: the first two bytes have no choice in a worklist query.
    private static let worklist: [Definition?] = [nil, nil] + find[2...3]

    /// PS3.4 §B.3.1, Table B.3-1.
    private static let storage: [Definition?] = [
        Definition(name: "level of support", meanings: ["level 0", "level 1", "level 2", "not applicable"]),
        nil,
        Definition(
            name: "level of digital signature support", meanings: ["unspecified", "level 1", "level 2", "level 3"]),
        nil,
        Definition(name: "element coercion", meanings: ["does not coerce", "may coerce", "not applicable"]),
    ]

    /// The information models by their UIDs' root, with the component that is FIND; MOVE and GET follow it.
    private static let informationModels: [String: Int] = [
        "1.2.840.10008.5.1.4.1.2.1": 1,  // Patient Root
        "1.2.840.10008.5.1.4.1.2.2": 1,  // Study Root
        "1.2.840.10008.5.1.4.1.2.3": 1,  // Patient/Study Only (retired)
        "1.2.840.10008.5.1.4.1.2.4": 1,  // Composite Instance Root, which has no FIND
        "1.2.840.10008.5.1.4.1.2.5": 1,  // Composite Instance Retrieve Without Bulk Data, GET only
        "1.2.840.10008.5.1.4.20": 1,  // Defined Procedure Protocol
        "1.2.840.10008.5.1.4.38": 2,  // Hanging Protocol
        "1.2.840.10008.5.1.4.39": 2,  // Color Palette
        "1.2.840.10008.5.1.4.43": 2,  // Generic Implant Template
        "1.2.840.10008.5.1.4.44": 2,  // Implant Assembly Template
        "1.2.840.10008.5.1.4.45": 2,  // Implant Template Group
        "1.2.840.10008.5.1.4.1.1.200": 4,  // Protocol Approval
        "1.2.840.10008.5.1.4.1.1.201": 2,  // Inventory
    ]

    private static func definitions(for sopClass: String) -> [Definition?] {
        if sopClass == "1.2.840.10008.5.1.4.31" { return worklist }
        if let dot = sopClass.lastIndex(of: "."), let last = Int(sopClass[sopClass.index(after: dot)...]),
            let first = informationModels[String(sopClass[..<dot])], last >= first
        {
            return last == first ? find : retrieve
        }
        return sopClass.hasPrefix("1.2.840.10008.5.1.4.1.1.") ? storage : []
    }
}
