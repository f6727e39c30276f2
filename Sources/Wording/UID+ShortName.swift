import DICOMDictionary

extension UID {
    /// What people call it: a transfer syntax by its short name, a SOP class by its registered name without the words
    /// that all of its kind have (`Study Root Query/Retrieve FIND`), or the UID.
    package var shortName: String {
        Self.shortNames.answer(self, keeps: { $0 != rawValue }) { foundShortName }
    }

    private static let shortNames = Memo<UID, String>(limit: 1024)

    private var foundShortName: String {
        if let short = Self.transferSyntaxNames[rawValue] { return short }
        guard let name else { return rawValue }
        if name.hasSuffix(Self.sopClass) { return Self.cut(name, Self.sopClass.utf8.count) }
        // `... Information Model - FIND`
        guard let space = name.utf8.lastIndex(of: UInt8(ascii: " ")) else { return name }
        let model = String(name[..<space])
        return model.hasSuffix(Self.model) ? Self.cut(model, Self.model.utf8.count) + name[space...] : name
    }

    private static func cut(_ text: String, _ bytes: Int) -> String {
        String(decoding: text.utf8.dropLast(bytes), as: UTF8.self)
    }

    private static let sopClass = " SOP Class"
    private static let model = " Information Model -"

    private static let transferSyntaxNames: [String: String] = [
        "1.2.840.10008.1.2": "Implicit LE",
        "1.2.840.10008.1.2.1": "Explicit LE",
        "1.2.840.10008.1.2.1.98": "Encapsulated Uncompressed",
        "1.2.840.10008.1.2.1.99": "Deflated LE",
        "1.2.840.10008.1.2.2": "Explicit BE",
        "1.2.840.10008.1.2.4.50": "JPEG Baseline",
        "1.2.840.10008.1.2.4.51": "JPEG Extended",
        "1.2.840.10008.1.2.4.57": "JPEG Lossless",
        "1.2.840.10008.1.2.4.70": "JPEG Lossless SV1",
        "1.2.840.10008.1.2.4.80": "JPEG-LS Lossless",
        "1.2.840.10008.1.2.4.81": "JPEG-LS",
        "1.2.840.10008.1.2.4.90": "JPEG 2000 Lossless",
        "1.2.840.10008.1.2.4.91": "JPEG 2000",
        "1.2.840.10008.1.2.4.92": "JPEG 2000 Part 2 Lossless",
        "1.2.840.10008.1.2.4.93": "JPEG 2000 Part 2",
        "1.2.840.10008.1.2.4.100": "MPEG-2 ML",
        "1.2.840.10008.1.2.4.101": "MPEG-2 HL",
        "1.2.840.10008.1.2.4.102": "H.264 4.1",
        "1.2.840.10008.1.2.4.103": "H.264 4.1 BD",
        "1.2.840.10008.1.2.4.104": "H.264 4.2 2D",
        "1.2.840.10008.1.2.4.105": "H.264 4.2 3D",
        "1.2.840.10008.1.2.4.106": "H.264 4.2 Stereo",
        "1.2.840.10008.1.2.4.107": "HEVC Main",
        "1.2.840.10008.1.2.4.108": "HEVC Main 10",
        "1.2.840.10008.1.2.4.201": "HTJ2K Lossless",
        "1.2.840.10008.1.2.4.202": "HTJ2K Lossless RPCL",
        "1.2.840.10008.1.2.4.203": "HTJ2K",
        "1.2.840.10008.1.2.5": "RLE",
    ]
}
