import ByteReading
import DICOMDictionary
import DICOMMessageExchange

extension CommandElement {
    /// AT: as many tags as the value has room for, little endian.
    package var tags: [Tag] {
        let bytes = value.span
        return stride(from: 0, to: bytes.count, by: 4).compactMap { index in
            guard let group = bytes.uint16LittleEndian(at: index), let element = bytes.uint16LittleEndian(at: index + 2)
            else { return nil }
            return Tag(group, element)
        }
    }
}
