import DICOMDictionary

/// What the attributes of the overlay plane at hand say of its bits (PS3.3 §C.9.2): the planes follow each other by group.
struct OverlayGeometry {
    private var group: UInt16 = 0
    private var rows: UInt64?
    private var columns: UInt64?
    private var frames: UInt64? = 1

    /// Whether one of these attributes has this tag.
    static func reads(_ tag: Tag) -> Bool {
        isOverlay(tag) && (tag.element == 0x0010 || tag.element == 0x0011 || tag.element == 0x0015)
    }

    mutating func note(_ header: DataElementHeader, _ value: Span<UInt8>) {
        if group != header.tag.group { self = OverlayGeometry(group: header.tag.group) }
        switch header.tag.element {
        case 0x0010: rows = PixelGeometry.short(value, header)
        case 0x0011: columns = PixelGeometry.short(value, header)
        default: frames = PixelGeometry.count(value)
        }
    }

    /// The length of Overlay Data, a bit a pixel; `nil` where the element is something else, or nothing tells.
    func length(of tag: Tag) -> UInt64? {
        guard Self.isOverlay(tag), tag.element == 0x3000, tag.group == group, let rows, let columns, let frames else {
            return nil
        }
        let (bits, overflow) = (rows * columns).multipliedReportingOverflow(by: frames)
        guard !overflow, bits > 0, bits < .max - 15 else { return nil }
        let bytes = (bits + 7) / 8
        return bytes + (bytes & 1)
    }

    private static func isOverlay(_ tag: Tag) -> Bool { tag.rawValue & 0xFFE1_0000 == 0x6000_0000 }
}
