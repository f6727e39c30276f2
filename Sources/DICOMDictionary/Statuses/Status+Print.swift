extension Status {
    /// Print management (PS3.4 Annex H).
    var printDefinition: String? {
        switch rawValue {
        case 0xB600: "Memory allocation not supported"
        case 0xB601: "Printing of a film session as a whole (collation) not supported"
        case 0xB602: "Empty page: the film session has no image boxes"
        case 0xB603: "Empty page: the film box has no image boxes"
        case 0xB604: "Image larger than its image box, demagnified"
        case 0xB605: "Density out of the printer's range, its limit used instead"
        case 0xB609: "Image larger than its image box, cropped"
        case 0xB60A: "Image larger than its image box, decimated"
        case 0xC600: "The film session has no film box"
        case 0xC601: "Print queue full, no print job for the film session"
        case 0xC602: "Print queue full, no print job for the film box"
        case 0xC603: "Image larger than its image box"
        case 0xC605: "Printer out of memory for the image"
        case 0xC613: "Combined print image larger than its image box"
        case 0xC616: "A film box not printed yet is in the way of a new one"
        default: nil
        }
    }
}
