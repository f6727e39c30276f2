/// What a timeline keeps and where its limits are. Each limit, when reached, is counted in what it limits.
public struct TimelineOptions: Sendable {
    /// Keep every P-DATA-TF in `Association.pdus`; otherwise they are counted only.
    public var keepsDataPDUs = false
    /// PDUs kept of one association.
    public var pdus = 2_000_000
    /// Hold each element of data sets against the dictionary, for rules: `DataSetSummary.elementFaults`.
    public var checksElements = false
    /// Acceptor ports to be read as DICOM whatever their bytes look like.
    public var decodeAsPorts: Set<UInt16> = []
    /// Operations kept of one association.
    public var operations = 100_000
    /// Responses kept of one operation: the first ones and always the last.
    public var responsesPerOperation = 1_000
    /// Responses kept of one association's operations.
    public var responses = 200_000
    /// Anomalies kept of one association.
    public var anomalies = 1_000
    /// Bytes, about, that kept operations and anomalies of one association may take, and those of all associations under
    /// way together. Whatever comes beyond is counted as not kept.
    public var keptBytes = 128 << 20
    public var totalKeptBytes = 512 << 20
    /// TCP events kept of one association.
    public var tcpEvents = 1_000
    /// Connections that failed before any DICOM byte, kept should their port turn out to be a DICOM one: the latest.
    public var candidates = 16_384
    /// Bytes of a connection begun before the capture that are searched for a PDU, per direction.
    public var searchedBytes: UInt64 = 1 << 20
    /// Live: a connection that failed holds up no numbers. Should it turn out to have been an attempt at an association,
    /// its number comes after those given by then.
    public var numbersAtOnce = false

    public init() {}
}
