import DICOMDictionary

/// What the attributes of one item, or of the top level, say of its uncompressed pixels (PS3.3 §C.7.6.3, PS3.5 §8).
struct PixelGeometry {
    private var rows: UInt64?
    private var columns: UInt64?
    private var samples: UInt64?
    private var bits: UInt64?
    private var frames: UInt64? = 1
    private var sampling = Sampling.full

    private enum Sampling {
        case full
        /// Two luminance samples share one pair of chrominance samples.
        case half
        /// Four do.
        case quarter
        /// Of a colour model in which the standard does not say how they are stored.
        case unknown
    }

    /// `nil` where there is a number of frames that is none.
    var numberOfFrames: UInt64? { frames }

    /// Whether one of these attributes has this tag.
    static func reads(_ tag: Tag) -> Bool {
        switch tag {
        case .rows, .columns, .samplesPerPixel, .bitsAllocated, .numberOfFrames, .photometricInterpretation: true
        default: false
        }
    }

    mutating func note(_ header: DataElementHeader, _ value: Span<UInt8>) {
        switch header.tag {
        case .rows: rows = Self.short(value, header)
        case .columns: columns = Self.short(value, header)
        case .samplesPerPixel: samples = Self.short(value, header)
        case .bitsAllocated: bits = Self.short(value, header)
        case .numberOfFrames: frames = Self.count(value)
        default: sampling = Self.sampling(value)
        }
    }

    /// The bytes that these pixels take, padded to an even number, and what a writer would have who pads each frame of
    /// single bits; `nil` where the attributes do not say.
    var lengths: (exact: UInt64, padded: UInt64)? {
        guard let rows, let columns, let samples, let bits, let frames, rows > 0, columns > 0, samples > 0,
            bits == 1 || bits > 0 && bits % 8 == 0, let cells = cells(rows, columns, samples)
        else { return nil }
        let (frameBits, first) = cells.multipliedReportingOverflow(by: bits)
        let (allBits, second) = frameBits.multipliedReportingOverflow(by: frames)
        let (padded, third) = ((frameBits &+ 7) / 8).multipliedReportingOverflow(by: frames)
        guard !first, !second, !third, frameBits < .max - 7, allBits < .max - 15 else { return nil }
        return (even((allBits &+ 7) / 8), even(padded))
    }

    /// Samples of one frame as stored.
    private func cells(_ rows: UInt64, _ columns: UInt64, _ samples: UInt64) -> UInt64? {
        let pixels = rows * columns
        switch sampling {
        case .full: return pixels * samples
        case .half where samples == 3: return rows * ((columns + 1) / 2) * 4
        case .quarter where samples == 3: return ((rows + 1) / 2) * ((columns + 1) / 2) * 6
        default: return nil
        }
    }

    private func even(_ count: UInt64) -> UInt64 { count + (count & 1) }

    static func short(_ value: Span<UInt8>, _ header: DataElementHeader) -> UInt64? {
        guard value.count == 2 else { return nil }
        let (low, high) = header.isBigEndian ? (value[1], value[0]) : (value[0], value[1])
        return UInt64(high) << 8 | UInt64(low)
    }

    static func count(_ value: Span<UInt8>) -> UInt64? {
        guard value.countWithoutPadding > 0, value.countWithoutPadding <= 12 else { return value.isEmpty ? 1 : nil }
        let text = String(decoding: value.array(0..<value.countWithoutPadding), as: UTF8.self)
        guard let count = UInt64(text.drop { $0 == " " }), count > 0 else { return nil }
        return count
    }

    private static func sampling(_ value: Span<UInt8>) -> Sampling {
        let text = String(decoding: value.array(0..<value.countWithoutPadding), as: UTF8.self)
        return switch text {
        case "YBR_FULL_422", "YBR_PARTIAL_422": .half
        case "YBR_PARTIAL_420": .quarter
        case "MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "YBR_FULL", "YBR_ICT", "YBR_RCT", "XYB": .full
        default: .unknown
        }
    }
}
