/// How far into a frame decoding is. The bytes travel beside it and end where the capture or a header says; they always
/// start where the frame, or the datagram put together from fragments, starts.
struct LayerCursor {
    var position: Int
    /// Where the headers so far say the frame ends: beyond the bytes when the capture cut it.
    var claimedEnd: Int
    /// Encapsulating headers passed.
    var depth = 0
    var isInDatagram = false

    func advanced(by count: Int) -> LayerCursor {
        var cursor = self
        cursor.position &+= count
        return cursor
    }
}
