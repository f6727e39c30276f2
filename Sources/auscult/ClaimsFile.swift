import ConformanceClaims
import Foundation

/// A claims file as it is named on the command line.
struct ClaimsFile {
    let name: String
    let text: String

    /// - Parameter argument: a path, `-` for standard input, or a name of `ShippedStatements` where no such file is.
    init(_ argument: String) throws {
        name = argument == "-" ? "<stdin>" : argument
        let isFile = FileManager.default.fileExists(atPath: argument)
        if argument != "-", !isFile, let shipped = ShippedStatements.text(of: argument) {
            text = shipped
            return
        }
        guard let data = Self.bytes(argument) else {
            let names = ShippedStatements.names.joined(separator: ", ")
            throw Failure(
                message: isFile || argument == "-"
                    ? "\(name) cannot be read; check its permissions"
                    : "there is no claims file \(argument), and those built in are \(names)")
        }
        // Where it is no UTF-8 the loader tells.
        text = String(decoding: data, as: UTF8.self)
    }

    func statement() throws -> ConformanceStatement { try ConformanceStatement(text: text, file: name) }

    /// What is too long for a claims file is read as far as the loader needs to say so.
    private static func bytes(_ argument: String) -> Data? {
        guard let handle = argument == "-" ? .standardInput : FileHandle(forReadingAtPath: argument) else { return nil }
        var data = Data()
        do {
            while data.count <= ConformanceStatement.longestFile,
                let chunk = try handle.read(upToCount: 1 << 16), !chunk.isEmpty
            { data += chunk }
        } catch { return nil }
        return data
    }
}
