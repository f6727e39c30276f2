import ByteReading
import Evidence

extension TLSCertificate {
    /// - Parameter der: RFC 5280 §4.1; `nil` where it cannot be read as that.
    init?(der: [UInt8]) {
        guard let certificate = DERValue.first(in: der, tag: DERValue.sequence).map(DERValue.all),
            certificate.count >= 2, certificate[0].tag == DERValue.sequence
        else { return nil }
        let fields = DERValue.all(certificate[0].content)
        // version [0] (left out for version 1), serial number, signature, issuer, validity, subject, public key.
        let rest = fields.first?.tag == 0xA0 ? fields.dropFirst() : fields[...]
        guard rest.count >= 5 else { return nil }
        let values = Array(rest)
        let validity = DERValue.all(values[3].content)
        guard validity.count == 2, let notBefore = validity[0].time, let notAfter = validity[1].time else { return nil }
        self.init(
            notBefore: notBefore, notAfter: notAfter, isSelfIssued: values[2].content == values[4].content,
            signatureAlgorithm: DERValue.all(certificate[1].content).first?.objectIdentifier ?? "",
            rsaKeyBits: values.count > 5 ? Self.rsaKeyBits(values[5]) : nil)
    }

    /// RFC 3279 §2.3.1.
    private static func rsaKeyBits(_ publicKey: DERValue) -> Int? {
        let parts = DERValue.all(publicKey.content)
        guard parts.count == 2, parts[1].tag == DERValue.bitString,
            DERValue.all(parts[0].content).first?.objectIdentifier == "1.2.840.113549.1.1.1",
            let key = DERValue.first(in: Array(parts[1].content.dropFirst()), tag: DERValue.sequence)
        else { return nil }
        return DERValue.all(key).first.map { TLSHandshake.bits($0.content) }
    }
}

extension TLSHandshake {
    /// Of a number, its most significant byte first.
    static func bits(_ number: [UInt8]) -> Int {
        let digits = number.drop { $0 == 0 }
        return digits.first.map { digits.count * 8 - $0.leadingZeroBitCount } ?? 0
    }
}

/// A value of the distinguished encoding rules (X.690).
private struct DERValue {
    var tag: UInt8
    var content: [UInt8]

    static let sequence: UInt8 = 0x30
    static let bitString: UInt8 = 0x03
    private static let maximum = 32

    static func first(in bytes: [UInt8], tag: UInt8) -> [UInt8]? {
        var reader = ByteReader(bytes.span)
        guard let value = next(&reader), value.tag == tag else { return nil }
        return value.content
    }

    /// The values that follow each other, the first ones.
    static func all(_ bytes: [UInt8]) -> [DERValue] {
        var reader = ByteReader(bytes.span)
        var found: [DERValue] = []
        while found.count < maximum, let value = next(&reader) { found.append(value) }
        return found
    }

    private static func next(_ reader: inout ByteReader) -> DERValue? {
        guard let tag = reader.readUInt8(), let first = reader.readUInt8() else { return nil }
        var length = Int(first)
        if first > 0x80 {
            length = 0
            guard first <= 0x83 else { return nil }
            for _ in 0..<(first - 0x80) {
                guard let byte = reader.readUInt8() else { return nil }
                length = length << 8 | Int(byte)
            }
        } else if first == 0x80 {
            return nil
        }
        return reader.readArray(length).map { DERValue(tag: tag, content: $0) }
    }

    /// In dotted form (X.690 §8.19); `nil` for another type of value.
    var objectIdentifier: String? {
        guard tag == 0x06, let first = content.first, content.count <= 32 else { return nil }
        var numbers = [UInt64(min(2, first / 40)), UInt64(first) - 40 * UInt64(min(2, first / 40))]
        var number: UInt64 = 0
        for byte in content.dropFirst() {
            number = number << 7 | UInt64(byte & 0x7F)
            if byte < 0x80 {
                numbers.append(number)
                number = 0
            }
        }
        return numbers.map(String.init).joined(separator: ".")
    }

    /// UTCTime `YYMMDDHHMMSSZ` or GeneralizedTime `YYYYMMDDHHMMSSZ` (RFC 5280 §4.1.2.5).
    var time: Timestamp? {
        let digits = content.dropLast().map { Int($0) - 0x30 }
        guard content.last == 0x5A, digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        func number(_ at: Int, _ count: Int) -> Int { digits[at..<(at + count)].reduce(0) { $0 * 10 + $1 } }
        switch (tag, digits.count) {
        case (0x17, 12):
            let year = number(0, 2)
            return Self.time(year < 50 ? 2000 + year : 1900 + year, number, at: 2)
        case (0x18, 14): return Self.time(number(0, 4), number, at: 4)
        default: return nil
        }
    }

    private static func time(_ year: Int, _ number: (Int, Int) -> Int, at start: Int) -> Timestamp? {
        let (month, day) = (number(start, 2), number(start + 2, 2))
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        let seconds = number(start + 4, 2) * 3600 + number(start + 6, 2) * 60 + number(start + 8, 2)
        // Days since 1970-01-01 in the Gregorian calendar, years beginning in March.
        let shifted = month > 2 ? year : year - 1
        let yearDay = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + yearDay - 719_468
        let (nanoseconds, overflows) = Int64(days * 86_400 + seconds).multipliedReportingOverflow(by: 1_000_000_000)
        // Beyond what a time can be: never, as RFC 5280 writes it with the year 9999.
        return Timestamp(nanoseconds: overflows ? (days < 0 ? .min : .max) : nanoseconds)
    }
}
