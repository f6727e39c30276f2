import DICOMDataSet
import DICOMDictionary

/// Writes down everything it is told.
struct Recorder: DataSetVisitor {
    var lines: [String] = []
    var faults: [DataSetFault] = []
    var wants = true
    var characterSet = SpecificCharacterSet.defaultRepertoire
    var deepest = 0
    private var fragments = 0

    init(wants: Bool = true) { self.wants = wants }

    var codes: [String] { faults.map { String($0.code.dropFirst("data-set/".count)) } }

    mutating func wantsValue(of header: DataElementHeader) -> Bool { wants }

    mutating func element(_ header: DataElementHeader, value: Span<UInt8>?, isComplete: Bool) {
        let name = "\(header.depth) \(header.tag) \(header.vr)"
        if header.length == nil, fragments > 0 {
            lines.append("\(name) fragments")
            fragments = 0
        } else {
            let text = ElementText.describe(header, value: value, characterSet: characterSet)
            lines.append("\(name) \(text)\(isComplete ? "" : " incomplete")")
        }
    }

    mutating func sequenceBegan(_ header: DataElementHeader) {
        lines.append("\(header.depth) \(header.tag) \(header.vr)")
    }
    mutating func sequenceEnded(_ header: DataElementHeader) {
        lines.append("\(header.depth) \(header.tag) ends")
    }
    mutating func itemBegan(_ index: Int, length: UInt32?, offset: UInt64, depth: Int) {
        deepest = max(deepest, depth)
        lines.append("\(depth) item \(index)")
    }
    mutating func itemEnded(_ index: Int, depth: Int) { lines.append("\(depth) item \(index) ends") }
    mutating func pixelFragment(_ index: Int, length: UInt32, offset: UInt64) {
        fragments += 1
        lines.append("fragment \(index) \(length)")
    }
    mutating func fault(_ fault: DataSetFault) { faults.append(fault) }
}

struct Reading {
    var recorder: Recorder
    var completeness: DataSetCompleteness

    var lines: [String] { recorder.lines }
    /// Elements, sequences and items as they begin.
    var beginnings: [String] { lines.filter { !$0.hasSuffix(" ends") && !$0.hasPrefix("fragment") } }
    var codes: [String] { recorder.codes }
}

/// Reads `bytes` cut at `cuts`; a range in `gaps` is lost.
func read(
    _ bytes: [UInt8], _ syntax: TransferSyntax = .explicitVRLittleEndian, cuts: [Int] = [], gap: Range<Int>? = nil,
    wants: Bool = true, limits: DataSetLimits = DataSetLimits()
) -> Reading {
    var recorder = Recorder(wants: wants)
    var reader = DataSetReader(transferSyntax: syntax, limits: limits)
    let bounds = ([0, bytes.count] + cuts + (gap.map { [$0.lowerBound, $0.upperBound] } ?? [])).sorted()
    for (from, to) in zip(bounds, bounds.dropFirst()) where from < to {
        if let gap, gap.contains(from) {
            reader.lost(UInt64(to - from), visitor: &recorder)
        } else {
            reader.push(bytes.span.extracting(from..<to), visitor: &recorder)
        }
    }
    let completeness = reader.finish(visitor: &recorder)
    return Reading(recorder: recorder, completeness: completeness)
}
