"""Synthetic DICOM objects: fictitious patients, fixed UIDs, small pixels."""

import subprocess
from pathlib import Path

from pydicom import uid as syntax
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence

ROOT = "1.2.826.0.1.3680043.8.498"
CT = "1.2.840.10008.5.1.4.1.1.2"
MR = "1.2.840.10008.5.1.4.1.1.4"
CR = "1.2.840.10008.5.1.4.1.1.1"
US = "1.2.840.10008.5.1.4.1.1.6.1"
SC = "1.2.840.10008.5.1.4.1.1.7"
RT_PLAN = "1.2.840.10008.5.1.4.1.1.481.5"
BASIC_TEXT_SR = "1.2.840.10008.5.1.4.1.1.88.11"
VIDEO = "1.2.840.10008.5.1.4.1.1.77.1.1.1"

#: Names as the standard's annexes H to K and PS3.5 §6.2.1 give them: file name, Specific Character Set, Patient's Name.
NAMES = {
    "latin1": ("ISO_IR 100", "Buc^Jérôme"),
    "german": ("ISO_IR 100", "Äneas^Rüdiger"),
    "cyrillic": ("ISO_IR 144", "Люкceмбypг"),
    "japanese": (["", "ISO 2022 IR 87"], "Yamada^Tarou=山田^太郎=やまだ^たろう"),
    "japanese-katakana": (["ISO 2022 IR 13", "ISO 2022 IR 87"], "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"),
    "korean": (["", "ISO 2022 IR 149"], "Hong^Gildong=洪^吉洞=홍^길동"),
    "utf8": ("ISO_IR 192", "Wang^XiaoDong=王^小东"),
    "gb18030": ("GB18030", "Wang^XiaoDong=王^小东"),
    "greek": ("ISO_IR 126", "Διονυσιος"),
    "arabic": ("ISO_IR 127", "قباني^لنزار"),
    "hebrew": ("ISO_IR 138", "שרון^דבורה"),
}


def uid(*parts):
    return ".".join([ROOT, *map(str, parts)])


def common(modality, sop_class, number=1, patient=1):
    """The patient, study, series and instance attributes every object here has."""
    letters = ("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel")
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 100"
    dataset.SOPClassUID = sop_class
    dataset.SOPInstanceUID = uid(1, patient, 1, number)
    dataset.StudyDate = dataset.SeriesDate = dataset.ContentDate = "20260101"
    dataset.StudyTime = dataset.SeriesTime = dataset.ContentTime = "101500"
    dataset.AccessionNumber = f"ACC-{patient:04}"
    dataset.Modality = modality
    dataset.Manufacturer = "Example Works"
    dataset.ReferringPhysicianName = "Test^Referrer"
    dataset.StudyDescription = "Fictitious study"
    dataset.PatientName = f"Test^{letters[(patient - 1) % len(letters)]}"
    dataset.PatientID = f"TEST-{patient:04}"
    dataset.PatientBirthDate = "19700101"
    dataset.PatientSex = "O"
    dataset.StudyInstanceUID = uid(1, patient)
    dataset.SeriesInstanceUID = uid(1, patient, 1)
    dataset.StudyID = "1"
    dataset.SeriesNumber = 1
    dataset.InstanceNumber = number
    return dataset


def image(modality="CT", number=1, patient=1, size=64, bits=16, frames=1):
    """A grainy ramp with a disc in it."""
    sop_class = {"CT": CT, "MR": MR, "CR": CR, "US": US, "OT": SC}[modality]
    dataset = common(modality, sop_class, number, patient)
    if modality == "CT":
        dataset.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
        dataset.RescaleIntercept, dataset.RescaleSlope = "-1024", "1"
    elif modality == "OT":
        dataset.ConversionType = "WSD"
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.Rows = dataset.Columns = size
    dataset.BitsAllocated = bits
    dataset.BitsStored = 12 if bits == 16 else 8
    dataset.HighBit = dataset.BitsStored - 1
    dataset.PixelRepresentation = 0
    if frames > 1:
        dataset.NumberOfFrames = frames
    top = (1 << dataset.BitsStored) - 1
    values = [_sample(x, y, size, top) for y in range(size) for x in range(size)]
    pixels = b"".join(value.to_bytes(bits // 8, "little") for value in values)
    dataset.add_new(0x7FE00010, "OW", pixels * frames)
    return dataset


def rt_plan(beams=12, patient=1):
    """An RT Plan big enough for several fragments of 16 kB."""
    dataset = common("RTPLAN", RT_PLAN, 1, patient)
    dataset.RTPlanLabel = "Fictitious plan"
    dataset.RTPlanDate, dataset.RTPlanTime = "20260101", "101500"
    dataset.RTPlanGeometry = "TREATMENT_DEVICE"
    dataset.BeamSequence = Sequence(_beam(number) for number in range(1, beams + 1))
    dataset.ApprovalStatus = "UNAPPROVED"
    return dataset


def structured_report(depth=4, patient=1):
    """A text report whose content tree nests to the given depth."""
    dataset = common("SR", BASIC_TEXT_SR, 1, patient)
    dataset.ValueType = "CONTAINER"
    dataset.ContinuityOfContent = "SEPARATE"
    dataset.ConceptNameCodeSequence = [code("121111", "DCM", "Summary")]
    dataset.CompletionFlag, dataset.VerificationFlag = "COMPLETE", "UNVERIFIED"
    level = dataset
    for number in range(depth):
        text = Dataset()
        text.RelationshipType, text.ValueType = "CONTAINS", "TEXT"
        text.ConceptNameCodeSequence = [code("121071", "DCM", "Finding")]
        text.TextValue = f"Fictitious finding at level {number + 1}."
        inner = Dataset()
        inner.RelationshipType, inner.ValueType, inner.ContinuityOfContent = "CONTAINS", "CONTAINER", "SEPARATE"
        inner.ConceptNameCodeSequence = [code("121070", "DCM", "Findings")]
        level.ContentSequence = [text, inner]
        level = inner
    return dataset


def named(kind, number=1):
    """A small secondary capture whose patient's name is one of NAMES."""
    dataset = image("OT", number, size=8, bits=8)
    dataset.SpecificCharacterSet, dataset.PatientName = NAMES[kind]
    return dataset


def worklist_item(number, name):
    """A scheduled procedure step as wlmscpfs keeps it."""
    dataset = Dataset()
    dataset.SOPClassUID, dataset.SOPInstanceUID = "1.2.840.10008.5.1.4.31", uid(9, number)
    dataset.SpecificCharacterSet = "ISO_IR 100"
    dataset.AccessionNumber = f"ACC-{number:04}"
    dataset.PatientName, dataset.PatientID = name, f"TEST-{number:04}"
    dataset.PatientBirthDate, dataset.PatientSex = "19700101", "O"
    dataset.StudyInstanceUID = uid(1, number)
    dataset.RequestedProcedureID = f"RP-{number:04}"
    dataset.RequestedProcedureDescription = "Fictitious procedure"
    step = Dataset()
    step.Modality, step.ScheduledStationAETitle = "CT", "MODALITY"
    step.ScheduledProcedureStepStartDate, step.ScheduledProcedureStepStartTime = "20260101", f"{9 + number:02}0000"
    step.ScheduledPerformingPhysicianName = "Test^Physician"
    step.ScheduledProcedureStepDescription = "Fictitious step"
    step.ScheduledProcedureStepID = f"SPS-{number:04}"
    dataset.ScheduledProcedureStepSequence = [step]
    return dataset


def code(value, scheme, meaning):
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, scheme, meaning
    return item


def file_meta(dataset, transfer_syntax):
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    meta.TransferSyntaxUID = transfer_syntax
    return meta


def write(dataset, path: Path, transfer_syntax=syntax.ExplicitVRLittleEndian):
    dataset.file_meta = file_meta(dataset, transfer_syntax)
    dataset.save_as(path, enforce_file_format=True)
    return path


def files(scratch, count, modality="CT", patient=1, **options):
    """That many images of one series, as files."""
    return [write(image(modality, number, patient, **options), scratch / f"{modality}-{patient}-{number}.dcm")
            for number in range(1, count + 1)]


def converted(path: Path, tool, *options):
    """The same object after one of DCMTK's converters (dcmconv, dcmcjpeg, dcmcrle...)."""
    result = path.with_name(f"{path.stem}-{tool}{''.join(options)}.dcm")
    subprocess.run([tool, *options, path, result], check=True, capture_output=True)
    return result


def _sample(x, y, size, top):
    middle = size / 2
    inside = (x - middle) ** 2 + (y - middle) ** 2 < (size / 3) ** 2
    grain = ((x * 73 ^ y * 151) * 40503 >> 7) & (top >> 6)
    return top * 3 // 4 + grain if inside else top * (x + y) // (4 * size) + grain


def _beam(number):
    beam = Dataset()
    beam.Manufacturer = "Example Works"
    beam.BeamNumber = number
    beam.BeamName = f"Beam {number}"
    beam.BeamType, beam.RadiationType, beam.TreatmentDeliveryType = "DYNAMIC", "PHOTON", "TREATMENT"
    beam.NumberOfWedges = beam.NumberOfCompensators = beam.NumberOfBoli = beam.NumberOfBlocks = 0
    beam.FinalCumulativeMetersetWeight = "1"
    beam.NumberOfControlPoints = 40
    beam.ControlPointSequence = Sequence(_control_point(index, number) for index in range(40))
    return beam


def _control_point(index, beam):
    point = Dataset()
    point.ControlPointIndex = index
    point.NominalBeamEnergy = "6"
    point.GantryAngle = f"{(beam * 30 + index) % 360}"
    jaws = Dataset()
    jaws.RTBeamLimitingDeviceType = "ASYMX"
    jaws.LeafJawPositions = [f"-{40 + index}", f"{40 + index}"]
    point.BeamLimitingDevicePositionSequence = [jaws]
    point.CumulativeMetersetWeight = f"{index / 39:.4f}"
    return point
