import Crypto
import Dispatch
import Foundation
import PacketCapture
import Synchronization
import Troubleshooting

/// SHA-256 of capture files, which takes longer than the analysis. So a thread of its own reads them, too, from when the
/// program starts until the report is written; from the page cache that costs less than handing over what the analysis
/// reads. What is no file, and nobody can read twice, is hashed as the analysis reads it.
final class FileHashes: Sendable {
    private let files: [HashedFile]
    private let reading = DispatchGroup()

    init(_ paths: [String]) {
        files = paths.map(HashedFile.init)
        reading.enter()
        Thread.detachNewThread { [files, reading] in
            for file in files where file.isRegular { file.read() }
            reading.leave()
        }
    }

    /// Bytes the analysis has read.
    func update(_ file: Int, _ bytes: Span<UInt8>) { files[file].analysed(bytes) }

    /// When all has been read by the analysis. Their hashes may have to be waited for when they are asked for.
    func files(_ summary: CaptureSummary) -> [Appendix.File] {
        zip(summary.files, files).map { [reading] file, hashed in
            Appendix.File(
                name: file.name, size: file.size,
                sha256: {
                    reading.wait()
                    return hashed.digest
                }())
        }
    }
}
