import Troubleshooting

/// Associations in full that are not drawn in the page: what is to be told of them, packed as they end, so that tens of
/// thousands need little memory. The page's script lays out their ladders, as `LadderDiagram` does those of the page.
public final class PackedAssociations: FurtherDetails {
    /// In base64 it is a third more.
    private static let mostBytes = 12 << 20
    /// Packed and unpacked together.
    static let together = 50

    private let packer = AssociationPacker()
    private var batch: [AssociationDetail] = []

    public init() {}

    deinit { packer.stop() }

    public func add(_ detail: AssociationDetail) -> Bool {
        if batch.isEmpty, packer.bytesBeforeLast() >= Self.mostBytes { return false }
        batch.append(detail)
        if batch.count == Self.together {
            packer.pack(batch)
            batch = []
        }
        return true
    }

    /// Each of `together` associations, but the last of fewer.
    var blocks: [[UInt8]] { packer.blocks(with: batch) }
}
