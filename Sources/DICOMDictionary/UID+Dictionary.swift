/// What the registry of UIDs (PS3.6 Annex A) says. Answers are made when asked for; a UID that is not registered has
/// none.
extension UID {
    /// `CT Image Storage`
    public var name: String? {
        if let line = registeredLine { return UIDTable.text.field(1, ofLineAt: UIDTable.starts[line]) }
        return UIDSupplement.entry(of: self)?.name
    }

    /// `CTImageStorage`
    public var keyword: String? {
        if let line = registeredLine { return UIDTable.text.field(2, ofLineAt: UIDTable.starts[line]) }
        return UIDSupplement.entry(of: self)?.keyword
    }

    public var type: UIDType? {
        if let line = registeredLine { return UIDType(rawValue: UIDTable.kinds[line] & 0x7F) }
        return UIDSupplement.entry(of: self)?.type
    }

    /// What the registry adds to the name in brackets or after a colon: `DICOS`, `Default Transfer Syntax for DICOM`.
    public var information: String? {
        guard let line = registeredLine else { return nil }
        let text = UIDTable.text.field(3, ofLineAt: UIDTable.starts[line])
        return text.isEmpty ? nil : text
    }

    /// `false` also where the UID is not registered.
    public var isRetired: Bool { registeredLine.map { UIDTable.kinds[$0] & 0x80 != 0 } ?? false }

    /// The UID with the keyword, exactly as PS3.6 writes it.
    public init?(keyword: String) {
        let table = UIDTable.self
        if let place = table.text.index(
            of: keyword, inField: 2, count: table.byKeyword.count, start: { table.starts[Int(table.byKeyword[$0])] })
        {
            self.init(rawValue: table.text.field(0, ofLineAt: table.starts[Int(table.byKeyword[place])]))
        } else if let entry = UIDSupplement.entries.first(where: { $0.keyword == keyword }) {
            self = entry.uid
        } else {
            return nil
        }
    }

    /// Those of all registered UIDs.
    public static var registeredKeywords: [String] {
        UIDTable.starts.map { UIDTable.text.field(2, ofLineAt: $0) } + UIDSupplement.entries.map(\.keyword)
    }

    private var registeredLine: Int? {
        guard rawValue.hasPrefix(Self.standardRoot) else { return nil }
        return UIDTable.text.index(of: rawValue, inField: 0, count: UIDTable.starts.count) { UIDTable.starts[$0] }
    }

    /// What the standard's UIDs begin with.
    static let standardRoot = "1.2.840.10008."
}
