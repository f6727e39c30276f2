import AssociationTimeline
import DICOMDataSet
import DICOMDictionary
import DICOMMessageExchange
import Wording

extension JSONWriter {
    mutating func operation(_ operation: DIMSEOperation, mask: PatientMask) {
        beginObject()
        member("id", operation.id)
        member("kind", operation.kind.service ?? operation.kind.description)
        member("presentationContextID", operation.presentationContextID)
        member("messageID", operation.messageID)
        member("invoker", operation.invoker.name)
        optionalMember("sopClass", operation.sopClass) { $0.uid($1) }
        key("request")
        if let request = operation.request {
            beginObject()
            message(request, mask: mask, hidden: [])
            endObject()
        } else {
            null()
        }
        let isCommented = operation.responses.contains { $0.command.errorComment != nil }
        let hidden = isCommented && !mask.showsPatientData ? operation.request?.patientValues ?? [] : []
        key("responses")
        beginArray()
        for response in operation.responses {
            beginObject()
            message(response, mask: mask, hidden: hidden)
            outcome(of: response, in: operation)
            endObject()
        }
        endArray()
        member("responseCount", operation.responseCount)
        member("pendingCount", operation.pendingCount)
        member("cancelled", !operation.cancels.isEmpty)
        member("cancels", array: operation.cancels) { json, cancel in
            json.object { json in
                json.member("frame", cancel.evidence.firstFrame)
                json.member("time", cancel.evidence.firstTime)
            }
        }
        member("outcome", operation.outcome.rawValue)
        member("duration", seconds: operation.duration)
        endObject()
    }

    /// `hidden`: what an error comment may not repeat.
    private mutating func message(_ message: DIMSEMessage, mask: PatientMask, hidden: [String]) {
        member("command", message.command.commandField?.description)
        member("frame", message.evidence.firstFrame)
        member("lastFrame", message.evidence.lastFrame)
        member("time", message.evidence.firstTime)
        member("fragments", message.fragments)
        member("complete", message.isComplete)
        key("dataSet")
        if let dataSet = message.dataSet { self.dataSet(dataSet, mask: mask) } else { null() }
        member("fields") { json in
            var named: Set<String> = []
            for element in message.command.elements {
                let name = json.name(of: element.tag)
                if named.insert(name).inserted { json.field(name, element, hidden: hidden) }
            }
        }
    }

    private mutating func outcome(of response: DIMSEMessage, in operation: DIMSEOperation) {
        let command = response.command
        optionalMember("status", command.status) { json, code in
            let status = Status(code)
            json.member("code", status.description)
            json.member("category", status.category.rawValue)
            json.member("meaning", operation.meaning(of: code))
        }
        key("subOperations")
        if let counts = SubOperations(command) {
            object { json in
                json.member("remaining", counts.remaining)
                json.member("completed", counts.completed)
                json.member("failed", counts.failed)
                json.member("warning", counts.warning)
            }
        } else {
            null()
        }
    }

    private mutating func field(_ name: String, _ element: CommandElement, hidden: [String]) {
        switch element.tag.dictionaryVR {
        case .unsignedShort where element.value.count == 2: member(name, element.unsignedShort)
        case .unsignedLong where element.value.count == 4: member(name, element.unsignedLong)
        case .attributeTag: member(name, array: element.tags) { $0.value($1.description) }
        case .unsignedShort, .unsignedLong, .unknown: member(name, hexadecimal(element.value))
        default: member(name, element.shownText(without: hidden))
        }
    }

    private mutating func dataSet(_ dataSet: DataSetSummary, mask: PatientMask) {
        beginObject()
        member("transferSyntax") { $0.uid(dataSet.transferSyntax.uid) }
        if dataSet.transferSyntaxIsInferred { member("transferSyntaxInferred", true) }
        member("bytes", dataSet.bytes)
        member("complete", dataSet.isComplete)
        member("elements", dataSet.elements)
        if dataSet.pixelFragments > 0 { member("pixelFragments", dataSet.pixelFragments) }
        var named: Set<Tag> = []
        for attribute in dataSet.attributes where attribute.sequence == nil {
            guard named.insert(attribute.tag).inserted else { continue }
            let nested = dataSet.attributes.filter { $0.sequence == attribute.tag }
            if nested.isEmpty {
                member(name(of: attribute.tag), mask.shown(attribute.text, of: attribute.tag))
            } else {
                sequence(attribute, nested, mask: mask)
            }
        }
        member("faults", array: dataSet.faults) { json, fault in
            json.object { json in
                json.member("code", fault.code)
                json.member("tag", fault.tag?.description)
                json.member("offset", fault.offset)
                json.member("message", fault.message)
            }
        }
        member("faultCount", dataSet.faultCount)
        endObject()
    }

    /// The first item's attributes, and how many items there are.
    private mutating func sequence(
        _ sequence: DataSetSummary.Attribute, _ nested: [DataSetSummary.Attribute], mask: PatientMask
    ) {
        key(name(of: sequence.tag))
        beginObject()
        member("items", Int(sequence.text))
        var named: Set<Tag> = []
        for attribute in nested where named.insert(attribute.tag).inserted {
            member(name(of: attribute.tag), mask.shown(attribute.text, of: attribute.tag))
        }
        endObject()
    }
}

extension Tag {
    /// The keyword with its first word in lower case, as JSON names are written: `sopInstanceUID`, `patientID`. A tag
    /// without a keyword gives its numbers: `(0009,1001)`.
    var memberName: String {
        guard let keyword = dictionaryEntry?.keyword, !keyword.isEmpty else { return description }
        let letters = Array(keyword.utf8)
        func isUpper(_ index: Int) -> Bool { index < letters.count && letters[index] >= 0x41 && letters[index] <= 0x5A }
        var count = 0
        while isUpper(count) { count += 1 }
        // Of several capitals before a small letter, the last begins the next word.
        if count > 1, count < letters.count { count -= 1 }
        return String(keyword.prefix(count)).lowercased() + keyword.dropFirst(count)
    }
}
