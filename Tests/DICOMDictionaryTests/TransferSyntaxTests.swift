import Testing

@testable import DICOMDictionary

@Suite struct TransferSyntaxTests {
    @Test func everyRegisteredOneHasItsTraits() {
        let registered = UIDTable.starts.map { UID(rawValue: UIDTable.text.field(0, ofLineAt: $0)) }
            .filter { $0.type == .transferSyntax }
        let implicit: Set<UID> = ["1.2.840.10008.1.2", "1.2.840.10008.1.20"]
        let deflated: Set<UID> = [
            "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205",
        ]
        let native = implicit.union(deflated).union([
            "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.4.94", "1.2.840.10008.1.2.4.204",
            "1.2.840.10008.1.2.6.1", "1.2.840.10008.1.2.6.2", "1.2.840.10008.1.2.7.1", "1.2.840.10008.1.2.7.2",
            "1.2.840.10008.1.2.7.3",
        ])
        #expect(registered.count == 59)
        for uid in registered {
            let syntax = TransferSyntax(uid)
            #expect(syntax.isKnown)
            #expect(syntax.name == uid.name)
            #expect(syntax.isExplicitVR == !implicit.contains(uid), "\(uid)")
            #expect(syntax.isBigEndian == (uid == .explicitVRBigEndian), "\(uid)")
            #expect(syntax.isDeflated == deflated.contains(uid), "\(uid)")
            #expect(syntax.isEncapsulated == !native.contains(uid), "\(uid)")
        }
    }

    @Test func losslessIsWhatItsNameSays() {
        for start in UIDTable.starts {
            let uid = UID(rawValue: UIDTable.text.field(0, ofLineAt: start))
            guard uid.type == .transferSyntax, let name = uid.name else { continue }
            let isLossy = TransferSyntax(uid).isLossy
            if name.contains("(Near-Lossless)") {
                #expect(isLossy == true)
            } else if name.contains("Lossless") {
                #expect(isLossy == false, "\(name)")
            } else if name.contains("MPEG") || name.contains("HEVC") || name.contains("Process") {
                #expect(isLossy == true, "\(name)")
            }
        }
        #expect(TransferSyntax(.jpeg2000).isLossy == nil)
        #expect(TransferSyntax(.htj2k).isLossy == nil)
        #expect(TransferSyntax.explicitVRLittleEndian.isLossy == false)
    }

    @Test(
        arguments: [
            ("1.2.840.10008.1.2.4.110", true, true, false),
            ("1.2.840.10008.1.2.4.111", true, true, true),
            ("1.2.840.10008.1.2.4.112", true, true, nil),
            ("1.2.840.10008.1.2.8.1", true, true, false),
            // Not registered yet, under roots that are.
            ("1.2.840.10008.1.2.4.206", false, true, nil),
            ("1.2.840.10008.1.2.4.109", false, true, nil),
            ("1.2.840.10008.1.2.8.2", false, true, nil),
            ("1.2.840.10008.1.2.5.1", false, true, nil),
            ("1.2.840.10008.1.2.9", false, false, nil),
            ("1.2.840.10008.1.2.4", false, false, nil),
            ("1.2.3.4", false, false, nil),
            ("", false, false, nil),
            // A registered UID that is no transfer syntax.
            ("1.2.840.10008.1.1", false, false, nil),
        ] as [(String, Bool, Bool, Bool?)])
    func takesAnyUID(uid: String, isKnown: Bool, isEncapsulated: Bool, isLossy: Bool?) {
        let syntax = TransferSyntax(UID(rawValue: uid))
        #expect(syntax.isExplicitVR)
        #expect(!syntax.isBigEndian)
        #expect(!syntax.isDeflated)
        #expect(syntax.isKnown == isKnown)
        #expect(syntax.isEncapsulated == isEncapsulated)
        #expect(syntax.isLossy == isLossy)
        #expect(!syntax.isKnown || syntax.name != uid)
    }

    @Test func gePrivateIsImplicitLittleEndianButForItsPixels() {
        let syntax = TransferSyntax("1.2.840.113619.5.2")
        #expect(syntax.isKnown)
        #expect(!syntax.isExplicitVR)
        #expect(!syntax.isBigEndian)
        #expect(!syntax.isEncapsulated)
    }

    @Test func unknownIsCalledByItsUID() {
        #expect(TransferSyntax("1.2.3.4").name == "1.2.3.4")
    }
}
