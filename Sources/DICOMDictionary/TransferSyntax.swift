/// How a data set is encoded (PS3.5 Annex A, §10), for any UID at all.
///
/// A UID that is not known is taken for Explicit VR Little Endian, as all transfer syntaxes added since 1996 are, and
/// for encapsulated where it stands under the root of the standard's image codings; `isKnown` tells fact from guess.
public struct TransferSyntax: Hashable, Sendable {
    public let uid: UID
    private let traits: Traits

    public init(_ uid: UID) {
        self.uid = uid
        traits = Traits(uid)
    }

    public var isExplicitVR: Bool { !traits.contains(.implicitVR) }
    public var isBigEndian: Bool { traits.contains(.bigEndian) }
    /// The whole data set is one deflated stream (PS3.5 §A.5).
    public var isDeflated: Bool { traits.contains(.deflated) }
    /// Pixel Data is a sequence of fragments (PS3.5 §A.4). `false` where nothing is known.
    public var isEncapsulated: Bool { traits.contains(.encapsulated) }
    /// Registered, or private but known.
    public var isKnown: Bool { traits.contains(.known) }
    /// Whether the coding of Pixel Data loses information; `nil` where the coding allows both, or is not known.
    public var isLossy: Bool? { traits.contains(.lossy) ? true : traits.contains(.lossless) ? false : nil }

    /// The registered name, or the UID.
    public var name: String { uid.name ?? uid.rawValue }

    public static let implicitVRLittleEndian = TransferSyntax(.implicitVRLittleEndian)
    public static let explicitVRLittleEndian = TransferSyntax(.explicitVRLittleEndian)
    public static let deflatedExplicitVRLittleEndian = TransferSyntax(.deflatedExplicitVRLittleEndian)
    public static let explicitVRBigEndian = TransferSyntax(.explicitVRBigEndian)
}

extension TransferSyntax {
    private struct Traits: OptionSet, Hashable, Sendable {
        let rawValue: UInt8

        static let implicitVR = Traits(rawValue: 1 << 0)
        static let bigEndian = Traits(rawValue: 1 << 1)
        static let deflated = Traits(rawValue: 1 << 2)
        static let encapsulated = Traits(rawValue: 1 << 3)
        static let known = Traits(rawValue: 1 << 4)
        static let lossless = Traits(rawValue: 1 << 5)
        static let lossy = Traits(rawValue: 1 << 6)

        init(rawValue: UInt8) { self.rawValue = rawValue }

        init(_ uid: UID) {
            self = Self.encoding(of: uid.rawValue)
            // Nearly every data set is in one of these, which need not be looked up.
            if uid == .implicitVRLittleEndian || uid == .explicitVRLittleEndian {
                insert(.known)
            } else if uid.type == .transferSyntax {
                insert(.known)
            }
        }

        private static let images = "1.2.840.10008.1.2.4."

        private static func encoding(of uid: String) -> Traits {
            switch uid {
            // GE's big endian is that of its Pixel Data; the data set is Implicit VR Little Endian.
            case "1.2.840.10008.1.2", "1.2.840.10008.1.20", "1.2.840.113619.5.2": [.implicitVR, .lossless]
            case "1.2.840.10008.1.2.1": .lossless
            case "1.2.840.10008.1.2.1.98": [.encapsulated, .lossless]
            case "1.2.840.10008.1.2.1.99": [.deflated, .lossless]
            case "1.2.840.10008.1.2.2": [.bigEndian, .lossless]
            case "1.2.840.10008.1.2.5", "1.2.840.10008.1.2.8.1": [.encapsulated, .lossless]
            case _ where uid.hasPrefix(images): image(uid.dropFirst(images.count))
            // A variant of RLE or of the compression of single frames.
            case _ where uid.hasPrefix("1.2.840.10008.1.2.5."), _ where uid.hasPrefix("1.2.840.10008.1.2.8."):
                .encapsulated
            default: []
            }
        }

        /// By what follows the root of the image and video codings.
        private static func image(_ suffix: Substring) -> Traits {
            switch suffix {
            // JPIP: the data set points to a provider of the pixels and holds none (PS3.5 §A.6).
            case "94", "204": []
            case "95", "205": .deflated
            case "57", "58", "65", "66", "70", "80", "90", "92", "110", "201", "202": [.encapsulated, .lossless]
            case "91", "93", "112", "203": .encapsulated
            case "50", "51", "52", "53", "54", "55", "56", "59", "60", "61", "62", "63", "64", "81", "111":
                [.encapsulated, .lossy]
            // Video; its fragmentable forms have one more component.
            case _ where (100...108).contains(Int(suffix.prefix { $0 != "." }) ?? 0): [.encapsulated, .lossy]
            default: .encapsulated
            }
        }
    }
}
