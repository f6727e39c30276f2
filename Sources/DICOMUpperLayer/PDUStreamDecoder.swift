import ByteReading
import Evidence

/// Finds the PDUs in one direction of a connection (PS3.8 §9.3). Bytes come in stream order and any portions, with gaps
/// told by `lost`; what is found goes to the consumer, and does not depend on how the bytes were portioned.
///
/// A P-DATA-TF is streamed and costs no memory whatever its length. Other PDUs are gathered, up to `Limits.keptBytes`.
public struct PDUStreamDecoder: Sendable {
    public struct Limits: Hashable, Sendable {
        /// Bytes kept of a PDU other than P-DATA-TF. A longer one is decoded from these and the rest is passed over.
        public var keptBytes = 1 << 20
        /// Anomalies reported of each code. How many more there were is reported by `finish`.
        public var anomaliesPerCode = 16

        public init() {}
    }

    /// Who sends these bytes, for anomalies. May be set later, when the handshake tells.
    public var side: AssociationSide?
    public let limits: Limits
    let memo: AssociateMemo?
    @usableFromInline var state: State
    var gate = AnomalyGate()

    /// `startsInMiddle`: the first byte need not be a PDU's first, because the capture began on a connection already open.
    /// `memo` may be shared by decoders of a capture.
    public init(
        side: AssociationSide?, limits: Limits = .init(), startsInMiddle: Bool = false, memo: AssociateMemo? = nil
    ) {
        self.side = side
        self.memo = memo
        self.limits = limits
        state = startsInMiddle ? .searching(Searching(cause: .start)) : .header(Header())
    }

    /// Takes the next bytes. `origin` is that of the first.
    @inlinable
    public mutating func push(
        _ bytes: Span<UInt8>, origin: ByteOrigin, consumer: inout some PDUConsumer & ~Copyable
    ) {
        if case .fragment(var fragment) = state, bytes.count < fragment.remaining, bytes.count > 0 {
            fragment.remaining &-= bytes.count
            fragment.transfer.evidence.extend(frame: origin.frame, time: origin.time)
            state = .fragment(fragment)
            consumer.fragment(bytes, of: fragment.value, origin: origin)
        } else {
            advance(bytes, origin, &consumer)
        }
    }

    /// `length` bytes are missing from the capture. `origin` is the frame with which that was certain and the offset of
    /// the first of them.
    public mutating func lost(_ length: UInt64, origin: ByteOrigin, consumer: inout some PDUConsumer & ~Copyable) {
        guard length > 0 else { return }
        settleSearch(&consumer)
        switch state {
        case .header(let header): lost(length, origin, header, &consumer)
        case .gathering(let gathering): lost(length, origin, gathering, &consumer)
        case .valueHeader(let valueHeader): lost(length, origin, valueHeader, &consumer)
        case .fragment(let fragment): lost(length, origin, fragment, &consumer)
        case .skipping(let skipping): lost(length, origin, skipping, &consumer)
        case .searching(var searching):
            searching.skip(length, origin)
            flush(&searching, &consumer)
            state = .searching(Searching(cause: .gap))
        }
    }

    /// No more bytes will come. What was begun is handed over as far as it came.
    public mutating func finish(origin: ByteOrigin, consumer: inout some PDUConsumer & ~Copyable) {
        settleSearch(&consumer)
        switch state {
        case .header(let header): finish(header, origin, &consumer)
        case .gathering(let gathering): finish(gathering, origin, &consumer)
        case .valueHeader(let head):
            finish(head.transfer, missing: head.transfer.remaining &- UInt32(truncatingIfNeeded: head.count), &consumer)
        case .fragment(let fragment):
            consumer.ended(fragment.value, isComplete: false, origin: origin)
            let missing = fragment.transfer.remaining &+ UInt32(truncatingIfNeeded: fragment.remaining)
            finish(fragment.transfer, missing: missing, &consumer)
        case .skipping(let skipping):
            consumer.lost(skipping.skipped, origin: skipping.origin)
            finish(skipping.transfer, missing: skipping.transfer.remaining, &consumer)
        case .searching(var searching): flush(&searching, &consumer)
        }
        state = .header(Header())
        if let summary = gate.summary(side: side, evidence: EvidenceRange(origin)) { consumer.found(summary) }
        gate = AnomalyGate()
    }
}

extension PDUStreamDecoder {
    /// What the next byte is. One struct a state holds what is needed there and no more.
    @usableFromInline
    enum State: Sendable {
        /// A PDU's first six bytes.
        case header(Header)
        /// The rest of a PDU other than P-DATA-TF.
        case gathering(Gathering)
        /// In a P-DATA-TF: the head of a PDV.
        case valueHeader(ValueHeader)
        /// In a PDV: its fragment.
        case fragment(Fragment)
        /// In a P-DATA-TF whose PDVs' places are not known any more.
        case skipping(Skipping)
        /// Outside any known PDU.
        case searching(Searching)
    }

    @usableFromInline
    struct Header: Sendable {
        /// The bytes so far, the first highest.
        var collected: UInt64 = 0
        var count = 0
        /// Of the bytes so far; `nil` before the first.
        var evidence: EvidenceRange?
    }

    @usableFromInline
    struct Gathering: Sendable {
        var header: PDUHeader
        var evidence: EvidenceRange
        /// From the PDU's first byte.
        var kept: [UInt8]
        /// Bytes of the PDU still to come.
        var remaining: UInt32
        /// Where bytes are missing or were too many, those behind them cannot be placed.
        var keepsMore = true
        var isCutByGap = false
    }

    /// A P-DATA-TF in progress.
    @usableFromInline
    struct Transfer: Sendable {
        @usableFromInline var header: PDUHeader
        @usableFromInline var evidence: EvidenceRange
        /// Bytes of it that no PDV claimed so far.
        @usableFromInline var remaining: UInt32
        @usableFromInline var isComplete = true
        @usableFromInline var hasValues = false
    }

    @usableFromInline
    struct ValueHeader: Sendable {
        var transfer: Transfer
        var collected: UInt64 = 0
        var count = 0
        /// Of the first byte; of the PDU's header before that.
        var origin: ByteOrigin
    }

    @usableFromInline
    struct Fragment: Sendable {
        @usableFromInline var transfer: Transfer
        @usableFromInline var value: PresentationDataValue
        /// Bytes of the fragment still to come inside its PDU.
        @usableFromInline var remaining: Int
        /// All its bytes are there so far, and will be inside its PDU.
        @usableFromInline var isComplete: Bool
    }

    @usableFromInline
    struct Skipping: Sendable {
        var transfer: Transfer
        var skipped: UInt64
        /// Of the first byte skipped.
        var origin: ByteOrigin
    }
}
