import Testing

/// Legal behaviour that rules might take for a violation.
struct Trap: Sendable, CustomTestStringConvertible {
    struct Violation: Sendable {
        var capture: String
        var rule: String
    }

    var what: String
    var legal: [String]
    /// Rules, or `section/*`, that would be wrong to find anything.
    var silent: [String]
    /// Errors that the legal captures have for other reasons.
    var trueErrors: Set<String> = []
    var violations: [Violation] = []

    var testDescription: String { what }

    static func matches(_ pattern: String, _ id: String) -> Bool {
        pattern.hasSuffix("*") ? id.hasPrefix(pattern.dropLast()) : id == pattern
    }

    private static func trap(
        _ what: String, legal: [String], silent: [String], trueErrors: Set<String> = [],
        violations: KeyValuePairs<String, String> = [:]
    ) -> Trap {
        Trap(
            what: what, legal: legal, silent: silent, trueErrors: trueErrors,
            violations: violations.map { Violation(capture: $0.key, rule: $0.value) })
    }

    static let all: [Trap] = messages + negotiation + dataSets + captures

    private static let messages: [Trap] = [
        trap(
            "commands of meta SOP classes and of UPS name another class than the context (PS3.4 §H.2, §CC.3)",
            legal: ["print-film", "legal-ups-push-on-pull"],
            silent: ["command/sop-class-not-of-context", "command/status-of-other-service", "ups/wrong-class"],
            violations: [
                "rule-store-objects": "command/sop-class-not-of-context", "rule-ups": "ups/wrong-class",
            ]),
        trap(
            "a failed response before the request has ended (PS3.7 §9.1.1.2)",
            legal: ["store-refused-early"],
            silent: [
                "command/success-before-request", "p-data/*", "operation/response-without-request",
                "operation/too-many-outstanding", "state-machine/*",
            ],
            trueErrors: ["storage/out-of-resources"],
            violations: ["rule-success-before-data-set": "command/success-before-request"]),
        trap(
            "P-DATA from the release acceptor before its A-RELEASE-RP; release by the acceptor (PS3.8 §7.2.2)",
            legal: ["legal-data-before-release-response", "rule-release-by-acceptor"],
            silent: [
                "release/data-after-request", "release/data-after-response", "release/response-unasked",
                "release/unanswered", "state-machine/*", "operation/*",
            ],
            violations: ["data-after-release": "release/data-after-request"]),
        trap(
            "command and data set of one message in one P-DATA-TF, several PDVs in one (PS3.8 §E.1)",
            legal: ["several-pdvs-in-a-pdu", "several-pdus-in-a-segment", "command-in-two-fragments"],
            silent: ["p-data/*", "pdu/*", "state-machine/*", "operation/*"],
            violations: [
                "rule-data-before-command-end": "p-data/data-before-command-end",
                "odd-fragments": "p-data/odd-fragment",
            ]),
        trap(
            "Message ID 0 and one used again once answered, any Command Data Set Type but 0101H (PS3.7 §E.1)",
            legal: ["legal-command-values", "duplicate-message-id"],
            silent: ["operation/*", "command/*", "p-data/*"],
            violations: [
                "rule-message-id-in-use": "operation/message-id-in-use",
                "rule-data-set-missing": "p-data/data-set-missing",
            ]),
    ]

    private static let negotiation: [Trap] = [
        trap(
            "the maximum length is what its declarer receives, and the six bytes before it do not count (PS3.8 §D.1)",
            legal: ["legal-maximum-lengths-differ", "store-unlimited-pdu", "store-small-pdus"],
            silent: ["p-data/longer-than-maximum", "pdu/length"],
            violations: ["maximum-length-exceeded": "p-data/longer-than-maximum"]),
        trap(
            "unknown sub-items of user information; an answer without the role selection asked for (PS3.7 §D.3.3.4)",
            legal: ["legal-unknown-sub-items"],
            silent: [
                "pdu/unknown-item", "pdu/item-length", "operation/role-not-negotiated",
                "association-accept/role-not-asked", "association-request/role-*",
            ],
            violations: [
                "rule-role-not-negotiated": "operation/role-not-negotiated",
                "unknown-items": "pdu/unknown-item",
            ]),
        trap(
            "products of one toolkit have one implementation class UID",
            legal: ["store-orthanc", "find-orthanc", "get-orthanc", "move-orthanc"],
            silent: ["association-request/implementation-class-uid-count", "abort/*", "association/*"],
            violations: ["rule-user-information": "association-request/implementation-class-uid-count"]),
    ]

    private static let dataSets: [Trap] = [
        trap(
            "wildcards, ranges, lists of UIDs and empty keys in identifiers (PS3.4 §C.2.2.2)",
            legal: ["legal-query-keys", "find-cancelled", "worklist", "character-set-in-identifiers"],
            silent: [
                "data-set/*", "element/*", "query-retrieve/several-values-in-key",
                "query-retrieve/unique-key-*", "query-retrieve/retrieve-key-*",
                "query-retrieve/unconstrained", "worklist/type-1-attribute-empty", "worklist/step-sequence-*",
            ],
            // wlmscpfs leaves the character set out.
            trueErrors: ["character-set/undeclared"],
            violations: [
                "rule-key-of-several-values": "element/date-malformed",
                "rule-query": "query-retrieve/unique-key-above-missing",
            ]),
        trap(
            "data sets of N-CREATE, N-SET and N-GET are no instances of an IOD (PS3.4 §F.7, §H.4)",
            legal: ["mpps", "print-film", "n-get"],
            silent: ["storage/*", "pixel-data/*", "data-set/*", "element/*", "character-set/*"],
            trueErrors: ["mpps/set-after-final", "mpps/refused", "n-service/no-such-instance"],
            violations: ["rule-store-objects": "storage/mandatory-uid-missing"]),
        trap(
            "objects of retired and private SOP classes, and structured reports, have modules nobody can tell",
            legal: ["legal-retired-and-private-classes", "data-set-nested-sequences"],
            silent: [
                "pixel-data/*", "data-set/*", "element/*", "storage/mandatory-uid-missing",
                "storage/class-not-registered",
                "association-request/not-a-sop-class", "association-request/unknown-sop-class",
            ],
            violations: ["rule-pixel-data": "pixel-data/absent"]),
        trap(
            "attributes beyond the IOD, of a standard extended SOP class (PS3.2 §3.11)",
            legal: ["legal-attributes-beyond-the-iod", "data-set-private-creators", "data-set-long-text"],
            silent: ["data-set/*", "storage/*", "pixel-data/*"],
            violations: ["rule-store-objects": "data-set/duplicate"]),
        trap(
            "private sequences and UN in implicit VR, UN of undefined length (PS3.5 §6.2.2)",
            legal: ["data-set-un-undefined-length", "data-set-private-creators", "data-set-group-lengths"],
            silent: ["data-set/*"],
            // The creator is outside the items only.
            trueErrors: ["element/private-without-creator"],
            violations: ["data-set-unknown-value-representation": "data-set/unknown-vr"]),
        trap(
            "deflated data sets are read inflated; JPIP has no pixel data (PS3.5 §A.5, §A.6)",
            legal: ["store-deflated", "legal-pixel-data-elsewhere"],
            silent: ["data-set/*", "element/*", "pixel-data/*", "storage/*"],
            violations: [
                "rule-pixel-data": "pixel-data/absent", "rule-data-set-faults": "data-set/zlib-wrapper",
            ]),
        trap(
            "UN for a value that is too long for its value representation (PS3.5 §6.2.2)",
            legal: ["legal-un-for-long-values"],
            silent: ["data-set/*", "element/*", "storage/*"],
            violations: ["data-set-unknown-value-representation": "data-set/unknown-vr"]),
    ]

    private static let captures: [Trap] = [
        trap(
            "values that look wrong and are not: cut times, exponents, padded bits, code extensions (PS3.5 §6.2, §8.2)",
            legal: [
                "legal-element-values", "character-set-japanese-katakana", "character-set-korean",
                "character-set-gb18030", "data-set-64-bit-value-representations",
            ],
            silent: ["element/*", "character-set/*", "pixel-data/*", "data-set/*"],
            violations: [
                "rule-elements": "element/decimal-malformed", "rule-pixel-data": "pixel-data/too-short",
            ]),
        trap(
            "SOP classes proposed in vain by a requestor that uses others (PS3.8 §9.3.3.2)",
            legal: ["department"],
            silent: ["context/abstract-syntax-rejected"],
            trueErrors: [
                "association/rejected-called-ae-title", "p-data/message-incomplete", "transport/refused",
                "storage/out-of-resources", "query-retrieve/destination-refuses-objects",
                "query-retrieve/counters-go-back", "query-retrieve/unable-to-process",
            ],
            violations: ["contexts-abstract-syntax-not-supported": "context/abstract-syntax-rejected"]),
        trap(
            "a capture without the handshake, or of one side only, accuses nobody",
            legal: [
                "mid-association", "mid-association-off-port", "lost-acceptance", "acceptor-side-only",
                "requestor-side-only", "mid-association-failure",
            ],
            silent: [
                "association-request/context-*", "association-accept/*", "context/*", "p-data/context-not-accepted",
                "operation/role-not-negotiated", "association/*", "state-machine/*", "data-set/*", "abort/*",
            ],
            trueErrors: ["storage/series-of-several-modalities", "storage/out-of-resources"],
            violations: [
                "mid-association-failure": "storage/out-of-resources",
                "requestor-side-only": "storage/series-of-several-modalities",
            ]),
    ]
}
