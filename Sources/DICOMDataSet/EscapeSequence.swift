/// ISO 2022's switch to another code element (PS3.5 §6.1.2.5.2; PS3.3 Tables C.12-3, C.12-4).
struct EscapeSequence {
    enum Target {
        case g0
        case g1
    }

    var target: Target
    var element: CodeElement
    /// In bytes.
    var length: Int

    /// `nil` if the bytes, which begin with ESC, are none that PS3.3 knows.
    init?(_ bytes: ArraySlice<UInt8>) {
        let letters = Array(bytes.dropFirst().prefix(3))
        for count in [3, 2] where letters.count >= count {
            let sequence = String(decoding: letters.prefix(count), as: UTF8.self)
            guard let (target, element) = Self.meaning(of: sequence) else { continue }
            self.target = target
            self.element = element
            length = count + 1
            return
        }
        return nil
    }

    private static func meaning(of sequence: String) -> (Target, CodeElement)? {
        switch sequence {
        case "(B": (.g0, .ascii)
        case "(J": (.g0, .romaji)
        case ")I": (.g1, .katakana)
        case "-A": (.g1, .latin1)
        case "-B": (.g1, .latin2)
        case "-C": (.g1, .latin3)
        case "-D": (.g1, .latin4)
        case "-L": (.g1, .cyrillic)
        case "-G": (.g1, .arabic)
        case "-F": (.g1, .greek)
        case "-H": (.g1, .hebrew)
        case "-M": (.g1, .latin5)
        case "-T": (.g1, .thai)
        case "-b": (.g1, .latin9)
        case "$B", "$@": (.g0, .jisX0208)
        case "$(D": (.g0, .jisX0212)
        case "$)C": (.g1, .ksX1001)
        case "$)A": (.g1, .gb2312)
        default: nil
        }
    }
}
