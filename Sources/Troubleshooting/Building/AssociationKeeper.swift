import AssociationTimeline
import DICOMMessageExchange
import Evidence
import RuleEngine
import Wording

/// Keeps associations within limits: all as rows, some in full.
struct AssociationKeeper {
    private struct Row {
        var serial: Int
        var row: AssociationRow
    }

    private struct Detail {
        var serial: Int
        var detail: AssociationDetail
    }

    private struct Alike: Hashable {
        var relation: Int?
        var outcome: Association.Outcome
        /// Rules that found something, or else the services.
        var what: [String]
        var services: String
    }

    private var rows: [Row] = []
    private var details: [Detail] = []
    private var alike: [Alike: Int] = [:]
    private var withFindings = 0
    private var without = 0
    private var pieces = 0
    private var others = 0
    private let further: (any FurtherDetails)?
    private var furtherCount = 0
    /// Of findings in those that wait for the capture's end.
    private var waiting: Set<Int> = []
    private(set) var count = 0
    private(set) var detailsNotKept = 0
    /// Texts that many rows share are kept once.
    private var texts: Set<String> = []
    private let limits: ReportOptions.Limits

    private static let mostTexts = 4_096

    init(limits: ReportOptions.Limits, further: (any FurtherDetails)?) {
        self.limits = limits
        self.further = further
    }

    var rowsNotKept: Int { count - rows.count }

    mutating func add(
        _ association: Association, relation: Int?, shares: TimeShares?, bytes: [PDUBytes.Kept],
        findings: [PlacedFinding], mask: ReportMask
    ) {
        count += 1
        let gravest = findings.map(\.severity).max()
        let services = services(of: association)
        let hasRow = rows.count < limits.rows
        if hasRow {
            rows.append(
                Row(
                    serial: association.serial,
                    row: AssociationRow(
                        number: 0, tcpStream: association.tcpStream, relation: relation, start: association.start,
                        duration: association.end.seconds(since: association.start), firstFrame: association.firstFrame,
                        outcome: association.outcome, outcomeText: shared(association.outcomeText),
                        isSoundTLS: association.isSoundTLS,
                        services: services, operations: association.operations.count + association.operationsNotKept,
                        failedOperations: association.operations.count(where: association.failed),
                        bytes: association.operations.reduce(0) { $0 &+ $1.bytes },
                        findings: Set(findings.map(\.rule)).count, gravest: gravest)))
        }
        let matters = (gravest ?? .note) > .note || association.outcome != .released && !association.isSoundTLS
        let isSample = keeps(association, relation, services, findings.map(\.rule), matters: matters)
        let isKept = isSample || others < limits.furtherDetails
        guard isKept || hasRow && further != nil else {
            if matters { detailsNotKept += 1 }
            return
        }
        var detail = detail(association, shares, bytes, findings, mask)
        detail.isSample = isSample
        if isKept {
            if isSample { pieces += detail.operations.count + detail.ladder.events.count } else { others += 1 }
            details.append(Detail(serial: association.serial, detail: detail))
        } else if further?.add(detail) == true {
            rows[rows.count - 1].row.further = furtherCount
            furtherCount += 1
            waiting.formUnion(detail.findings.lazy.filter { $0 < 0 })
        } else if matters {
            detailsNotKept += 1
        }
    }

    private mutating func keeps(
        _ association: Association, _ relation: Int?, _ services: String, _ findings: [String], matters: Bool
    ) -> Bool {
        let key = Alike(
            relation: relation, outcome: association.outcome, what: matters ? Set(findings).sorted() : [],
            services: matters ? "" : services)
        let known = alike[key] ?? 0
        let hasRoom = matters ? withFindings < limits.detailsWithFindings : without < limits.detailsWithout
        guard hasRoom, known < limits.detailsAlike, pieces < limits.piecesOfDetails else { return false }
        alike[key] = known + 1
        if matters { withFindings += 1 } else { without += 1 }
        return true
    }

    private mutating func detail(
        _ association: Association, _ shares: TimeShares?, _ bytes: [PDUBytes.Kept],
        _ findings: [PlacedFinding], _ mask: ReportMask
    ) -> AssociationDetail {
        let limit = limits.operationsOfDetail
        var kept = Array(association.operations.prefix(limit))
        if association.operations.count > limit {
            kept.removeLast(limit / 2)
            let rest = association.operations[kept.count...].filter(\.failed)
            kept += rest.prefix(limit - kept.count)
            if kept.count < limit {
                let last = kept.last?.id ?? 0
                let filler = association.operations.suffix(limit - kept.count).filter { $0.id > last && !$0.failed }
                kept += filler
            }
            kept.sort { $0.id < $1.id }
        }
        var reduced = association
        reduced.operations = []
        reduced.pdus = PDULog()
        reduced.tcpEvents = []
        reduced.anomalies = Array(association.anomalies.prefix(Self.mostAnomalies))
        reduced.anomaliesNotKept += association.anomalies.count - reduced.anomalies.count
        var seen: Set<Int> = []
        return AssociationDetail(
            number: 0, association: reduced, outcomeText: shared(association.outcomeText),
            operations: kept.map { OperationEntry($0, of: association, mask: mask) },
            operationCount: association.operations.count + association.operationsNotKept,
            ladder: LadderBuilder.ladder(
                of: association, bytes: bytes, findings: findings, mask: mask, limit: limits.eventsOfLadder),
            time: shares ?? TimeShares(), isSample: true,
            findings: findings.map(\.code).filter { seen.insert($0).inserted })
    }

    private static let mostAnomalies = 50

    private mutating func services(of association: Association) -> String {
        var counts: [(name: String, count: Int)] = []
        for operation in association.operations {
            let name = operation.kind.service ?? operation.serviceName
            if let place = counts.firstIndex(where: { $0.name == name }) {
                counts[place].count += 1
            } else if counts.count < 12 {
                counts.append((name, 1))
            }
        }
        return shared(counts.map { "\(grouped($0.count)) \($0.name)" }.joined(separator: ", "))
    }

    private mutating func shared(_ text: String) -> String {
        if texts.count < Self.mostTexts { return texts.insert(text).memberAfterInsert }
        return texts.firstIndex(of: text).map { texts[$0] } ?? text
    }

    /// - Parameter serial: of the finding that a code stands for.
    func list(number: (Int) -> Int, serial: (Int) -> Int?) -> AssociationList {
        AssociationList(
            rows: rows.map { kept in
                var row = kept.row
                row.number = number(kept.serial)
                return row
            }.sorted { $0.number < $1.number },
            details: details.map { kept in
                var detail = kept.detail
                detail.number = number(kept.serial)
                var seen: Set<Int> = []
                detail.findings = detail.findings.compactMap(serial).filter { seen.insert($0).inserted }
                for index in detail.ladder.events.indices where !detail.ladder.events[index].findings.isEmpty {
                    seen.removeAll()
                    detail.ladder.events[index].findings = detail.ladder.events[index].findings.compactMap(serial)
                        .filter { seen.insert($0).inserted }
                }
                return detail
            }.sorted { $0.number < $1.number },
            count: count, rowsNotKept: rowsNotKept, detailsNotKept: detailsNotKept, furtherDetails: furtherCount,
            codes: Dictionary(uniqueKeysWithValues: waiting.compactMap { code in serial(code).map { (code, $0) } })
        )
    }
}
