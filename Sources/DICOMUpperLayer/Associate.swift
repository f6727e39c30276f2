import DICOMDictionary

extension PDU {
    /// What an association-requestor asks for (PS3.8 §9.3.2, Table 9-11).
    public typealias AssociateRQ = Associate<ProposedPresentationContext>
    /// What an association-acceptor grants (PS3.8 §9.3.3, Table 9-17).
    public typealias AssociateAC = Associate<AnsweredPresentationContext>

    /// The fields A-ASSOCIATE-RQ and A-ASSOCIATE-AC have in common, which is all but the form of their presentation
    /// context items. Items stand in the order received, those that came more often than they may included.
    public struct Associate<PresentationContext: Hashable & Sendable>: Hashable, Sendable {
        /// Bit 0 is version 1; `nil` where the PDU ends before.
        public var protocolVersion: UInt16?
        /// The two AE title fields as received, 16 bytes each; fewer where the PDU ends before. In an A-ASSOCIATE-AC both
        /// are reserved and should repeat the request's (Table 9-17).
        public var calledAETitleBytes: [UInt8] = []
        public var callingAETitleBytes: [UInt8] = []
        public var applicationContexts: [UID] = []
        public var presentationContexts: [PresentationContext] = []
        public var userInformationItems: [UserInformation] = []
        public var unknownItems: [UnknownItem] = []
        /// Reserved fields that were not 0.
        public var reserved: [ReservedField] = []
        /// Every byte of it was captured and read. What an incomplete one lacks says nothing about its sender.
        public var isComplete = true

        public init() {}

        /// Without leading and trailing spaces, which mean nothing, nor the NULs some senders pad with.
        public var calledAETitle: String { PDUText.unpadded(calledAETitleBytes) }
        public var callingAETitle: String { PDUText.unpadded(callingAETitleBytes) }
        /// The first; there should be one.
        public var applicationContext: UID? { applicationContexts.first }
        /// The first; there should be one.
        public var userInformation: UserInformation? { userInformationItems.first }
    }
}
