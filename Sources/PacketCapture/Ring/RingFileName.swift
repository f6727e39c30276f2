import Evidence

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The names of a ring's files: `DIRECTORY/STEM-00001-20260131T235959Z.pcapng`.
struct RingFileName {
    private let directory: String
    private let stem: String
    private let ending: String

    init(_ path: String) {
        let name: Substring
        if let slash = path.lastIndex(of: "/") {
            directory = String(path[...slash])
            name = path[path.index(after: slash)...]
        } else {
            directory = ""
            name = path[...]
        }
        if let dot = name.lastIndex(of: "."), dot != name.startIndex {
            stem = String(name[..<dot])
            ending = String(name[dot...])
        } else {
            stem = String(name)
            ending = ""
        }
    }

    func path(number: Int, time: Timestamp) -> String {
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
        let moment = time.iso8601.prefix { $0 != "." }.filter { $0 != "-" && $0 != ":" }
        return "\(directory)\(stem)-\(padded)-\(moment)Z\(ending)"
    }

    /// Files of these names that are there, by number.
    func existing() -> [(number: Int, path: String)] {
        // Unsafe, as all in this file: an entry is good until the next is read, and its name is copied before.
        guard let stream = unsafe opendir(directory.isEmpty ? "." : directory) else { return [] }
        defer { unsafe closedir(stream) }
        var found: [(number: Int, path: String)] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { bytes in
                unsafe bytes.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if let number = number(of: name) { found.append((number, directory + name)) }
        }
        return found.sorted { $0.number < $1.number }
    }

    func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// Of the disk that the files go to, for this user; `nil` where the system does not tell.
    var freeBytes: UInt64? {
        var status = statvfs()
        guard unsafe statvfs(directory.isEmpty ? "." : directory, &status) == 0 else { return nil }
        return UInt64(status.f_bavail) &* UInt64(status.f_frsize)
    }

    private func number(of name: String) -> Int? {
        let part = ".part"
        let whole = name.hasSuffix(part) ? String(name.dropLast(part.count)) : name
        guard whole.hasPrefix(stem + "-"), whole.hasSuffix(ending) else { return nil }
        let middle = whole.dropFirst(stem.count + 1).dropLast(ending.count).split(
            separator: "-", omittingEmptySubsequences: false)
        guard middle.count == 2, middle[0].count >= 5, middle[1].count == 16, middle[1].hasSuffix("Z") else {
            return nil
        }
        return Int(middle[0])
    }
}
