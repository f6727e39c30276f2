import Evidence
import Testing

@testable import PacketCapture

@Suite struct PacketQueueTests {
    private func filled(_ block: PacketBlock?, _ value: UInt8) throws -> PacketBlock {
        let block = try #require(block)
        let packet = [UInt8](repeating: value, count: 10)
        unsafe packet.withUnsafeBufferPointer {
            unsafe block.append($0, time: Timestamp(nanoseconds: Int64(value)), originalLength: 20, interface: 1)
        }
        return block
    }

    @Test func blocksComeInTheOrderTheyWerePut() throws {
        let queue = try PacketQueue(bytes: 3 << 20)
        for value in UInt8(1)...3 { queue.put(try filled(queue.spare(), value)) }
        #expect(queue.spare() == nil)
        for value in UInt8(1)...3 {
            let block = try #require(queue.take())
            #expect(block.records.count == 1)
            #expect(block.bytes == [UInt8](repeating: value, count: 10))
            queue.giveBack(block)
        }
        #expect(queue.take() == nil)
    }

    @Test func roomIsSignalledOnceItIsThereAgain() throws {
        let queue = try PacketQueue(bytes: 3 << 20)
        var taken: [PacketBlock] = []
        while let block = queue.spare() { taken.append(block) }
        #expect(taken.count == 3)
        #expect(queue.emptied.clear().isEmpty)
        queue.giveBack(taken[0])
        #expect(queue.emptied.clear().count == 1)
        queue.giveBack(taken[1])
        #expect(queue.emptied.clear().isEmpty)
    }

    @Test func blocksOfABurstAreThereAgain() throws {
        let queue = try PacketQueue(bytes: 16 << 20)
        func burst() throws -> [PacketBlock] {
            var taken: [PacketBlock] = []
            while let block = queue.spare() { taken.append(try filled(block, UInt8(taken.count))) }
            return taken
        }
        for _ in 1...2 {
            let blocks = try burst()
            #expect(blocks.count == 16)
            for (value, block) in blocks.enumerated() {
                #expect(block.bytes == [UInt8](repeating: UInt8(value), count: 10))
                #expect(block.records.map(\.time.nanoseconds) == [Int64(value)])
                queue.giveBack(block)
            }
        }
    }

    @Test func aBlockUsedAgainIsEmpty() throws {
        let queue = try PacketQueue(bytes: 0)
        let block = try filled(queue.spare(), 1)
        queue.giveBack(block)
        #expect(queue.spare() === block)
        #expect(block.records.isEmpty && block.bytes.isEmpty)
    }

    @Test func aBlockIsFullByBytesOrByPackets() throws {
        let block = PacketBlock()
        #expect(block.hasRoom(for: PacketBlock.byteCapacity))
        #expect(!block.hasRoom(for: PacketBlock.byteCapacity + 1))
        let none: [UInt8] = []
        var count = 0
        while block.hasRoom(for: 0) {
            unsafe none.withUnsafeBufferPointer {
                unsafe block.append($0, time: Timestamp(nanoseconds: 0), originalLength: 0, interface: 0)
            }
            count += 1
        }
        #expect(count == 8192)
    }
}
