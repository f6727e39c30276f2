import DICOMDictionary

/// The user information item: what the two ends' implementations tell each other (PS3.8 §9.3.2.3, Annex D; PS3.7
/// Annex D.3.3). Sub-items stand in the order received; the properties give the first of a kind there should be one of.
public struct UserInformation: Hashable, Sendable {
    public struct SubItem: Hashable, Sendable {
        public var type: UInt8
        /// Of the sub-item's first byte, from the PDU's first.
        public var offset: Int
        public var content: Content

        public init(type: UInt8, offset: Int = 0, content: Content) {
            self.type = type
            self.offset = offset
            self.content = content
        }
    }

    public enum Content: Hashable, Sendable {
        /// 51H (PS3.8 §D.1). Bytes behind the PDU header of a P-DATA-TF its sender can receive; 0 is no limit.
        case maximumLength(UInt32)
        /// 52H (PS3.7 §D.3.3.2).
        case implementationClassUID(UID)
        /// 53H (PS3.7 §D.3.3.3).
        case asynchronousOperationsWindow(AsynchronousOperationsWindow)
        /// 54H (PS3.7 §D.3.3.4).
        case roleSelection(RoleSelection)
        /// 55H (PS3.7 §D.3.3.2), without padding.
        case implementationVersionName(String)
        /// 56H (PS3.7 §D.3.3.5).
        case extendedNegotiation(ExtendedNegotiation)
        /// 57H (PS3.7 §D.3.3.6).
        case commonExtendedNegotiation(CommonExtendedNegotiation)
        /// 58H (PS3.7 §D.3.3.7.1).
        case userIdentityRequest(UserIdentityRequest)
        /// 59H (PS3.7 §D.3.3.7.2).
        case userIdentityResponse(UserIdentityResponse)
        /// A type the standard does not define, which a receiver shall ignore (PS3.8 §D.2), or a sub-item too short
        /// for its fields.
        case undecoded([UInt8])
    }

    public var subItems: [SubItem]
    /// Of the item's first byte, from the PDU's first.
    public var offset: Int

    public init(subItems: [SubItem] = [], offset: Int = 0) {
        self.subItems = subItems
        self.offset = offset
    }

    public var maximumLength: UInt32? {
        first { if case .maximumLength(let value) = $0 { value } else { nil } }
    }
    public var implementationClassUID: UID? {
        first { if case .implementationClassUID(let value) = $0 { value } else { nil } }
    }
    public var implementationVersionName: String? {
        first { if case .implementationVersionName(let value) = $0 { value } else { nil } }
    }
    public var asynchronousOperationsWindow: AsynchronousOperationsWindow? {
        first { if case .asynchronousOperationsWindow(let value) = $0 { value } else { nil } }
    }
    public var roleSelections: [RoleSelection] {
        all { if case .roleSelection(let value) = $0 { value } else { nil } }
    }
    public var extendedNegotiations: [ExtendedNegotiation] {
        all { if case .extendedNegotiation(let value) = $0 { value } else { nil } }
    }
    public var commonExtendedNegotiations: [CommonExtendedNegotiation] {
        all { if case .commonExtendedNegotiation(let value) = $0 { value } else { nil } }
    }
    public var userIdentityRequest: UserIdentityRequest? {
        first { if case .userIdentityRequest(let value) = $0 { value } else { nil } }
    }
    public var userIdentityResponse: UserIdentityResponse? {
        first { if case .userIdentityResponse(let value) = $0 { value } else { nil } }
    }

    private func first<Value>(_ select: (Content) -> Value?) -> Value? {
        for item in subItems { if let value = select(item.content) { return value } }
        return nil
    }

    private func all<Value>(_ select: (Content) -> Value?) -> [Value] { subItems.compactMap { select($0.content) } }
}
