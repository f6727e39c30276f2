import AssociationTimeline
import Evidence
import Wording
import RuleEngine

/// Gathers where time went while associations pass.
struct TimeAccumulator {
    private struct Key: Hashable {
        var relation: Int
        var service: String
    }

    private struct Service {
        var durations = DurationRecorder()
        var bytes: UInt64 = 0
    }

    private struct Slow {
        var serial: Int
        var relation: Int?
        var operation: Int
        var service: String
        var duration: Double
        var bytes: UInt64
        var evidence: [FactEvidence]
    }

    private var shares = TimeShares()
    private var measured = 0
    private var notMeasured = 0
    private var byRelation: [Int: (shares: TimeShares, count: Int)] = [:]
    private var services: [Key: Service] = [:]
    private var slowest: [Slow] = []
    private var throughput = ThroughputMeter()
    private let mostServices: Int

    private static let mostSlow = 10

    init(limits: ReportOptions.Limits) { mostServices = limits.serviceRows }

    mutating func add(_ association: Association, relation: Int?, shares: TimeShares?) {
        if let shares {
            self.shares += shares
            measured += 1
            if let relation {
                byRelation[relation, default: (TimeShares(), 0)].shares += shares
                byRelation[relation, default: (TimeShares(), 0)].count += 1
            }
        } else {
            notMeasured += 1
        }
        for operation in association.operations { add(operation, association, relation) }
    }

    private mutating func add(_ operation: DIMSEOperation, _ association: Association, _ relation: Int?) {
        var bytes: UInt64 = 0
        for message in [operation.request].compactMap(\.self) + operation.responses {
            guard let data = message.dataSet else { continue }
            bytes &+= data.bytes
            throughput.add(data.bytes, from: message.from, data.evidence.firstTime, data.evidence.time)
        }
        guard let duration = operation.duration else { return }
        if let relation {
            let key = Key(relation: relation, service: operation.serviceName)
            if services[key] != nil || services.count < mostServices {
                services[key, default: Service()].durations.add(duration)
                services[key, default: Service()].bytes &+= bytes
            }
        }
        guard slowest.count < Self.mostSlow || duration > slowest.last?.duration ?? 0 else { return }
        let slow = Slow(
            serial: association.serial, relation: relation, operation: operation.id, service: operation.serviceName,
            duration: duration, bytes: bytes, evidence: operation.evidence(association))
        let place = slowest.firstIndex { $0.duration < duration } ?? slowest.count
        slowest.insert(slow, at: place)
        if slowest.count > Self.mostSlow { slowest.removeLast() }
    }

    func analysis(number: (Int) -> Int) -> TimeAnalysis {
        TimeAnalysis(
            shares: shares, measured: measured, notMeasured: notMeasured,
            relations: byRelation.sorted { $0.key < $1.key }.map { ($0.key, $0.value.shares, $0.value.count) },
            services: services.map { key, service in
                ServiceDurations(
                    relation: key.relation, service: key.service, count: service.durations.count,
                    minimum: service.durations.minimum, percentile50: service.durations.percentile(50),
                    percentile90: service.durations.percentile(90), percentile95: service.durations.percentile(95),
                    percentile99: service.durations.percentile(99), maximum: service.durations.maximum,
                    total: service.durations.total, bytes: service.bytes, bins: service.durations.filledBins)
            }.sorted { ($1.total, $0.relation, $0.service) < ($0.total, $1.relation, $1.service) },
            slowest: slowest.map {
                SlowOperation(
                    association: number($0.serial), relation: $0.relation, operation: $0.operation,
                    service: $0.service, duration: $0.duration, bytes: $0.bytes, evidence: $0.evidence)
            }, throughput: throughput.throughput)
    }
}

extension DIMSEOperation {
    /// Its request's last frame and its last response's.
    func evidence(_ association: Association) -> [FactEvidence] {
        [request, responses.last].compactMap(\.self).map { message in
            FactEvidence(
                frame: message.evidence.lastFrame, time: message.evidence.time, from: message.from,
                tcpStream: association.tcpStream)
        }
    }
}
