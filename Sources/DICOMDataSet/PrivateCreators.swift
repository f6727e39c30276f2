import ByteReading
import DICOMDictionary

/// The private creators of one item, or of the top level (PS3.5 §7.8.1): each reserves a block of elements there, and
/// only there.
struct PrivateCreators {
    private var creators: [(block: UInt32, name: String)] = []
    private static let most = 256

    /// Whether the value of the creator element is worth reading: LO has no more than 64 characters.
    static func reads(_ tag: Tag, length: UInt32) -> Bool { tag.isPrivateCreator && length <= 256 }

    mutating func add(_ tag: Tag, value: Span<UInt8>) {
        guard creators.count < Self.most else { return }
        let end = value.countWithoutPadding
        guard end > 0 else { return }
        let name = String(decoding: value.array(0..<end), as: UTF8.self)
        creators.append((tag.rawValue & 0xFFFF_0000 | UInt32(tag.element) << 8, name))
    }

    func name(for tag: Tag) -> String? {
        guard !creators.isEmpty, tag.isPrivate, tag.element >= 0x1000 else { return nil }
        let block = tag.rawValue & 0xFFFF_FF00
        return creators.last { $0.block == block }?.name
    }
}
