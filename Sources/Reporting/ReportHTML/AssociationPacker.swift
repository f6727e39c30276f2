import Dispatch
import Foundation
import Synchronization
import Troubleshooting

/// Packs associations by a thread of its own, as that takes longer than reading them. Only one thread gives, and asks.
final class AssociationPacker: @unchecked Sendable {
    /// Touched by the packing thread, and by the other one when all it gave has been packed.
    private var establishments = EstablishmentMemo()
    private let packed = Mutex<[[UInt8]]>([])
    private let waiting = Mutex<[[AssociationDetail]]>([])
    private let given = DispatchSemaphore(value: 0)
    private let done = DispatchSemaphore(value: 0)
    /// Batches: given, of them known to be packed, and of these counted in `bytes`.
    private var counts = (given: 0, packed: 0, counted: 0)
    private var bytes = 0

    func pack(_ batch: [AssociationDetail]) {
        if counts.given == 0 {
            Thread.detachNewThread { [self] in run() }
        }
        waiting.withLock { $0.append(batch) }
        counts.given += 1
        given.signal()
    }

    /// Of all batches but the last one, which may be at work: the same however fast that is. Waits for those before it, so
    /// that memory is bounded.
    func bytesBeforeLast() -> Int {
        while counts.packed < counts.given - 1 { waitForNext() }
        while counts.counted < counts.given - 1 {
            bytes += packed.withLock { $0[counts.counted].count }
            counts.counted += 1
        }
        return bytes
    }

    /// All there is, `rest` included.
    func blocks(with rest: [AssociationDetail]) -> [[UInt8]] {
        while counts.packed < counts.given { waitForNext() }
        let blocks = packed.withLock { $0 }
        return rest.isEmpty ? blocks : blocks + [PackedBlock(rest, &establishments).bytes]
    }

    func stop() { given.signal() }

    private func waitForNext() {
        done.wait()
        counts.packed += 1
    }

    private func run() {
        while true {
            given.wait()
            guard let batch = waiting.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { return }
            let block = PackedBlock(batch, &establishments).bytes
            packed.withLock { $0.append(block) }
            done.signal()
        }
    }
}
