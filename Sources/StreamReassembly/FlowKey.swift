import NetworkLayers

/// Sender and receiver of a segment in a form that compares and hashes fast.
struct FlowKey {
    struct End: Equatable {
        let high: UInt64
        let low: UInt64
        let portAndFamily: UInt64

        init(_ endpoint: Endpoint) {
            switch endpoint.address {
            case .v4(let address):
                high = 0
                low = UInt64(address)
                portAndFamily = UInt64(endpoint.port) | 4 << 16
            case .v6(let high, let low):
                self.high = high
                self.low = low
                portAndFamily = UInt64(endpoint.port) | 6 << 16
            }
        }

        private init() {
            high = 0
            low = 0
            portAndFamily = 0
        }

        /// Of no family, so no endpoint.
        static let none = End()

        /// The seed is not known to who chooses addresses and ports, so collisions cannot be made on purpose.
        func hash(seed: UInt64) -> UInt64 {
            Self.fold(Self.fold(high ^ seed, 0x9E37_79B9_7F4A_7C15 ^ low), portAndFamily ^ (seed &>> 32 | seed &<< 32))
        }

        private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
            let product = (a ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: b ^ 0xE703_7ED1_A0B4_28DB)
            return product.high ^ product.low
        }
    }

    let source: End
    let destination: End

    init(source: Endpoint, destination: Endpoint) {
        self.source = End(source)
        self.destination = End(destination)
    }

    private init() {
        source = .none
        destination = .none
    }

    /// Matches no segment.
    static let none = FlowKey()

    /// The same for both directions.
    func hash(seed: UInt64) -> UInt64 {
        source.hash(seed: seed) &+ destination.hash(seed: seed)
    }

    func isSame(as other: FlowKey) -> Bool { source == other.source && destination == other.destination }
    func isReverse(of other: FlowKey) -> Bool { source == other.destination && destination == other.source }
}
