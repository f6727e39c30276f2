import Evidence
import PacketCapture

/// Traffic of one kind, written as a pcap file of any size without ever being held in memory.
public enum Scenario: String, CaseIterable, Sendable {
    /// One association of C-STOREs of 512 KiB.
    case bulk
    /// Short associations of a C-ECHO and a C-FIND with two matches.
    case short
    /// 1,000 associations of C-STOREs, their frames interleaved.
    case interleaved
    /// As `bulk`, with 1 % of the frames lost and 1 % swapped with their neighbour.
    case lossy
    /// One association of C-STOREs of 256 bytes of pixels.
    case small
    /// As `bulk` for 10 % of the bytes; the others are a protocol that is not DICOM.
    case foreign

    /// Writes at least `bytes` bytes.
    public func write(bytes: UInt64, to descriptor: Int32) throws(CaptureError) {
        var sink = FrameSink(descriptor: descriptor, isLossy: self == .lossy)
        switch self {
        case .bulk, .lossy: try store(pixelBytes: 524_288, until: bytes, &sink)
        case .small: try store(pixelBytes: 256, until: bytes, &sink)
        case .short: try short(until: bytes, &sink)
        case .interleaved: try interleaved(until: bytes, &sink)
        case .foreign: try foreign(until: bytes, &sink)
        }
        try sink.finish()
    }

    private func store(pixelBytes: Int, until bytes: UInt64, _ sink: inout FrameSink) throws(CaptureError) {
        var conversation = Conversation(client: 0xC000_0202, clientPort: 50_000)
        var frames: [[UInt8]] = []
        conversation.open { frames.append($0) }
        conversation.send(Messages.associateRequest([Messages.ctImageStorage]), .fromClient) { frames.append($0) }
        conversation.send(Messages.associateAccept(contexts: 1), .fromServer) { frames.append($0) }
        var messageID: UInt16 = 1
        while sink.written < bytes {
            Self.storeOne(messageID, pixelBytes, &conversation) { frames.append($0) }
            messageID &+= 1
            try sink.write(&frames)
        }
        Self.release(&conversation) { frames.append($0) }
        try sink.write(&frames)
    }

    private static func storeOne(
        _ messageID: UInt16, _ pixelBytes: Int, _ conversation: inout Conversation, _ emit: ([UInt8]) -> Void
    ) {
        let instance = "1.2.826.0.1.3680043.8.498.4.\(messageID)"
        let request = Messages.storeRequest(messageID: messageID, instance: instance)
        let image = Messages.ctImage(instance: instance, pixelBytes: pixelBytes)
        conversation.send(
            Messages.fragments(request, context: 1, isCommand: true)
                + Messages.fragments(image, context: 1, isCommand: false), .fromClient, emit)
        let response = Messages.storeResponse(messageID: messageID, instance: instance)
        conversation.send(Messages.fragments(response, context: 1, isCommand: true), .fromServer, emit)
    }

    private static func release(_ conversation: inout Conversation, _ emit: ([UInt8]) -> Void) {
        conversation.send(Messages.releaseRequest, .fromClient, emit)
        conversation.send(Messages.releaseResponse, .fromServer, emit)
        conversation.close(emit)
    }

    private func short(until bytes: UInt64, _ sink: inout FrameSink) throws(CaptureError) {
        var number: UInt32 = 0
        var frames: [[UInt8]] = []
        while sink.written < bytes {
            Self.shortOne(number) { frames.append($0) }
            number &+= 1
            try sink.write(&frames)
        }
    }

    private static func shortOne(_ number: UInt32, _ emit: ([UInt8]) -> Void) {
        var conversation = Conversation(
            client: 0xC000_0202 + number / 20_000 % 200, clientPort: UInt16(20_000 + number % 20_000))
        conversation.open(emit)
        conversation.send(
            Messages.associateRequest([Messages.verification, Messages.studyRootFind]), .fromClient, emit)
        conversation.send(Messages.associateAccept(contexts: 2), .fromServer, emit)
        func send(_ command: [UInt8], _ context: UInt8, _ direction: Conversation.Direction, _ data: [UInt8]? = nil) {
            var bytes = Messages.fragments(command, context: context, isCommand: true)
            if let data { bytes += Messages.fragments(data, context: context, isCommand: false) }
            conversation.send(bytes, direction, emit)
        }
        send(Messages.echoRequest(messageID: 1), 1, .fromClient)
        send(Messages.echoResponse(messageID: 1), 1, .fromServer)
        let study = "1.2.826.0.1.3680043.8.498.5.\(number)"
        send(Messages.findRequest(messageID: 2), 3, .fromClient, Messages.identifier(study: ""))
        for _ in 0..<2 {
            send(
                Messages.findResponse(messageID: 2, isPending: true), 3, .fromServer, Messages.identifier(study: study))
        }
        send(Messages.findResponse(messageID: 2, isPending: false), 3, .fromServer)
        release(&conversation, emit)
    }

    private func interleaved(until bytes: UInt64, _ sink: inout FrameSink) throws(CaptureError) {
        var conversations = (0..<1000).map { number in
            Conversation(client: 0xC000_0202 + UInt32(number % 100), clientPort: UInt16(30_000 + number))
        }
        var queues = [[[UInt8]]](repeating: [], count: conversations.count)
        for index in conversations.indices {
            conversations[index].open { queues[index].append($0) }
            conversations[index].send(
                Messages.associateRequest([Messages.ctImageStorage]), .fromClient
            ) { queues[index].append($0) }
            conversations[index].send(Messages.associateAccept(contexts: 1), .fromServer) { queues[index].append($0) }
        }
        var messageID: UInt16 = 1
        while true {
            try sink.interleave(&queues)
            guard sink.written < bytes else { break }
            for index in conversations.indices {
                Self.storeOne(messageID, 32_768, &conversations[index]) { queues[index].append($0) }
            }
            messageID &+= 1
        }
        for index in conversations.indices { Self.release(&conversations[index]) { queues[index].append($0) } }
        try sink.interleave(&queues)
    }

    private func foreign(until bytes: UInt64, _ sink: inout FrameSink) throws(CaptureError) {
        var other = Conversation(client: 0xC000_0203, clientPort: 40_000, serverPort: 443)
        let record: [UInt8] = [0x17, 3, 3, 0x40, 0] + [UInt8](repeating: 0xA7, count: 16_384)
        var frames: [[UInt8]] = []
        other.open { frames.append($0) }
        other.send([0x16, 3, 1, 0, 200] + [UInt8](repeating: 1, count: 200), .fromClient) { frames.append($0) }
        var number: UInt32 = 0
        while sink.written < bytes {
            Self.shortOne(number) { frames.append($0) }
            for _ in 0..<3 { other.send(record, .fromServer) { frames.append($0) } }
            number &+= 1
            try sink.write(&frames)
        }
        other.close { frames.append($0) }
        try sink.write(&frames)
    }
}
