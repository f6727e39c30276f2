import PacketCapture

/// `auscult interfaces`: a line for each, and below them what to do where capturing is refused.
public struct InterfaceListing {
    private let interfaces: [CaptureInterface]
    private let terminal: Terminal

    public init(_ interfaces: [CaptureInterface], terminal: Terminal) {
        self.interfaces = interfaces
        self.terminal = terminal
    }

    public func write(to output: inout BufferedOutput) throws(OutputError) {
        var layout = TextLayout(terminal)
        let nameColumn = 2 + (interfaces.map { $0.name.unicodeScalars.count }.max() ?? 0)
        let kindColumn = nameColumn + 12
        let permissionColumn = kindColumn + 2 + (interfaces.map { ($0.linkTypeName ?? "?").utf8.count }.max() ?? 0)
        let addressColumn = permissionColumn + 13
        for interface in interfaces {
            var text = StyledText()
            text.addWhole(interface.name, .strong)
            text.column(nameColumn)
            text.addWhole(interface.state.rawValue, interface.state == .up ? .good : .doubtful)
            text.column(kindColumn)
            text.addWhole(interface.linkTypeName ?? "?")
            text.column(permissionColumn)
            switch interface.permission {
            case .granted: text.addWhole("may capture", .good)
            case .refused: text.addWhole("may not", .bad)
            case .unknown: text.addWhole("unknown", .doubtful)
            }
            text.column(addressColumn)
            text.add(addresses(interface))
            layout.line(text, hanging: addressColumn < terminal.width / 2 ? addressColumn : 4)
        }
        if let refused = interfaces.lazy.compactMap(\.refusal).first {
            layout.newLine()
            try output.write(layout.take())
            // Not broken for the terminal's width: these are commands to copy.
            for line in refused.description.split(separator: "\n", omittingEmptySubsequences: false) {
                try output.write(PrintableText.oneLine(String(line)) + "\n")
            }
        }
        for interface in interfaces {
            if case .unknown(let why) = interface.permission {
                layout.line(StyledText("\(interface.name): \(why)", .doubtful), hanging: 4)
            }
        }
        try output.write(layout.take())
    }

    private func addresses(_ interface: CaptureInterface) -> StyledText {
        var text = StyledText(interface.addresses.joined(separator: ", "))
        if interface.addresses.isEmpty, let detail = interface.detail { text = StyledText(detail, .faint) }
        return text
    }
}

extension CaptureInterface {
    fileprivate var refusal: CapturePermission.Remedy? {
        if case .refused(let remedy) = permission { return remedy }
        return nil
    }
}
