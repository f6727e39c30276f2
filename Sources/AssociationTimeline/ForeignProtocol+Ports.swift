import DICOMUpperLayer

extension ForeignProtocol {
    /// Ports on which the protocol is at home, so that meeting it there says nothing about DICOM.
    private var usualPorts: Set<UInt16> {
        switch self {
        case .tls: [443, 465, 636, 853, 989, 990, 993, 995, 3269, 5061, 5671, 6443, 8443, 8883, 9443]
        case .http: [80, 3128, 5985, 8000, 8008, 8042, 8080, 8081, 8888, 9200]
        case .mllp: [2575, 6661]
        case .ssh: [22]
        case .smtp: [25, 465, 587]
        case .rdp: [102, 3389]
        case .proxy, .unknown: []
        }
    }

    /// Worth keeping until the capture's end, when it is known whether the port is a DICOM one.
    func isSurprising(on port: UInt16) -> Bool { self != .unknown && !usualPorts.contains(port) }
}
