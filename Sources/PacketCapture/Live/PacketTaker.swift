import Evidence
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The thread that only takes packets: from the kernel's rings into the queue's blocks. When the queue is full they stay
/// in the kernel's ring, and what that has no room for the kernel drops and counts, so that every loss is counted in
/// one place.
///
/// Of several interfaces the earliest packet goes first. A ring block reaches this thread up to `blockTimeout` late, so
/// a packet is held in its ring until every other interface has shown a later one or had time to.
final class PacketTaker: @unchecked Sendable {
    private let interfaces: [LiveInterface]
    private let queue: PacketQueue
    private let blockTimeout: Int64
    private var recoveries: [Recovery]
    private var block: PacketBlock?
    private var isQueueFull = false
    private var timesQueueWasFull: UInt64 = 0
    private var housekeepingDue = Timestamp(nanoseconds: 0)

    private let stopTime = Atomic<Int64>(.max)
    private let stopWakeup: Wakeup
    private let published: Mutex<Published>

    /// What the analysing thread reads while this one runs.
    struct Published {
        var statistics: [InterfaceStatistics]
        var events: [InterfaceEvent] = []
        var isOver = false
        /// How often packets had to stay in the kernel's rings because the queue had no room.
        var timesQueueWasFull: UInt64 = 0
        /// Events of a kind are forgotten, oldest first, when nobody asks for them.
        static let eventLimit = 256
    }

    init(_ interfaces: [LiveInterface], queue: PacketQueue, blockTimeout: Int) throws(LiveCaptureError) {
        self.interfaces = interfaces
        self.queue = queue
        self.blockTimeout = Int64(blockTimeout) &* 1_000_000
        recoveries = interfaces.map { Recovery(hardwareType: $0.hardwareType) }
        stopWakeup = try Wakeup()
        published = Mutex(Published(statistics: interfaces.map(\.statistics)))
    }

    /// Everything captured until now is still taken, nothing later. May be called by any thread.
    func stop() {
        stopTime.store(Timestamp.now.nanoseconds, ordering: .relaxed)
        stopWakeup.signal()
    }

    func withPublished<Result>(_ body: (inout Published) -> Result) -> Result {
        published.withLock { state in body(&state) }
    }

    /// The thread's whole life.
    func run() {
        while true {
            let now = Timestamp.now
            if now >= housekeepingDue { keepHouse(now) }
            let stop = stopTime.load(ordering: .relaxed)
            if stop != .max, takeTheLast(until: stop, now: now) { break }
            if let wait = takeRound(stop: stop) { pause(nanoseconds: wait, now: now) }
        }
        handOver()
        for index in interfaces.indices { _ = interfaces[index].count() }
        publish { $0.isOver = true }
        queue.filled.signal()
    }

    /// How many packets are taken between looks at the clock.
    private static let round = 4096

    /// Takes what is there, up to a round. Answers how long there is nothing to do; `nil` for not at all.
    private func takeRound(stop: Int64) -> Int64? {
        for _ in 0..<Self.round {
            var earliest: (index: Int, head: LiveInterface.Head)?
            var isWaitingForOthers = false
            for index in interfaces.indices where recoveries[index].isTaking {
                guard let head = head(of: index) else {
                    isWaitingForOthers = true
                    continue
                }
                if earliest.map({ head.time < $0.head.time }) ?? true { earliest = (index, head) }
            }
            guard let (index, head) = earliest else {
                shareEarly()
                return Self.second
            }
            if isWaitingForOthers {
                let left = head.time.nanoseconds &+ holdBack &- Timestamp.now.nanoseconds
                // More than the whole hold-back means that the clock was set back.
                if left > 0, left <= holdBack {
                    shareEarly()
                    return left
                }
            }
            guard head.time.nanoseconds <= stop else {
                interfaces[index].dropHead()
                continue
            }
            guard let block = room(for: head.capturedLength) else {
                isQueueFull = true
                timesQueueWasFull &+= 1
                return Self.second
            }
            interfaces[index].moveHead(to: block, interface: index)
        }
        return nil
    }

    private static let second: Int64 = 1_000_000_000

    private var holdBack: Int64 { blockTimeout &+ 20_000_000 }

    private func head(of index: Int) -> LiveInterface.Head? {
        let interface = interfaces[index]
        if let head = interface.head { return head }
        switch interface.fetch() {
        case .packet: return interface.head
        case .nothing: return nil
        case .failed(let why):
            let now = Timestamp.now
            if let kind = recoveries[index].fail(
                why, presence: interface.presence, isBound: interface.isBound, now: now)
            {
                tell(index, kind, now)
            }
            return nil
        }
    }

    private func room(for length: Int) -> PacketBlock? {
        if let block {
            if block.hasRoom(for: length) { return block }
            handOver()
        }
        block = queue.spare()
        return block
    }

    /// A block not yet full goes to an analysis that has nothing else to do.
    private func shareEarly() {
        if let block, !block.records.isEmpty, queue.isEmpty { handOver() }
    }

    private func handOver() {
        if let block { block.records.isEmpty ? queue.giveBack(block) : queue.put(block) }
        block = nil
    }

    /// Waits for packets, room or the order to stop.
    private func pause(nanoseconds: Int64, now: Timestamp) {
        var waited: [pollfd] = [
            pollfd(fd: stopWakeup.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: queue.emptied.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        if !isQueueFull {
            for index in interfaces.indices where recoveries[index].isTaking && interfaces[index].head == nil {
                waited.append(pollfd(fd: interfaces[index].descriptor, events: Int16(POLLIN), revents: 0))
            }
        }
        isQueueFull = false
        let untilHousekeeping = max(0, housekeepingDue.nanoseconds &- now.nanoseconds)
        let milliseconds = min(nanoseconds, untilHousekeeping) / 1_000_000 &+ 1
        // Unsafe: `poll` changes the array's elements and no more.
        let result = unsafe poll(&waited, nfds_t(waited.count), Int32(clamping: milliseconds))
        if result > 0 {
            if waited[0].revents != 0 { stopWakeup.clear() }
            if waited[1].revents != 0 { queue.emptied.clear() }
        }
    }

    /// After the order to stop: whether every ring has shown all that it held by then.
    private func takeTheLast(until stop: Int64, now: Timestamp) -> Bool {
        now.nanoseconds &- stop > holdBack
            && interfaces.indices.allSatisfy { index in
                guard recoveries[index].isTaking, let head = head(of: index) else { return true }
                return head.time.nanoseconds > stop
            }
    }

    /// Once a second: the kernel's counters, the state of each device.
    private func keepHouse(_ now: Timestamp) {
        housekeepingDue = Timestamp(nanoseconds: now.nanoseconds &+ Self.second)
        for index in interfaces.indices {
            let interface = interfaces[index]
            let dropped = interface.count()
            if dropped > 0 { tell(index, .dropped(dropped), now) }
            let kinds = recoveries[index].check(interface, now: now)
            interface.statistics.isUp = recoveries[index].isUp
            for kind in kinds { tell(index, kind, now) }
        }
        publish { _ in }
        shareEarly()
    }

    private func tell(_ index: Int, _ kind: InterfaceEvent.Kind, _ now: Timestamp) {
        let event = InterfaceEvent(interface: index, name: interfaces[index].name, time: now, kind: kind)
        publish { state in
            if state.events.count >= Published.eventLimit { state.events.removeFirst() }
            state.events.append(event)
        }
        queue.filled.signal()
    }

    private func publish(_ change: (inout Published) -> Void) {
        let statistics = interfaces.map(\.statistics)
        published.withLock { state in
            state.statistics = statistics
            state.timesQueueWasFull = timesQueueWasFull
            change(&state)
        }
    }
}
