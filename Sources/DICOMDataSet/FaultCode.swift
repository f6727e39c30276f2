import DICOMDictionary

/// What can be wrong with a data set's encoding; the raw values are `DataSetFault`'s stable codes.
enum FaultCode: String, CaseIterable {
    case transferSyntaxMismatch = "data-set/transfer-syntax-mismatch"
    case unknownVR = "data-set/unknown-vr"
    case absentVR = "data-set/absent-vr"
    case implicitInExplicit = "data-set/implicit-in-explicit"
    case explicitInImplicit = "data-set/explicit-in-implicit"
    case reservedNotZero = "data-set/reserved-not-zero"
    case notAnElement = "data-set/not-an-element"
    case groupNotAllowed = "data-set/group-not-allowed"
    case order = "data-set/order"
    case duplicate = "data-set/duplicate"
    case oddLength = "data-set/odd-length"
    case undefinedLength = "data-set/undefined-length"
    case beyondEnclosing = "data-set/beyond-enclosing"
    case notAnItem = "data-set/not-an-item"
    case misplacedDelimiter = "data-set/misplaced-delimiter"
    case missingDelimiter = "data-set/missing-delimiter"
    case delimiterLength = "data-set/delimiter-length"
    case nestingTooDeep = "data-set/nesting-too-deep"
    case encapsulatedInNative = "data-set/encapsulated-in-native"
    case nativeInEncapsulated = "data-set/native-in-encapsulated"
    case offsetTableLength = "data-set/offset-table-length"
    case gap = "data-set/gap"
    case truncated = "data-set/truncated"
    case trailingBytes = "data-set/trailing-bytes"
    case zlibWrapper = "data-set/zlib-wrapper"
    case inflateFailed = "data-set/inflate-failed"
    case inflateLimit = "data-set/inflate-limit"

    var message: String {
        switch self {
        case .transferSyntaxMismatch: "The data set is not encoded in its transfer syntax"
        case .unknownVR: "The value representation is none of PS3.5 Table 6.2-1"
        case .absentVR: "The value representation is blank"
        case .implicitInExplicit: "An element is written without its value representation in an explicit VR data set"
        case .explicitInImplicit: "An element is written with a value representation in an implicit VR data set"
        case .reservedNotZero: "The reserved bytes after the value representation are not zero"
        case .notAnElement: "These bytes are no data element"
        case .groupNotAllowed: "Elements of this group do not belong in a data set"
        case .order: "The element comes after one with a higher tag"
        case .duplicate: "The element occurs twice"
        case .oddLength: "The value has an odd length"
        case .undefinedLength: "This value representation cannot have undefined length"
        case .beyondEnclosing: "The length goes beyond the end of the enclosing item or sequence"
        case .notAnItem: "A sequence holds something that is no item"
        case .misplacedDelimiter: "An item or delimiter stands where none can"
        case .missingDelimiter: "An item or sequence of undefined length ends without its delimiter"
        case .delimiterLength: "The length of a delimiter is not zero"
        case .nestingTooDeep: "Sequences are nested deeper than the analysis follows"
        case .encapsulatedInNative: "Pixel data is encapsulated although the transfer syntax is not"
        case .nativeInEncapsulated: "Pixel data is not encapsulated although the transfer syntax is"
        case .offsetTableLength: "The length of the Basic Offset Table is no multiple of 4"
        case .gap: "Bytes that tell where elements begin were not captured; the rest cannot be read"
        case .truncated: "The data set ends in the middle of an element, item or sequence"
        case .trailingBytes: "Bytes that are no element follow the last one"
        case .zlibWrapper: "The deflated data set has a zlib or gzip header; it shall have none (PS3.5 §A.5)"
        case .inflateFailed: "The deflated data set cannot be inflated"
        case .inflateLimit: "The deflated data set inflates beyond all proportion; the rest is not read"
        }
    }
}

/// Tells the visitor of the first faults and counts them all.
struct FaultLog {
    private(set) var count = 0
    private var ofKind: [Int]
    private let limit: Int
    private let limitOfKind: Int

    init(limit: Int) {
        self.limit = limit
        limitOfKind = max(1, limit / 8)
        ofKind = []
    }

    mutating func note<Visitor: DataSetVisitor & ~Copyable>(
        _ code: FaultCode, tag: Tag? = nil, offset: UInt64, detail: String? = nil, visitor: inout Visitor
    ) {
        count += 1
        guard let kind = FaultCode.allCases.firstIndex(of: code) else { return }
        if ofKind.isEmpty { ofKind = Array(repeating: 0, count: FaultCode.allCases.count) }
        ofKind[kind] += 1
        guard count <= limit, ofKind[kind] <= limitOfKind else { return }
        let message = detail.map { "\(code.message): \($0)." } ?? "\(code.message)."
        visitor.fault(DataSetFault(code.rawValue, tag: tag, offset: offset, message: message))
    }
}
