extension StreamReassembler {
    /// What keeps memory bounded whatever the capture holds. With the defaults: 64 MiB of bytes that wait behind holes
    /// and about 2 KiB for each of 65,536 connections.
    public struct Limits: Sendable {
        /// Bytes kept behind holes in one direction of one connection.
        public var pendingBytes = 4 << 20
        /// Segments kept behind holes in one direction of one connection.
        public var pendingSegments = 8192
        /// Bytes kept behind holes in all connections.
        public var totalPendingBytes = 64 << 20
        /// Connections known at once. Beyond them the one longest silent is ended as `evicted`: one whose handshake is
        /// not done before any other.
        public var connections = 65_536
        /// Ended connections remembered, so that late segments count for them and begin no new connection.
        public var endedConnections = 4096
        /// Silence after which a connection is ended as `idle`; `nil` for never, as Wireshark does.
        public var idle: Duration?
        /// How many retransmitted segments of each direction are told as events; the others are counted only.
        public var retransmissionEvents: UInt64 = 64

        public init() {}
    }
}
