/// The claims files that are part of the program: of products whose statements are public, checked against the products.
public enum ShippedStatements {
    /// By which they are asked for in place of a file: `orthanc`.
    public static var names: [String] { files.map(\.name) }

    /// The text of the claims file; `nil` for a name that is none of `names`.
    public static func text(of name: String) -> String? {
        files.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    private static var files: [(name: String, bytes: [UInt8])] {
        [
            ("orthanc", PackageResources.orthanc_claims_yaml), ("storescp", PackageResources.storescp_claims_yaml),
        ]
    }
}
