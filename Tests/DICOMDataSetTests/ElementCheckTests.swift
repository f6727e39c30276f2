import DICOMDictionary
import Testing

@testable import DICOMDataSet

/// What is held against an element, and what is not (PS3.5 §6.2, §6.4, §7.2, §7.8; PS3.6).
struct ElementCheckTests {
    static func faults(
        _ data: DataSetBytes, _ syntax: TransferSyntax = .explicitVRLittleEndian,
        _ purpose: ElementCheck.Purpose = .other
    ) -> [ElementFault] {
        var check = ElementCheck(transferSyntax: syntax, purpose: purpose)
        var reader = DataSetReader(transferSyntax: syntax)
        reader.push(data.bytes.span, visitor: &check)
        check.finish(isComplete: reader.finish(visitor: &check).isComplete)
        return check.faults
    }

    private func kinds(_ data: DataSetBytes) -> [ElementFault.Kind] { Self.faults(data).map(\.kind) }

    /// An element of each VR, and values that it can have.
    @Test(arguments: [
        (Tag(0x0040, 0x0241), "AE", "ARCHIVE "), (Tag(0x0010, 0x1010), "AS", "018M"),
        (Tag(0x0008, 0x0060), "CS", "MR"), (Tag(0x0008, 0x0008), "CS", "ORIGINAL\\PRIMARY\\\\A_B 1"),
        (Tag(0x0008, 0x0020), "DA", "20240229"), (Tag(0x0008, 0x0020), "DA", ""),
        (Tag(0x0028, 0x0030), "DS", "0.5\\-1e-3"), (Tag(0x0028, 0x0030), "DS", " .5\\5. "),
        (Tag(0x0008, 0x002A), "DT", "2026"), (Tag(0x0008, 0x002A), "DT", "20260101101500.123456-0930"),
        (Tag(0x0020, 0x0013), "IS", "-2147483648 "), (Tag(0x0020, 0x0013), "IS", " +12"),
        (Tag(0x0010, 0x0020), "LO", "TEST-0001 "), (Tag(0x0020, 0x4000), "LT", "One\r\nTwo\\ "),
        (Tag(0x0010, 0x0010), "PN", "A^B^C^D^E=F=G "), (Tag(0x0008, 0x0030), "TM", "10"),
        (Tag(0x0008, 0x0030), "TM", "101560.5"), (Tag(0x0008, 0x0030), "TM", "235959.123456 "),
        (Tag(0x0020, 0x000D), "UI", "1.2.0.1\0"),
        (Tag(0x0008, 0x1190), "UR", "https://archive.example/a?b "), (Tag(0x0040, 0xA160), "UT", "A\tB "),
    ])
    func legal(_ tag: DICOMDictionary.Tag, _ vr: String, _ value: String) {
        #expect(kinds(.explicit(tag, vr, value)) == [])
    }

    @Test(arguments: [
        (Tag(0x0040, 0x0241), "AE", "  ", ElementFault.Kind.aeTitle), (Tag(0x0010, 0x1010), "AS", "18M ", .age),
        (Tag(0x0008, 0x0060), "CS", "mr", .codeString), (Tag(0x0008, 0x0060), "CS", "MR\\CT ", .multiplicity),
        (Tag(0x0008, 0x0060), "CS", "SEVENTEEN_LETTERS ", .tooLong),
        (Tag(0x0008, 0x0020), "DA", "20250229", .date), (Tag(0x0008, 0x0020), "DA", "2025.02.28", .dateWithPeriods),
        (Tag(0x0028, 0x0030), "DS", "1\\NaN ", .decimal), (Tag(0x0028, 0x0030), "DS", "1", .multiplicity),
        (Tag(0x0028, 0x0030), "DS", "1\\0.12345678901234567", .tooLong),
        (Tag(0x0008, 0x002A), "DT", "20260101T1015 ", .dateTime), (Tag(0x0020, 0x0013), "IS", "2147483648", .integer),
        (Tag(0x0010, 0x0020), "LO", "A\nB ", .controlCharacters), (Tag(0x0010, 0x0020), "LO", "A\\B ", .multiplicity),
        (Tag(0x0010, 0x0020), "LO", "TEST\0\0", .textPadding),
        (Tag(0x0020, 0x4000), "LT", "A\u{7}", .controlCharacters),
        (Tag(0x0010, 0x0010), "PN", "A^B^C^D^E^F ", .name), (Tag(0x0010, 0x0010), "PN", "A=B=C=D ", .name),
        (Tag(0x0008, 0x0030), "TM", "24", .time), (Tag(0x0008, 0x0030), "TM", "10:15 ", .timeWithColons),
        (Tag(0x0020, 0x000D), "UI", "1.02", .uid), (Tag(0x0020, 0x000D), "UI", "1..2", .uid),
        (Tag(0x0020, 0x000D), "UI", "1.2 ", .uidPadding), (Tag(0x0008, 0x1190), "UR", "a\u{1}", .uri),
        (Tag(0x0010, 0x0020), "SH", "TEST", .representation), (Tag(0x0010, 0x0020), "UN", "TEST", .unknownForKnown),
        (Tag(0x0028, 0x0010), "US", "ABCD", .multiplicity), (Tag(0x0040, 0xA161), "FD", "ABCD", .unitLength),
        (Tag(0x0020, 0x00FE), "LO", "A ", .notInDictionary), (Tag(0x0028, 0x0005), "US", "AB", .retired),
        (Tag(0x0029, 0x0100), "LO", "A ", .privateNumber), (Tag(0x0029, 0x1001), "LO", "A ", .privateWithoutCreator),
    ])
    func wrong(_ tag: DICOMDictionary.Tag, _ vr: String, _ value: String, _ kind: ElementFault.Kind) {
        #expect(kinds(.explicit(tag, vr, value)) == [kind])
    }

    /// PS3.4 §C.2.2.2.
    @Test(arguments: [
        (Tag(0x0008, 0x0020), "DA", "20260101-20260131 "), (Tag(0x0008, 0x0020), "DA", "-20260131 "),
        (Tag(0x0008, 0x0030), "TM", "0800-"), (Tag(0x0008, 0x0060), "CS", "C?"), (Tag(0x0010, 0x0020), "LO", "\"\""),
        (Tag(0x0020, 0x000D), "UI", "1.2\\1.3\0"), (Tag(0x0020, 0x0013), "IS", "* "),
        (Tag(0x0008, 0x0008), "CS", "ORIGINAL"),
    ])
    func keys(_ tag: DICOMDictionary.Tag, _ vr: String, _ value: String) {
        #expect(Self.faults(.explicit(tag, vr, value), .explicitVRLittleEndian, .identifier) == [])
        #expect(Self.faults(.explicit(tag, vr, "\u{1}/"), .explicitVRLittleEndian, .identifier) != [])
    }

    /// The same fault of one tag is told once, wherever it is, with the place of the first.
    @Test func placesAndCounts() throws {
        let wrong = DataSetBytes.explicit(Tag(0x0040, 0xA121), "DA", "1.1.2026")
        let right = DataSetBytes.explicit(Tag(0x0040, 0xA121), "DA", "20260101")
        let inner = DataSetBytes.sequence(Tag(0x0040, 0xA730), .item(right) + .item(wrong) + .openItem(wrong))
        let faults = Self.faults(.openSequence(Tag(0x0040, 0xA730), .item(inner)))
        let fault = try #require(faults.first)
        #expect(faults.count == 1)
        #expect(fault.count == 2)
        #expect(fault.place == "ContentSequence[1].ContentSequence[2]")
        #expect(
            fault.message
                == "Date (0040,A121) in ContentSequence[1].ContentSequence[2], DA: not a date, which is YYYYMMDD, "
                + "2 times in this data set.")
    }

    @Test func aPrivateCreatorHoldsInItsItemOnly() {
        let creator = DataSetBytes.explicit(Tag(0x0029, 0x0010), "LO", "EXAMPLE ")
        let element = DataSetBytes.explicit(Tag(0x0029, 0x1002), "LO", "A ")
        #expect(kinds(creator + .sequence(Tag(0x0029, 0x1001), .item(creator + element)) + element) == [])
        #expect(kinds(creator + .sequence(Tag(0x0029, 0x1001), .item(element))) == [.privateWithoutCreator])
    }

    @Test func aPrivateCreatorIsASCIIAndOnceInItsGroup() {
        func creators(_ tags: DICOMDictionary.Tag..., name: String = "EXAMPLE ") -> [ElementFault.Kind] {
            kinds(
                tags.reduce(DataSetBytes.explicit(.specificCharacterSet, "CS", "ISO_IR 192")) {
                    $0 + .explicit($1, "LO", name)
                })
        }
        #expect(creators(Tag(0x0029, 0x0010), Tag(0x0031, 0x0010)) == [])
        #expect(creators(Tag(0x0029, 0x0010), Tag(0x0029, 0x0011)) == [.privateCreator])
        #expect(creators(Tag(0x0029, 0x0010), name: "MÜNCHEN") == [.privateCreator])
    }

    @Test func groupLengthsAreHeldAgainstTheGroup() {
        func data(_ length: UInt8) -> DataSetBytes {
            .explicit(Tag(0x0008, 0x0000), "UL", [length, 0, 0, 0]) + .sopClass + .patientID
        }
        #expect(kinds(data(18)) == [.groupLength])
        #expect(kinds(data(20)) == [.groupLength, .groupLengthWrong])
    }

    /// Of a private element in implicit VR the value representation is a guess, of a standard one it is not.
    @Test func implicitValueRepresentations() {
        let data =
            DataSetBytes.implicit(Tag(0x0008, 0x0020), "1.1.2026")
            + .implicit(Tag(0x0029, 0x0010), "SIEMENS CSA HEADER")
            + .implicit(Tag(0x0029, 0x1008), "csa") + .implicit(Tag(0x0029, 0x1009), "20260x")
        #expect(Self.faults(data, .implicitVRLittleEndian).map(\.kind) == [.date])
    }

    /// Where reading is no longer certain, nothing more is held against anyone.
    @Test func staysSilentAfterBytesThatCannotBeRead() {
        let wrong = DataSetBytes.explicit(Tag(0x0008, 0x0020), "DA", "1.1.2026")
        let data =
            wrong + .sequence(Tag(0x0008, 0x1140), .raw([1, 2, 3, 4, 5, 6, 7, 8])) + .explicit(.patientID, "SH", "1 ")
        #expect(kinds(data) == [.date])
    }

    @Test func faultsAreBounded() {
        var data = DataSetBytes()
        for number in UInt16(0x00F0)..<0x4000 { data = data + .explicit(Tag(0x0021, number), "LO", "A ") }
        var check = ElementCheck(transferSyntax: .explicitVRLittleEndian, purpose: .other)
        var reader = DataSetReader(transferSyntax: .explicitVRLittleEndian)
        reader.push(data.bytes.span, visitor: &check)
        #expect(check.faults.count <= ElementCheck.most)
        #expect(check.faultCount > 10_000)
    }
}
