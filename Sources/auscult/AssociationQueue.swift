import AssociationTimeline
import Dispatch
import Foundation

/// Hands associations on in their order, while reading goes on: what is made of them takes about as long as reading them.
/// What it is given and what it gives to are touched by one thread at a time.
final class AssociationQueue: AssociationReceiver, @unchecked Sendable {
    private let receiver: any AssociationReceiver
    private let queue = DispatchQueue(label: "associations")
    /// There is one processor only: nothing waits.
    private let isAlone = ProcessInfo.processInfo.activeProcessorCount < 2
    private var batch: [Association] = []
    private var operations = 0
    /// Batches that may wait, so that memory stays flat.
    private let room = DispatchSemaphore(value: 8)

    /// Handing over costs more than a few short associations take.
    private static let mostOfBatch = 32
    /// With more operations than this nothing waits.
    private static let mostOperations = 1_024

    init(_ receiver: any AssociationReceiver) { self.receiver = receiver }

    func ended(_ association: Association) {
        if isAlone { return receiver.ended(association) }
        batch.append(association)
        operations += association.operations.count
        if operations > Self.mostOperations { settle() } else if batch.count == Self.mostOfBatch { handOver() }
    }

    /// Waits until all has been handed on. Until it is called again the receiver may be looked at. What is left is handed
    /// on by the caller's thread: another may have to wait for a processor.
    func settle() {
        let batch = takeBatch()
        queue.sync {
            for association in batch { receiver.ended(association) }
        }
    }

    private func takeBatch() -> [Association] {
        defer {
            batch = []
            operations = 0
        }
        return batch
    }

    private func handOver() {
        let batch = takeBatch()
        room.wait()
        queue.async { [self] in
            for association in batch { receiver.ended(association) }
            room.signal()
        }
    }
}
