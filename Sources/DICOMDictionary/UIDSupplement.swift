/// Written by hand: UIDs that entered PS3.6 after the edition the generated table is made from, and the one private
/// transfer syntax that is met in the field.
enum UIDSupplement {
    struct Entry: Sendable {
        let uid: UID
        let type: UIDType
        let name: String
        let keyword: String
    }

    static let entries = [
        Entry(
            uid: "1.2.840.10008.1.2.4.110", type: .transferSyntax, name: "JPEG XL Lossless", keyword: "JPEGXLLossless"),
        Entry(
            uid: "1.2.840.10008.1.2.4.111", type: .transferSyntax, name: "JPEG XL JPEG Recompression",
            keyword: "JPEGXLJPEGRecompression"),
        Entry(uid: "1.2.840.10008.1.2.4.112", type: .transferSyntax, name: "JPEG XL", keyword: "JPEGXL"),
        Entry(
            uid: "1.2.840.10008.1.2.8.1", type: .transferSyntax, name: "Deflated Image Frame Compression",
            keyword: "DeflatedImageFrameCompression"),
        Entry(
            uid: "1.2.840.10008.5.1.4.1.1.66.7", type: .sopClass, name: "Label Map Segmentation Storage",
            keyword: "LabelMapSegmentationStorage"),
        Entry(
            uid: "1.2.840.10008.5.1.4.1.1.66.8", type: .sopClass, name: "Height Map Segmentation Storage",
            keyword: "HeightMapSegmentationStorage"),
        Entry(
            uid: "1.2.840.10008.5.1.4.1.1.9.100.1", type: .sopClass, name: "Waveform Presentation State Storage",
            keyword: "WaveformPresentationStateStorage"),
        Entry(
            uid: "1.2.840.10008.5.1.4.1.1.9.100.2", type: .sopClass,
            name: "Waveform Acquisition Presentation State Storage",
            keyword: "WaveformAcquisitionPresentationStateStorage"),
        Entry(
            uid: "1.2.840.113619.5.2", type: .transferSyntax, name: "GE Private Implicit VR Big Endian",
            keyword: "GEPrivateImplicitVRBigEndian"),
    ]

    static func entry(of uid: UID) -> Entry? { entries.first { $0.uid == uid } }
}
