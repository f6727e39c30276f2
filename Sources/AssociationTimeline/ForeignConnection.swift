import DICOMUpperLayer
import Evidence
import StreamReassembly

/// A connection on which something else is spoken where DICOM is, or may turn out to be, expected.
final class ForeignConnection {
    let probe: ConnectionProbe
    let foreign: Located<ForeignProtocol>
    private var reader: TLSHandshakeReader?

    init(_ probe: ConnectionProbe, _ foreign: Located<ForeignProtocol>) {
        self.probe = probe
        self.foreign = foreign
        if foreign.value == .tls { reader = TLSHandshakeReader() }
    }

    var tls: TLSHandshake? { reader?.handshake }

    func received(_ bytes: Span<UInt8>, from direction: StreamDirection, origin: ByteOrigin) {
        reader?.push(bytes, from: direction == .fromInitiator ? .requestor : .acceptor, origin: origin)
    }

    func lost(from direction: StreamDirection) {
        reader?.lost(from: direction == .fromInitiator ? .requestor : .acceptor)
    }
}
