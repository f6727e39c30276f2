import ArgumentParser

/// `90`, `30s`, `5m`, `1h`, `2d`: a length of time in whole seconds.
struct TimeAmount: ExpressibleByArgument {
    let seconds: Int

    var defaultValueDescription: String { written(seconds, Self.units) }
    private static let units = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)]

    init?(argument: String) {
        guard let seconds = amount(argument, ["": 1, "s": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400]), seconds > 0
        else { return nil }
        self.seconds = seconds
    }
}

/// `65536`, `64k`, `100M`, `2G`: bytes, in powers of 1024.
struct ByteAmount: ExpressibleByArgument {
    let bytes: Int

    var defaultValueDescription: String { written(bytes, Self.units) }
    private static let units = [("G", 1 << 30), ("M", 1 << 20), ("K", 1 << 10)]

    init?(argument: String) {
        let units = ["": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40]
        var word = argument.lowercased()
        if word.hasSuffix("ib") { word.removeLast(2) } else if word.hasSuffix("b") { word.removeLast() }
        guard let bytes = amount(word, units) else { return nil }
        self.bytes = bytes
    }
}

/// When to begin another file: a size (`100M`), a time (`1h`), or both with a comma between.
struct Rotation: ExpressibleByArgument {
    private(set) var bytes: Int?
    private(set) var seconds: Int?

    init?(argument: String) {
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            // A lower-case m is minutes here, a capital one megabytes.
            if let time = TimeAmount(argument: String(part)), part.last?.isNumber == false {
                seconds = time.seconds
            } else if let size = ByteAmount(argument: String(part)), size.bytes > 0, part.last?.isNumber == false {
                bytes = size.bytes
            } else {
                return nil
            }
        }
    }
}

/// In the largest unit that leaves nothing over.
private func written(_ amount: Int, _ units: [(name: String, size: Int)]) -> String {
    guard amount > 0, let unit = units.first(where: { amount % $0.size == 0 }) else { return "\(amount)" }
    return "\(amount / unit.size)\(unit.name)"
}

private func amount(_ word: String, _ units: [String: Int]) -> Int? {
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), let unit = units[String(word.dropFirst(digits.count))] else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: unit)
    return overflow ? nil : product
}
