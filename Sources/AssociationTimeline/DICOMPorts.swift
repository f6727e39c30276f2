import NetworkLayers

/// Where DICOM is expected: registered ports (PS3.8 §9.1.1, PS3.15 §B.12), those given, and every acceptor that was
/// recognised in this capture.
struct DICOMPorts {
    static let registered: Set<UInt16> = [104, 2761, 2762, 11112]
    /// Of the kind that PS3.15 gives to TLS.
    static let secure: Set<UInt16> = [2762]
    /// Acceptors beyond this number are not remembered.
    static let maximumLearned = 65_536

    private let given: Set<UInt16>
    private var learned: Set<Endpoint> = []

    init(given: Set<UInt16>) { self.given = given }

    func forces(_ acceptor: Endpoint) -> Bool { given.contains(acceptor.port) }

    func expects(_ acceptor: Endpoint) -> Bool {
        Self.registered.contains(acceptor.port) || given.contains(acceptor.port) || learned.contains(acceptor)
    }

    /// Whether DICOM was not known to be expected there, and is now.
    mutating func learn(_ acceptor: Endpoint) -> Bool {
        guard !expects(acceptor), learned.count < Self.maximumLearned else { return false }
        return learned.insert(acceptor).inserted
    }
}
