/// Where the recorded captures are.
enum Captures {
    static let root = String(#filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 })
    static func path(_ name: String) -> String { root + "/Captures/" + name }
}
