import Troubleshooting
import Wording

extension ReportOutline {
    var time: Section? {
        let time = report.time
        guard time.measured > 0 else { return nil }
        var section = Section(title: "Time")
        let total = time.shares.total
        var shares = Table(columns: [
            Column(name: "spent on"), Column(name: "in all", isRight: true),
            Column(name: "share", isRight: true),
        ])
        for part in TimeShares.parts {
            let seconds = time.shares[keyPath: part.path]
            guard seconds > 0 else { continue }
            shares.rows.append([
                StyledText(part.words), StyledText(duration(seconds)),
                StyledText(total > 0 ? decimal(seconds / total * 100, places: 1) + " %" : ""),
            ])
        }
        section.table(shares)
        if time.notMeasured > 0 {
            section.paragraph(
                "\(counted(time.notMeasured, "association")) not measured: the capture lacks bytes of them.", .faint)
        }
        var services = Table(columns: [
            Column(name: "who"), Column(name: "service"), Column(name: "count", isRight: true),
            Column(name: "median", isRight: true), Column(name: "95 %", isRight: true),
            Column(name: "99 %", isRight: true), Column(name: "longest", isRight: true),
            Column(name: "rate", isRight: true),
        ])
        for service in time.services.prefix(depth.rows) {
            let rate = service.total > 0 && service.bytes > 0 ? Double(service.bytes) / service.total : 0
            services.rows.append([
                pair(service.relation), StyledText(service.service), StyledText(grouped(service.count)),
                StyledText(duration(service.percentile50)), StyledText(duration(service.percentile95)),
                StyledText(duration(service.percentile99)), StyledText(duration(service.maximum)),
                StyledText(rate > 0 && rate < 1e15 ? byteCount(UInt64(rate)) + "/s" : ""),
            ])
        }
        section.table(services)
        section.leftOut(time.services.count - depth.rows, "more service")
        for service in time.services.prefix(3) where service.count >= 10 { addHistogram(service, to: &section) }
        addThroughput(time.throughput, to: &section)
        return section
    }

    private func addHistogram(_ service: ServiceDurations, to section: inout Section) {
        var heading = pair(service.relation)
        heading.add(", how long a \(service.service) took")
        section.heading(heading)
        let most = service.bins.map(\.count).max() ?? 1
        section.lines(
            service.bins.map { bin in
                var text = StyledText()
                text.addWhole(leftPadded("< " + duration(bin.to), to: 10), .faint)
                text.add("  ")
                let length = (bin.count * 40 + most - 1) / max(1, most)
                if length > 0 { text.addWhole(String(repeating: "#", count: length), .accent) }
                text.addWhole(" " + grouped(bin.count))
                return text
            })
    }

    private func addThroughput(_ throughput: Throughput, to section: inout Section) {
        let sums = zip(throughput.fromRequestors, throughput.fromAcceptors).map { $0 &+ $1 }
        guard sums.count > 1, throughput.width > 0, let most = sums.max(), most > 0 else { return }
        // As many steps as a line has room for.
        let group = (sums.count + 59) / 60
        let columns = stride(from: 0, to: sums.count, by: group).map { start in
            sums[start..<min(start + group, sums.count)].reduce(0, &+)
        }
        let top = columns.max() ?? 1
        let levels = Array(" .:-=+*#")
        let line = columns.map { bytes in
            levels[bytes == 0 ? 0 : 1 + Int(Double(bytes) / Double(top) * Double(levels.count - 2))]
        }
        section.heading(StyledText("Throughput over time"))
        var bar = StyledText("|")
        bar.addWhole(String(line), .accent)
        bar.add("|")
        section.lines([bar])
        let width = throughput.width * Double(group)
        section.paragraph(
            "A column is \(duration(width)) from \(clock(throughput.start)) on; the highest is "
                + "\(byteCount(UInt64(min(Double(top) / width, 1e15))))/s of data sets.", .faint)
    }
}
