import DICOMDataSet
import DICOMDictionary
import Evidence

/// A data set of which at least one fragment has come. Where its transfer syntax was not negotiated before our eyes,
/// its first bytes are held back until they show it. A class, as what reads it is large, and is best not moved about.
final class DataSetInProgress {
    private struct Reading {
        var reader: DataSetReader
        var visitor: SummaryAndTree

        @inline(__always)
        mutating func push(_ bytes: Span<UInt8>) { reader.push(bytes, visitor: &visitor) }
        mutating func lost(_ length: UInt64) { reader.lost(length, visitor: &visitor) }
        mutating func finish() {
            let completeness = reader.finish(visitor: &visitor)
            visitor.summary.finish(completeness)
            // Unsafe as the property of `ElementCheckInProgress` is.
            guard var check = unsafe visitor.check.take()?.check else { return }
            check.finish(isComplete: completeness.isComplete)
            visitor.summary.summary.elementFaults = check.faults
            visitor.summary.summary.elementFaultCount = check.faultCount
        }
    }

    // Unsafe: checked at run time, its accesses for every segment took as long as the segment (measured). None overlap:
    // what it calls knows nothing of this object.
    @exclusivity(unchecked) private var uncheckedReading: Reading?
    private var reading: Reading? {
        @inline(__always)
        _read { yield unsafe uncheckedReading }
        @inline(__always)
        _modify { yield unsafe &uncheckedReading }
    }
    private let keepsTree: Bool
    private let check: ElementCheck.Purpose?
    private var firstBytes: [UInt8] = []
    private var evidence: EvidenceRange

    /// What `TransferSyntaxInference` likes to have.
    private static let bytesForInference = 132

    /// `syntax` is `nil` where it is to be inferred from the bytes.
    /// Elements are held against the dictionary where `check` tells what the data set is for.
    init(
        _ syntax: TransferSyntax?, isInferred: Bool, origin: ByteOrigin, keepsTree: Bool, check: ElementCheck.Purpose?
    ) {
        self.check = check
        evidence = EvidenceRange(origin)
        self.keepsTree = keepsTree
        if let syntax { start(syntax, isInferred: isInferred) }
    }

    func extend(to origin: ByteOrigin) { evidence.extend(to: origin) }

    @inline(__always)
    func push(_ bytes: Span<UInt8>) {
        if reading == nil { hold(bytes) } else { reading?.push(bytes) }
    }

    func lost(_ length: UInt64) {
        infer()
        reading?.lost(length)
    }

    /// An unknown number of bytes: more than any value can hold, so that nothing behind is taken for an element.
    func lostUnknown() { lost(UInt64(UInt32.max) + 1) }

    func finish() -> (summary: DataSetSummary?, tree: DataSetTreeBuilder?) {
        infer()
        reading?.finish()
        guard var visitor = reading.take()?.visitor else { return (nil, nil) }
        visitor.summary.summary.evidence = evidence
        return (visitor.summary.summary, visitor.tree)
    }

    private func start(_ syntax: TransferSyntax, isInferred: Bool) {
        let summary = DataSetSummaryBuilder(transferSyntax: syntax, isInferred: isInferred, evidence: evidence)
        reading = Reading(
            reader: DataSetReader(transferSyntax: syntax),
            visitor: SummaryAndTree(
                summary: summary, tree: keepsTree ? DataSetTreeBuilder() : nil,
                // Of what was guessed nothing is held against anyone.
                check: isInferred || !syntax.isKnown
                    ? nil : check.map { ElementCheckInProgress(ElementCheck(transferSyntax: syntax, purpose: $0)) }))
    }

    private func hold(_ bytes: Span<UInt8>) {
        let taken = min(bytes.count, Self.bytesForInference - firstBytes.count)
        for index in 0..<taken { firstBytes.append(bytes[index]) }
        guard firstBytes.count >= Self.bytesForInference else { return }
        infer()
        if taken < bytes.count { reading?.push(bytes.extracting(taken..<bytes.count)) }
    }

    /// Settles the transfer syntax by the bytes there are. Where they do not show it, implicit VR little endian, which
    /// every association has unless both sides agree on another (PS3.5 §10.1).
    private func infer() {
        guard reading == nil else { return }
        start(TransferSyntaxInference.infer(firstBytes.span) ?? .implicitVRLittleEndian, isInferred: true)
        let held = firstBytes
        firstBytes = []
        reading?.push(held.span)
    }
}
