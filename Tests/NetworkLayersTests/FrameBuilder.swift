/// Builds frames a header at a time, from the inside out, each with true lengths and checksums.
struct Layered {
    var bytes: [UInt8]
    /// What the header around has to say of these bytes.
    var etherType: UInt16 = 0
    var ipProtocol: UInt8 = 0

    static let source4: [UInt8] = [192, 0, 2, 1]
    static let destination4: [UInt8] = [198, 51, 100, 7]
    static let source6: [UInt8] = [0x20, 0x01, 0x0D, 0xB8] + Array(repeating: 0, count: 11) + [1]
    static let destination6: [UInt8] = [0x20, 0x01, 0x0D, 0xB8] + Array(repeating: 0, count: 11) + [7]
    static let synOptions: [UInt8] = [2, 4, 0x05, 0xB4, 4, 2, 1, 3, 3, 7, 1, 0]

    /// A segment whose checksum is true between the addresses given, or the IPv4 ones above.
    static func tcp(
        _ payload: [UInt8] = Array("A-ASSOCIATE".utf8), from source: [UInt8] = source4,
        to destination: [UInt8] = destination4, flags: UInt8 = 0x18, options: [UInt8] = [], checksum: UInt16? = nil
    ) -> Layered {
        let offset = UInt8((20 + options.count) / 4) << 4
        var bytes: [UInt8] =
            big16(40_000) + big16(104) + big32(0x0102_0304) + big32(0x0506_0708) + [offset, flags] + big16(502)
            + [0, 0, 0, 0] + options + payload
        let pseudoHeader = source + destination + big32(UInt32(bytes.count)) + big32(6)
        bytes.replaceSubrange(16..<18, with: big16(checksum ?? onesComplement(pseudoHeader + bytes)))
        return Layered(bytes: bytes, ipProtocol: 6)
    }

    func ipv4(
        from source: [UInt8] = source4, to destination: [UInt8] = destination4, identification: UInt16 = 0x1234,
        offset: Int = 0, more: Bool = false, options: [UInt8] = [], totalLength: UInt16? = nil
    ) -> Layered {
        let headerLength = 20 + options.count
        var header: [UInt8] =
            [UInt8(0x40 | headerLength / 4), 0] + big16(totalLength ?? UInt16(headerLength + bytes.count))
            + big16(identification) + big16(UInt16(offset / 8) | (more ? 0x2000 : 0)) + [61, ipProtocol, 0, 0]
            + source + destination + options
        header.replaceSubrange(10..<12, with: big16(Self.onesComplement(header)))
        return Layered(bytes: header + bytes, etherType: 0x0800, ipProtocol: 4)
    }

    func ipv6(from source: [UInt8] = source6, to destination: [UInt8] = destination6) -> Layered {
        Layered(
            bytes: [0x60, 0, 0, 0] + big16(UInt16(bytes.count)) + [ipProtocol, 63] + source + destination + bytes,
            etherType: 0x86DD, ipProtocol: 41)
    }

    /// An IPv6 extension header of `8 * (units + 1)` bytes, or the authentication header's `4 * (units + 2)`.
    func extensionHeader(_ kind: UInt8, units: UInt8 = 0) -> Layered {
        let length = kind == 51 ? 4 * (Int(units) + 2) : 8 * (Int(units) + 1)
        // PadN, so that the options are true too.
        let body: [UInt8] = [1, UInt8(length - 4)] + Array(repeating: 0, count: length - 4)
        return Layered(bytes: [ipProtocol, units] + body + bytes, ipProtocol: kind)
    }

    func ipv6Fragment(identification: UInt32 = 0x9876_5432, offset: Int, more: Bool) -> Layered {
        Layered(
            bytes: [ipProtocol, 0] + big16(UInt16(offset) | (more ? 1 : 0)) + big32(identification) + bytes,
            ipProtocol: 44)
    }

    /// The bytes `range` as the payload of one fragment.
    func part(_ range: Range<Int>) -> Layered {
        Layered(bytes: Array(bytes[range]), ipProtocol: ipProtocol)
    }

    func ethernet(padding: Int = 0) -> Layered {
        header([2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2] + big16(etherType), etherType: 0x6558, padding: padding)
    }

    func vlan(_ identifier: UInt16, type: UInt16 = 0x8100) -> Layered {
        header(big16(identifier) + big16(etherType), etherType: type)
    }

    /// IEEE 802.3 with LLC and SNAP instead of an Ethernet type.
    func snap(padding: Int = 0) -> Layered {
        let llc: [UInt8] = [0xAA, 0xAA, 3, 0, 0, 0] + big16(etherType)
        return Layered(bytes: llc + bytes, etherType: UInt16(llc.count + bytes.count)).ethernet(padding: padding)
    }

    func mpls(_ labels: [UInt32], type: UInt16 = 0x8847) -> Layered {
        let stack = labels.enumerated().flatMap { index, label in
            big32(label << 12 | (index == labels.count - 1 ? 0x100 : 0) | 64)
        }
        return header(stack, etherType: type, ipProtocol: 137)
    }

    /// The control word before an Ethernet frame in an MPLS pseudowire.
    func controlWord() -> Layered { header([0, 0, 0, 1]) }

    func ppp(compressed: Bool = false) -> Layered {
        let number: UInt16 = etherType == 0x0800 ? 0x21 : etherType == 0x86DD ? 0x57 : 0x281
        return header(compressed ? [UInt8(truncatingIfNeeded: number)] : big16(number), etherType: 0x880B)
    }

    func pppoe() -> Layered {
        header([0x11, 0, 0, 9] + big16(UInt16(bytes.count)), etherType: 0x8864)
    }

    func gre(flags: UInt16 = 0) -> Layered {
        let fields = (flags & 0xB080).nonzeroBitCount
        return header(
            big16(flags) + big16(etherType) + Array(repeating: 0, count: 4 * fields), etherType: 0, ipProtocol: 47)
    }

    func erspan1() -> Layered { Layered(bytes: bytes, etherType: 0x88BE).gre() }

    func erspan2() -> Layered {
        header(big16(1 << 12 | 12) + big16(5) + [0, 0, 0, 1], etherType: 0x88BE).gre(flags: 0x1000)
    }

    func erspan3(subheader: Bool = false, frameType: UInt16 = 0) -> Layered {
        let fixed: [UInt8] = big16(2 << 12 | 13) + big16(5) + big32(77) + big16(0)
        let last = big16(frameType << 10 | (subheader ? 1 : 0)) + Array(repeating: 0, count: subheader ? 8 : 0)
        return header(fixed + last, etherType: 0x22EB).gre(flags: 0x1000)
    }

    func udp(to port: UInt16) -> Layered {
        header(big16(50_000) + big16(port) + big16(UInt16(8 + bytes.count)) + [0, 0], ipProtocol: 17)
    }

    func vxlan(port: UInt16 = 4789) -> Layered { header([8, 0, 0, 0, 0, 0, 42, 0]).udp(to: port) }

    func vxlanGPE(nextProtocol: UInt8) -> Layered {
        header([0x0C, 0, 0, nextProtocol, 0, 0, 42, 0]).udp(to: 4790)
    }

    func geneve(optionWords: UInt8 = 0) -> Layered {
        let options: [UInt8] =
            optionWords == 0
            ? [] : [1, 2, 0x80, optionWords - 1] + Array(repeating: 0, count: 4 * Int(optionWords - 1))
        return header([optionWords, 0] + big16(etherType) + [0, 0, 42, 0] + options).udp(to: 6081)
    }

    func linuxCooked() -> Layered { header([0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0] + big16(etherType)) }

    func linuxCooked2() -> Layered {
        header(big16(etherType) + [0, 0, 0, 0, 0, 2, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0])
    }

    func header(
        _ header: [UInt8], etherType: UInt16 = 0, ipProtocol: UInt8 = 0, padding: Int = 0
    ) -> Layered {
        Layered(
            bytes: header + bytes + Array(repeating: 0xEE, count: padding), etherType: etherType,
            ipProtocol: ipProtocol)
    }

    static func onesComplement(_ bytes: [UInt8]) -> UInt16 {
        var sum = 0
        for (index, byte) in bytes.enumerated() { sum += Int(byte) << (index % 2 == 0 ? 8 : 0) }
        while sum > 0xFFFF { sum = sum >> 16 + sum & 0xFFFF }
        return ~UInt16(sum)
    }
}

func big16(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }
func big32(_ value: UInt32) -> [UInt8] { big16(UInt16(value >> 16)) + big16(UInt16(value & 0xFFFF)) }
