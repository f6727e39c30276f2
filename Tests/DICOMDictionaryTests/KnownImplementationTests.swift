import DICOMDictionary
import Testing

@Suite struct KnownImplementationTests {
    @Test(
        arguments: [
            ("1.2.276.0.7230010.3.0.3.6.7", "OFFIS_DCMTK_367", "DCMTK", "3.6.7"),
            ("1.2.276.0.7230010.3.0.3.6.7", nil, "DCMTK", "3.6.7"),
            ("1.2.276.0.7230010.3.0.3.6.7", "SOMETHING", "DCMTK", "3.6.7"),
            (nil, "OFFIS_DCMTK_369 ", "DCMTK", "3.6.9"),
            ("1.2.826.0.1.3680043.9.3811.3.0.4", "PYNETDICOM_304", "pynetdicom", "3.0.4"),
            ("1.2.40.0.13.1.3", "dcm4che-5.23.2", "dcm4che", "5.23.2"),
            ("1.2.40.0.13.1.1.1", "dcm4che-1.4.34", "dcm4che", "1.4.34"),
            ("1.2.40.0.13.1.3", "dcm4go-1.0", "dcm4che", nil),
            ("1.3.6.1.4.1.30071.8", "fo-dicom 5.1.2", "fo-dicom", "5.1.2"),
            ("1.2.826.0.1.3680043.2.1143.107.104.103.115.2.8.4", "GDCM 2.8.4", "GDCM", "2.8.4"),
            ("1.2.826.0.1.3680043.2.135.1066.101", "1.5.0/WIN32", "Conquest DICOM", nil),
            ("2.16.840.1.113669.2.1.1", "MergeCOM3_390IB2", "Merge DICOM Toolkit", "3.9.0"),
            ("1.3.6.1.4.1.5962.99.2", "PIXELMEDJAVA001", "PixelMed", "001"),
        ] as [(String?, String?, String, String?)])
    func knowsToolkits(uid: String?, versionName: String?, name: String, version: String?) throws {
        let known = try #require(
            KnownImplementation(classUID: uid.map(UID.init(rawValue:)), versionName: versionName))
        #expect(known.name == name)
        #expect(known.version == version)
        #expect(known.kind == .toolkit)
    }

    @Test func knowsVendorsByTheirRoots() {
        let known = KnownImplementation(classUID: "1.3.12.2.1107.5.2", versionName: "SIEMENS_1")
        #expect(known?.name == "Siemens")
        #expect(known?.kind == .vendor)
        #expect(known?.version == nil)
    }

    @Test(
        arguments: [
            ("", ""), ("1.2.3", nil), (nil, nil), ("1.2.40.0.13.10", nil), ("1.2.40.0.13", "x"),
            (nil, "offis_dcmtk_367"),
        ] as [(String?, String?)])
    func makesNothingUp(uid: String?, versionName: String?) {
        #expect(KnownImplementation(classUID: uid.map(UID.init(rawValue:)), versionName: versionName) == nil)
    }
}
