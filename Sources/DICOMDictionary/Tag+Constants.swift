extension Tag {
    @inlinable public static var mediaStorageSOPClassUID: Tag { Tag(0x0002, 0x0002) }
    @inlinable public static var mediaStorageSOPInstanceUID: Tag { Tag(0x0002, 0x0003) }
    @inlinable public static var transferSyntaxUID: Tag { Tag(0x0002, 0x0010) }

    @inlinable public static var specificCharacterSet: Tag { Tag(0x0008, 0x0005) }
    @inlinable public static var sopClassUID: Tag { Tag(0x0008, 0x0016) }
    @inlinable public static var sopInstanceUID: Tag { Tag(0x0008, 0x0018) }
    @inlinable public static var studyDate: Tag { Tag(0x0008, 0x0020) }
    @inlinable public static var accessionNumber: Tag { Tag(0x0008, 0x0050) }
    @inlinable public static var queryRetrieveLevel: Tag { Tag(0x0008, 0x0052) }
    @inlinable public static var retrieveAETitle: Tag { Tag(0x0008, 0x0054) }
    @inlinable public static var failedSOPInstanceUIDList: Tag { Tag(0x0008, 0x0058) }
    @inlinable public static var modality: Tag { Tag(0x0008, 0x0060) }
    @inlinable public static var manufacturer: Tag { Tag(0x0008, 0x0070) }
    @inlinable public static var referencedSOPClassUID: Tag { Tag(0x0008, 0x1150) }
    @inlinable public static var referencedSOPInstanceUID: Tag { Tag(0x0008, 0x1155) }
    @inlinable public static var transactionUID: Tag { Tag(0x0008, 0x1195) }
    @inlinable public static var failureReason: Tag { Tag(0x0008, 0x1197) }
    @inlinable public static var failedSOPSequence: Tag { Tag(0x0008, 0x1198) }
    @inlinable public static var referencedSOPSequence: Tag { Tag(0x0008, 0x1199) }

    @inlinable public static var patientName: Tag { Tag(0x0010, 0x0010) }
    @inlinable public static var patientID: Tag { Tag(0x0010, 0x0020) }
    @inlinable public static var patientBirthDate: Tag { Tag(0x0010, 0x0030) }

    @inlinable public static var studyInstanceUID: Tag { Tag(0x0020, 0x000D) }
    @inlinable public static var seriesInstanceUID: Tag { Tag(0x0020, 0x000E) }
    @inlinable public static var instanceNumber: Tag { Tag(0x0020, 0x0013) }

    @inlinable public static var samplesPerPixel: Tag { Tag(0x0028, 0x0002) }
    @inlinable public static var photometricInterpretation: Tag { Tag(0x0028, 0x0004) }
    @inlinable public static var numberOfFrames: Tag { Tag(0x0028, 0x0008) }
    @inlinable public static var rows: Tag { Tag(0x0028, 0x0010) }
    @inlinable public static var columns: Tag { Tag(0x0028, 0x0011) }
    @inlinable public static var bitsAllocated: Tag { Tag(0x0028, 0x0100) }
    @inlinable public static var pixelRepresentation: Tag { Tag(0x0028, 0x0103) }

    @inlinable public static var performedProcedureStepStatus: Tag { Tag(0x0040, 0x0252) }
    @inlinable public static var procedureStepState: Tag { Tag(0x0074, 0x1000) }

    @inlinable public static var floatPixelData: Tag { Tag(0x7FE0, 0x0008) }
    @inlinable public static var doubleFloatPixelData: Tag { Tag(0x7FE0, 0x0009) }
    @inlinable public static var pixelData: Tag { Tag(0x7FE0, 0x0010) }
    @inlinable public static var dataSetTrailingPadding: Tag { Tag(0xFFFC, 0xFFFC) }

    @inlinable public static var item: Tag { Tag(0xFFFE, 0xE000) }
    @inlinable public static var itemDelimitation: Tag { Tag(0xFFFE, 0xE00D) }
    @inlinable public static var sequenceDelimitation: Tag { Tag(0xFFFE, 0xE0DD) }
}
