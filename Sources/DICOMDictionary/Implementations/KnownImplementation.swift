/// What an implementation says of itself in Implementation Class UID and Implementation Version Name (PS3.7 §D.3.3.2).
///
/// The two name a toolkit or a vendor, seldom the product: many products run on one toolkit and leave its
/// identification as it is, and some borrow that of another.
public struct KnownImplementation: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case toolkit, vendor
    }

    /// `DCMTK`, `Siemens`
    public let name: String
    public let kind: Kind
    /// `3.6.7`, of the toolkit; `nil` where neither the UID nor the name tells.
    public let version: String?

    /// - Parameters:
    ///   - classUID: Implementation Class UID (item 52H).
    ///   - versionName: Implementation Version Name (item 55H), with or without padding.
    /// - Returns: `nil` for implementations that are not known.
    public init?(classUID: UID?, versionName: String?) {
        let byUID = classUID.flatMap { uid in
            ImplementationDirectory.roots.first { uid.rawValue.isOrIsBelow($0.root) }
        }
        let byName = versionName.flatMap { name in
            ImplementationDirectory.versionNames.first { name.hasPrefix($0.prefix) }
        }
        guard let name = byUID?.name ?? byName?.name else { return nil }
        self.name = name
        kind = byUID?.kind ?? .toolkit
        if let byName, let versionName, byName.name == name {
            version = byName.version(in: versionName.dropFirst(byName.prefix.count))
        } else if let byUID, byUID.versionFollows, let classUID {
            let below = classUID.rawValue.dropFirst(byUID.root.count + 1)
            version = below.isEmpty ? nil : String(below)
        } else {
            version = nil
        }
    }
}

extension String {
    /// Of UIDs: the same, or more components; never a longer last component.
    fileprivate func isOrIsBelow(_ root: String) -> Bool {
        guard hasPrefix(root) else { return false }
        return utf8.count == root.utf8.count || dropFirst(root.count).hasPrefix(".")
    }
}
