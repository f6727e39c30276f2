import DICOMUpperLayer

extension ForeignProtocol {
    /// As expressions write it.
    var factName: String {
        switch self {
        case .tls: "TLS"
        case .http: "HTTP"
        case .mllp: "MLLP"
        case .ssh: "SSH"
        case .smtp: "SMTP"
        case .rdp: "RDP"
        case .proxy: "PROXY"
        case .unknown: "unknown"
        }
    }
}
