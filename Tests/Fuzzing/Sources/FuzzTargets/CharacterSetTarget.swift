import DICOMDataSet
import DICOMDictionary

/// The first byte tells how long the Specific Character Set is; then comes a value.
func fuzzCharacterSet(_ bytes: [UInt8]) {
    var script = Script(bytes)
    let declared = script.take(Int(script.byte() & 0x7F))
    let set = SpecificCharacterSet(value: declared.span)
    let value = script.rest()
    for vr in ["PN", "LO", "ST", "UT", "CS"] as [VR] {
        let text = set.decode(value.span, vr: vr)
        precondition(
            text.unicodeScalars.allSatisfy { [9, 10, 12, 13].contains($0.value) || $0.value >= 0x20 },
            "no control characters come out")
        precondition(text.utf8.count <= 4 * value.count + 16, "text does not grow without bounds")
    }
}
