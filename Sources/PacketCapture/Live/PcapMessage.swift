import CPcap

/// The buffer that libpcap writes its error messages into.
struct PcapMessage {
    var buffer = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))

    var text: String {
        String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
