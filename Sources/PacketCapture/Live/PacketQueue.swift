import Synchronization

/// Blocks of packets between the thread that takes them and the one that analyses them: a fixed number, used again and
/// again. Those last used are used next, and the memory of those that only a burst needed goes back to the system, so that
/// little traffic takes little memory.
final class PacketQueue: Sendable {
    private struct State {
        var waiting: [PacketBlock] = []
        var spare: [PacketBlock] = []
        var made = 0
    }

    private let state = Mutex(State())
    private let limit: Int
    /// Empty blocks that keep their memory.
    private static let mostReady = 4
    /// Signalled when something waits.
    let filled: Wakeup
    /// Signalled when there is room again.
    let emptied: Wakeup

    init(bytes: Int) throws(LiveCaptureError) {
        limit = max(3, bytes / PacketBlock.byteCapacity)
        filled = try Wakeup()
        emptied = try Wakeup()
    }

    /// An empty block; `nil` when all are full.
    func spare() -> PacketBlock? {
        state.withLock { state in
            if let block = state.spare.popLast() { return block }
            guard state.made < limit else { return nil }
            state.made += 1
            return PacketBlock()
        }
    }

    /// The consumer has nothing to do.
    var isEmpty: Bool { state.withLock { $0.waiting.isEmpty } }

    func put(_ block: PacketBlock) {
        state.withLock { $0.waiting.append(block) }
        filled.signal()
    }

    func take() -> PacketBlock? {
        state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
    }

    func giveBack(_ block: PacketBlock) {
        block.clear()
        let wasShort = state.withLock { state in
            if state.spare.count < Self.mostReady {
                state.spare.append(block)
            } else {
                block.releaseMemory()
                state.spare.insert(block, at: 0)
            }
            return state.spare.count == 1 && state.made == limit
        }
        if wasShort { emptied.signal() }
    }
}
