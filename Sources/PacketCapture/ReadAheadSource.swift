import Dispatch
import Foundation
import Synchronization

/// A source that a thread of its own reads while what it brought before is analysed. Copying from the page cache takes a
/// fifth of the time of bulk data, and inflating most of it.
///
/// Pieces are not copied again: each is read behind some room, into which the few bytes unread before it are moved.
final class ReadAheadSource: ByteSource {
    let mayWait: Bool
    let size: UInt64?
    private(set) var bytesRead: UInt64
    private(set) var failure: SourceFailure?

    private let reader: Reader
    private var isOver = false

    /// Smaller files have been read before a thread has begun; and a single processor reads nothing aside.
    static func helps(_ source: any ByteSource) -> Bool {
        !source.mayWait && source.size ?? 0 > 4 << 20 && ProcessInfo.processInfo.activeProcessorCount > 1
    }

    /// - Parameter pieces: bytes of each.
    init(_ source: any FillingSource, pieces: Int) {
        mayWait = source.mayWait
        size = source.size
        bytesRead = source.bytesRead
        let reader = Reader(source, pieces: pieces)
        self.reader = reader
        Thread.detachNewThread { reader.run() }
    }

    deinit { reader.cancel() }

    func read(behind unread: Range<Int>, of storage: inout [UInt8], for count: Int) -> Range<Int> {
        guard !isOver, let piece = reader.next() else { return unread }
        bytesRead = piece.bytesRead
        failure = piece.failure
        guard !piece.bytes.isEmpty else {
            isOver = true
            return unread
        }
        return place(piece, behind: unread, of: &storage, for: count)
    }

    /// Reads no more; what has been read is not lost to whoever inspects the source.
    func stop() {
        reader.cancel()
        reader.isOver.wait()
        reader.isOver.signal()
    }

    private func place(
        _ piece: consuming Reader.Piece, behind unread: Range<Int>, of storage: inout [UInt8], for count: Int
    ) -> Range<Int> {
        let (room, bytes) = (piece.bytes.lowerBound, piece.bytes)
        if unread.count <= room {
            piece.storage.replaceSubrange(room - unread.count..<room, with: storage[unread])
            swap(&storage, &piece.storage)
            reader.giveBack(piece.storage)
            return room - unread.count..<bytes.upperBound
        }
        // A record larger than any packet.
        var unread = unread
        if storage.count - unread.upperBound < bytes.count {
            unread = storage.makeRoom(for: max(count, unread.count + bytes.count), keeping: unread)
        }
        let end = unread.upperBound + bytes.count
        storage.replaceSubrange(unread.upperBound..<end, with: piece.storage[bytes])
        reader.giveBack(piece.storage)
        return unread.lowerBound..<end
    }
}

extension ReadAheadSource {
    /// What the two threads share. The source is touched by the reading thread alone until that is over.
    fileprivate final class Reader: @unchecked Sendable {
        struct Piece {
            var storage: [UInt8]
            /// Where in `storage` they are; empty at the end.
            var bytes: Range<Int>
            /// Of the source, after this piece.
            var bytesRead: UInt64
            var failure: SourceFailure?
        }

        private struct State {
            var pieces: [Piece] = []
            var spare: [[UInt8]] = []
            var isCancelled = false
        }

        /// As much as a packet takes with its header.
        private static let room = (1 << 18) + 64

        private let source: any FillingSource
        private let length: Int
        private let state = Mutex(State())
        private let filled = DispatchSemaphore(value: 0)
        /// Pieces that may be read ahead. It begins at 0, as a semaphore must not end below its beginning.
        private let wanted = DispatchSemaphore(value: 0)
        let isOver = DispatchSemaphore(value: 0)

        init(_ source: any FillingSource, pieces: Int) {
            self.source = source
            length = Self.room + pieces
            // Two stay in the processors' caches.
            for _ in 0..<2 { wanted.signal() }
        }

        func run() {
            defer {
                isOver.signal()
                // Whoever still waits for a piece waits no longer.
                filled.signal()
            }
            while true {
                wanted.wait()
                let (isCancelled, spare) = state.withLock { ($0.isCancelled, $0.spare.popLast()) }
                if isCancelled { return }
                var storage = spare ?? [UInt8](repeating: 0, count: length)
                let count = source.read(into: &storage, at: Self.room)
                let piece = Piece(
                    storage: storage, bytes: Self.room..<Self.room + count, bytesRead: source.bytesRead,
                    failure: source.failure)
                state.withLock { $0.pieces.append(piece) }
                filled.signal()
                if count == 0 { return }
            }
        }

        func next() -> Piece? {
            filled.wait()
            defer { wanted.signal() }
            return state.withLock { $0.pieces.isEmpty ? nil : $0.pieces.removeFirst() }
        }

        func giveBack(_ storage: [UInt8]) {
            if storage.count == length { state.withLock { $0.spare.append(storage) } }
        }

        func cancel() {
            state.withLock { $0.isCancelled = true }
            wanted.signal()
        }
    }
}
