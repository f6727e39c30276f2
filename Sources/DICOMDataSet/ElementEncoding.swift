/// How elements are written at one level of a data set (PS3.5 §7.1, §7.3).
struct ElementEncoding: Equatable {
    var isExplicitVR: Bool
    var isBigEndian: Bool

    static let implicitLittleEndian = ElementEncoding(isExplicitVR: false, isBigEndian: false)
    static let explicitLittleEndian = ElementEncoding(isExplicitVR: true, isBigEndian: false)
    static let explicitBigEndian = ElementEncoding(isExplicitVR: true, isBigEndian: true)

    var name: String {
        (isExplicitVR ? "Explicit" : "Implicit") + " VR " + (isBigEndian ? "Big" : "Little") + " Endian"
    }
}
