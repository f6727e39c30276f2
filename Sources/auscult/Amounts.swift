import ArgumentParser

/// `90`, `30s`, `5m`, `1h`, `2d`: a length of time in whole seconds.
struct TimeAmount: ExpressibleByArgument {
    let seconds: Int

    init?(argument: String) {
        guard let seconds = amount(argument, ["": 1, "s": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400]), seconds > 0
        else { return nil }
        self.seconds = seconds
    }
}

/// `65536`, `64k`, `100M`, `2G`: bytes, in powers of 1024.
struct ByteAmount: ExpressibleByArgument {
    let bytes: Int

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

private func amount(_ word: String, _ units: [String: Int]) -> Int? {
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), let unit = units[String(word.dropFirst(digits.count))] else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: unit)
    return overflow ? nil : product
}
