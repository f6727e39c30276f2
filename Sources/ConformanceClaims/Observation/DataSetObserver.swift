import AssociationTimeline
import DICOMMessageExchange
import DICOMUpperLayer
import Evidence

/// Watches the data sets of associations under way: which elements they have, and how long the PDUs are.
public final class DataSetObserver: AssociationObserver {
    private let nested: [AttributePath]
    private var underWay: [Int: Passing] = [:]

    struct Passing {
        var statistics: ElementStatistics
        /// The longest P-DATA-TF of each side.
        var longest: [AssociationSide: Extreme] = [:]
    }

    /// Associations whose data sets are looked into at once: of each its elements are in memory while it passes.
    private static let mostUnderWay = 256
    /// Entries for attributes of data sets of all associations under way, of some 250 bytes.
    private var room = 200_000

    init(nested: [AttributePath]) { self.nested = nested }

    /// What the association came to; it is forgotten here. `nil` where too many were under way.
    func take(serial: Int) -> Passing? {
        let passing = underWay.removeValue(forKey: serial)
        room += passing?.statistics.size ?? 0
        return passing
    }

    public func wantsDetail(of association: borrowing Association) -> Bool { underWay[association.serial] != nil }

    public func began(_ association: borrowing Association) {
        guard underWay.count < Self.mostUnderWay else { return }
        underWay[association.serial] = Passing(
            statistics: ElementStatistics(
                nested: nested, serial: association.serial, tcpStream: association.tcpStream))
    }

    public func messageEnded(_ message: DIMSEMessage, serial: Int) {
        guard let place = underWay.index(forKey: serial) else { return }
        let before = underWay.values[place].statistics.size
        underWay.values[place].statistics.note(message, room: room)
        room -= underWay.values[place].statistics.size - before
    }

    public func dataTransferEnded(
        _ header: PDUHeader, from side: AssociationSide, evidence: EvidenceRange, isComplete: Bool,
        serial: Int
    ) {
        let length = Int(header.length)
        guard let passing = underWay[serial], length > passing.longest[side]?.value ?? 0 else { return }
        underWay[serial]?.longest[side] = Extreme(
            value: length,
            sighting: Sighting(evidence, from: side, serial: serial, tcpStream: passing.statistics.tcpStream))
    }
}
