import Evidence

/// What an interface's timestamps count: `if_tsresol` and `if_tsoffset` (draft-ietf-opsawg-pcapng §4.2).
struct TimestampResolution {
    private enum Unit {
        case multiple(UInt64)
        case fraction(UInt64)
        case powerOfTwo(UInt64)
    }

    private let unit: Unit
    private let offset: Int64

    /// - Parameters:
    ///   - resolution: The option's byte: ticks per second as a negative power of 10, or of 2 with the top bit set.
    ///   - offsetSeconds: Seconds to add.
    init(resolution: UInt8 = 6, offsetSeconds: Int64 = 0) {
        let exponent = UInt64(resolution & 0x7F)
        if resolution & 0x80 != 0 {
            unit = .powerOfTwo(exponent)
        } else if exponent <= 9 {
            unit = .multiple(Self.powerOfTen(9 - exponent))
        } else {
            unit = .fraction(Self.powerOfTen(exponent - 9))
        }
        let (product, overflow) = offsetSeconds.multipliedReportingOverflow(by: 1_000_000_000)
        offset = overflow ? (offsetSeconds < 0 ? .min : .max) : product
    }

    /// Beyond what `Timestamp` can hold (the year 2262), its last moment.
    @inline(__always)
    func time(ticks: UInt64) -> Timestamp {
        let nanoseconds = Int64(clamping: nanoseconds(ticks))
        let (sum, overflow) = nanoseconds.addingReportingOverflow(offset)
        return Timestamp(nanoseconds: overflow ? (offset < 0 ? .min : .max) : sum)
    }

    @inline(__always)
    private func nanoseconds(_ ticks: UInt64) -> UInt64 {
        switch unit {
        case .multiple(let factor):
            let (product, overflow) = ticks.multipliedReportingOverflow(by: factor)
            return overflow ? .max : product
        case .fraction(let divisor): return ticks / divisor
        case .powerOfTwo(let exponent):
            let (high, low) = ticks.multipliedFullWidth(by: 1_000_000_000)
            if exponent >= 64 { return exponent >= 128 ? 0 : high >> (exponent - 64) }
            let fits = exponent == 0 ? high == 0 : high >> exponent == 0
            return fits ? (exponent == 0 ? low : high << (64 - exponent) | low >> exponent) : .max
        }
    }

    /// 10 to the power of `exponent`, or the greatest value where that is less.
    private static func powerOfTen(_ exponent: UInt64) -> UInt64 {
        (0..<exponent).reduce(1) { power, _ in
            let (product, overflow) = power.multipliedReportingOverflow(by: 10)
            return overflow ? .max : product
        }
    }
}
