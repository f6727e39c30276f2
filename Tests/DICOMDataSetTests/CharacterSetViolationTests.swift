import DICOMDictionary
import Testing

@testable import DICOMDataSet

/// Text against the Specific Character Set that is declared for it (PS3.3 §C.12.1.1.2, PS3.5 §6.1.2).
struct CharacterSetViolationTests {
    private func kinds(_ terms: String?, _ name: [UInt8]) -> [ElementFault.Kind] {
        let set = terms.map {
            DataSetBytes.explicit(.specificCharacterSet, "CS", $0 + ($0.utf8.count % 2 == 1 ? " " : ""))
        }
        let name = name + [UInt8](repeating: 0x20, count: name.count % 2)
        return ElementCheckTests.faults((set ?? DataSetBytes()) + .explicit(.patientName, "PN", name)).map(\.kind)
    }

    @Test(
        arguments: [
            (nil, Array("Test^Alpha".utf8)), ("ISO_IR 100", [0x4A, 0xE9, 0x72]), ("ISO_IR 192", Array("Jérôme".utf8)),
            ("ISO_IR 100", [0xC3, 0x4F]), ("ISO_IR 144", [0xDA, 0xB2]), ("GB18030", [0xCD, 0xF5]),
            ("\\ISO 2022 IR 87", [0x1B, 0x24, 0x42, 0x3B, 0x33, 0x1B, 0x28, 0x42]),
            ("\\ISO 2022 IR 87", [0x1B, 0x24, 0x42, 0x3B, 0x33, 0x1B, 0x28, 0x4A]),
            ("\\ISO 2022 IR 149", [0x1B, 0x24, 0x29, 0x43, 0xFB, 0xF3]), ("ISO_IR 13", [0xD4, 0xCF]),
        ] as [(String?, [UInt8])])
    func agrees(_ terms: String?, _ name: [UInt8]) { #expect(kinds(terms, name) == []) }

    @Test(
        arguments: [
            (nil, [0x4A, 0xE9, 0x72], .characterSetUndeclared), ("", Array("é".utf8), .characterSetUndeclared),
            ("ISO_IR 6", [0xE9], .characterSetUndeclared), ("ISO_IR 192", [0x4A, 0xE9, 0x72], .characterSetViolated),
            // Windows-1252's quotation mark.
            ("ISO_IR 100", [0x93, 0x41], .characterSetViolated), ("GB18030", [0xFF, 0x41], .characterSetViolated),
            ("ISO_IR 100", Array("Jérôme".utf8), .utf8Undeclared), ("GB18030", [0x1B, 0x24, 0x42], .escapeUndeclared),
            ("ISO_IR 100", [0x1B, 0x24, 0x42, 0x3B, 0x33, 0x1B, 0x28, 0x42], .escapeUndeclared),
            ("\\ISO 2022 IR 149", [0x1B, 0x24, 0x42, 0x3B, 0x33, 0x1B, 0x28, 0x42], .escapeUndeclared),
        ] as [(String?, [UInt8], ElementFault.Kind)])
    func disagrees(_ terms: String?, _ name: [UInt8], _ kind: ElementFault.Kind) {
        #expect(kinds(terms, name) == [kind])
    }

    /// Limits are of characters, not of bytes, and a backslash may be half a character.
    @Test func charactersAreCounted() {
        func faults(_ text: [UInt8], _ set: String) -> [ElementFault.Kind] {
            ElementCheckTests.faults(
                .explicit(.specificCharacterSet, "CS", set) + .explicit(Tag(0x0008, 0x1030), "LO", text)
            ).map(\.kind)
        }
        #expect(faults(Array(String(repeating: "é", count: 64).utf8), "ISO_IR 192") == [])
        #expect(faults(Array(String(repeating: "é", count: 65).utf8), "ISO_IR 192") == [.tooLong])
        #expect(faults([0x81, 0x5C], "GB18030 ") == [])
        #expect(faults(Array("é\\è".utf8) + [0x20], "ISO_IR 192") == [.multiplicity])
    }

    /// An item has its own, or that around it.
    @Test func itemsInheritIt() {
        let name = DataSetBytes.explicit(.patientName, "PN", [0xE9, 0x20])
        let set = DataSetBytes.explicit(.specificCharacterSet, "CS", "ISO_IR 100")
        let items = DataSetBytes.item(name) + .item(.explicit(.specificCharacterSet, "CS", "ISO_IR 192") + name)
        #expect(
            ElementCheckTests.faults(set + .sequence(Tag(0x0008, 0x1140), items)).map(\.kind) == [.characterSetViolated]
        )
    }
}
