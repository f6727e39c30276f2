/// Written by hand: how known implementations identify themselves, as seen on the wire, in their documentation or in
/// the files they write. The longer root comes first.
enum ImplementationDirectory {
    struct Root: Sendable {
        let root: String
        let name: String
        var kind = KnownImplementation.Kind.toolkit
        /// What stands below the root is the version.
        var versionFollows = false
    }

    struct VersionName: Sendable {
        let prefix: String
        let name: String
        /// One digit a component, no dots: `367` is 3.6.7.
        var isPacked = false

        func version(in suffix: Substring) -> String? {
            let version = suffix.prefix { $0.isASCII && ($0.isNumber || (!isPacked && $0 == ".")) }
            guard !version.isEmpty else { return nil }
            return isPacked ? version.map { String($0) }.joined(separator: ".") : String(version)
        }
    }

    static let roots = [
        Root(root: "1.2.276.0.7230010.3.0", name: "DCMTK", versionFollows: true),
        Root(root: "1.2.826.0.1.3680043.9.3811", name: "pynetdicom", versionFollows: true),
        Root(root: "1.2.826.0.1.3680043.8.498", name: "pydicom"),
        Root(root: "1.2.40.0.13.1", name: "dcm4che"),
        Root(root: "1.3.6.1.4.1.30071.8", name: "fo-dicom"),
        Root(root: "1.2.826.0.1.3680043.2.1143.107.104.103.115", name: "GDCM", versionFollows: true),
        Root(root: "1.2.826.0.1.3680043.2.1143", name: "GDCM"),
        Root(root: "1.2.826.0.1.3680043.2.135.1066.101", name: "Conquest DICOM"),
        Root(root: "1.2.826.0.1.3680043.1.2.100.8.40", name: "DicomObjects"),
        Root(root: "1.2.826.0.1.3680043.2.1545.1.2.1.7", name: "DVTk"),
        Root(root: "1.2.826.0.1.3680043.8.641", name: "ruby-dicom"),
        Root(root: "1.3.6.1.4.1.25403.1.1.1", name: "ClearCanvas"),
        Root(root: "1.3.6.1.4.1.5962.99.2", name: "PixelMed"),
        Root(root: "1.2.840.114257.1123456", name: "LEADTOOLS"),
        Root(root: "2.16.840.1.113669", name: "Merge DICOM Toolkit"),
        Root(root: "2.25.262086406829110419931297894772577063974", name: "DICOM-rs"),
        Root(root: "1.2.840.113619", name: "GE", kind: .vendor),
        Root(root: "1.3.12.2.1107.5", name: "Siemens", kind: .vendor),
        Root(root: "1.3.46.670589", name: "Philips", kind: .vendor),
        Root(root: "1.2.392.200036.9116", name: "Canon (Toshiba)", kind: .vendor),
        Root(root: "1.2.392.200036.9125", name: "Fujifilm", kind: .vendor),
        Root(root: "1.2.124.113532", name: "Agfa", kind: .vendor),
        Root(root: "1.3.51", name: "Agfa", kind: .vendor),
        Root(root: "1.2.752.24", name: "Sectra", kind: .vendor),
        Root(root: "1.2.410.200001.101", name: "Samsung Medison", kind: .vendor),
    ]

    static let versionNames = [
        VersionName(prefix: "OFFIS_DCMTK_", name: "DCMTK", isPacked: true),
        VersionName(prefix: "PYNETDICOM_", name: "pynetdicom", isPacked: true),
        VersionName(prefix: "PYDICOM ", name: "pydicom"),
        VersionName(prefix: "dcm4che-", name: "dcm4che"),
        VersionName(prefix: "fo-dicom ", name: "fo-dicom"),
        VersionName(prefix: "GDCM ", name: "GDCM"),
        VersionName(prefix: "DicomObjects", name: "DicomObjects"),
        VersionName(prefix: "RUBY-DCM_", name: "ruby-dicom"),
        VersionName(prefix: "PIXELMEDJAVA", name: "PixelMed"),
        VersionName(prefix: "MergeCOM3_", name: "Merge DICOM Toolkit", isPacked: true),
        VersionName(prefix: "DICOM-rs ", name: "DICOM-rs"),
    ]
}
