import Evidence

/// Follows one interface through going down, disappearing and coming back.
struct Recovery {
    private enum State: Equatable {
        case up, noCarrier, down, missing
        /// For good.
        case failed
    }

    private var state = State.up
    private let hardwareType: Int32
    private var retryDue = Timestamp(nanoseconds: 0)
    private var retryWait: Int64 = Self.firstWait
    private static let firstWait: Int64 = 250_000_000
    private static let longestWait: Int64 = 8_000_000_000

    init(hardwareType: Int32) { self.hardwareType = hardwareType }

    var isUp: Bool { state == .up }

    /// Whether packets may be asked for. A device that is merely down answers with none.
    var isTaking: Bool { state != .missing && state != .failed }

    /// libpcap has failed to give a packet.
    mutating func fail(
        _ why: String, presence: LiveInterface.Presence, isBound: Bool, now: Timestamp
    ) -> InterfaceEvent.Kind? {
        if presence == .missing || !isBound { return becomeMissing(now) }
        guard presence == .down else {
            state = .failed
            return .failed(why)
        }
        defer { state = .down }
        return state == .down ? nil : .wentDown
    }

    /// Looks at the device, and after it had vanished tries to take packets from the one of its name.
    mutating func check(_ interface: LiveInterface, now: Timestamp) -> [InterfaceEvent.Kind] {
        switch state {
        case .failed: return []
        case .missing: return retry(interface, now: now)
        case .up, .noCarrier, .down: break
        }
        guard interface.isBound else { return becomeMissing(now).map { [$0] + retry(interface, now: now) } ?? [] }
        let old = state
        switch interface.presence {
        case .up: state = .up
        case .noCarrier: state = .noCarrier
        case .down: state = .down
        case .missing: return becomeMissing(now).map { [$0] } ?? []
        }
        guard state != old else { return [] }
        switch state {
        case .up: return [.cameBack]
        case .noCarrier: return [.lostCarrier]
        default: return [.wentDown]
        }
    }

    private mutating func becomeMissing(_ now: Timestamp) -> InterfaceEvent.Kind? {
        guard state != .missing else { return nil }
        state = .missing
        retryWait = Self.firstWait
        retryDue = now
        return .disappeared
    }

    private mutating func retry(_ interface: LiveInterface, now: Timestamp) -> [InterfaceEvent.Kind] {
        guard now >= retryDue else { return [] }
        retryDue = Timestamp(nanoseconds: now.nanoseconds &+ retryWait)
        retryWait = min(retryWait &* 2, Self.longestWait)
        guard interface.presence != .missing, interface.rebind(hardwareType: hardwareType) == nil else { return [] }
        state = .up
        return [.cameBack]
    }
}
