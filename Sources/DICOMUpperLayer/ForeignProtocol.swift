/// A protocol recognised by its first bytes where DICOM was expected.
public enum ForeignProtocol: String, Hashable, Sendable, CaseIterable {
    case tls = "TLS"
    case http = "HTTP"
    case mllp = "HL7 MLLP"
    case ssh = "SSH"
    case smtp = "SMTP"
    case rdp = "RDP"
    case proxy = "PROXY protocol"
    case unknown = "not DICOM"

    /// What the first bytes of a direction begin; `nil` where none of these is recognised. Never `unknown`, which is for
    /// who knows by other means that it is not DICOM.
    public static func recognise(_ bytes: Span<UInt8>) -> ForeignProtocol? {
        // Most begin with a PDU's type, with which of these only RDP does.
        guard bytes.count > 0, bytes[0] > 7 || bytes[0] == 3 else { return nil }
        if isTLS(bytes) { return .tls }
        if isRDP(bytes) { return .rdp }
        if openings.http.contains(where: { begins(bytes, with: $0) }) { return .http }
        if openings.mllp.contains(where: { begins(bytes, with: $0) }) { return .mllp }
        if openings.ssh.contains(where: { begins(bytes, with: $0) }) { return .ssh }
        if openings.proxy.contains(where: { begins(bytes, with: $0) }) { return .proxy }
        return isSMTP(bytes) ? .smtp : nil
    }

    private static let openings = (
        http: [
            "GET ", "POST ", "HEAD ", "PUT ", "DELETE ", "OPTIONS ", "CONNECT ", "TRACE ", "PATCH ", "HTTP/",
            "PRI * HTTP/",
        ],
        mllp: ["\u{0B}MSH", "\u{0B}FHS", "\u{0B}BHS"],
        ssh: ["SSH-"],
        proxy: ["PROXY ", "\r\n\r\n\u{0}\r\nQUIT\n"]
    )

    private static func begins(_ bytes: Span<UInt8>, with text: String) -> Bool {
        var index = 0
        for byte in text.utf8 {
            guard index < bytes.count, bytes[index] == byte else { return false }
            index += 1
        }
        return true
    }

    /// A record of TLS 1.0 to 1.3 or SSL 3: a handshake, or an alert of two bytes.
    private static func isTLS(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count >= 3, bytes[1] == 3, bytes[2] <= 4 else { return false }
        switch bytes[0] {
        case 0x16: return bytes.count < 6 || bytes[5] <= 24
        case 0x15: return bytes.count < 5 || (bytes[3] == 0 && bytes[4] == 2)
        default: return false
        }
    }

    /// TPKT with an X.224 connection request, confirm or data TPDU (RFC 1006).
    private static func isRDP(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count >= 6, bytes[0] == 3, bytes[1] == 0 else { return false }
        let length = Int(bytes[2]) << 8 | Int(bytes[3])
        return length >= 7 && Int(bytes[4]) <= length - 5 && [0xD0, 0xE0, 0xF0].contains(bytes[5])
    }

    /// A client's greeting, or a server's that says SMTP; FTP servers begin with 220 as well.
    private static func isSMTP(_ bytes: Span<UInt8>) -> Bool {
        if begins(bytes, with: "EHLO ") || begins(bytes, with: "HELO ") { return true }
        guard begins(bytes, with: "220 ") || begins(bytes, with: "220-") else { return false }
        let word = Array("smtp".utf8)
        var matched = 0
        for index in 4..<min(bytes.count, 512) {
            let byte = bytes[index] | 0x20
            matched = byte == word[matched] ? matched + 1 : byte == word[0] ? 1 : 0
            if matched == word.count { return true }
        }
        return false
    }
}
