"""The peers: DCMTK and Orthanc as programs, pynetdicom in this process; each on a host of the recorded wire."""

import json
import subprocess
from contextlib import contextmanager
from pathlib import Path

from network import ARCHIVE, MODALITY, await_listener
from pynetdicom import AE

PORT = 11112
ORTHANC_PORT = 4242


@contextmanager
def program(*command, port, host=ARCHIVE, **options):
    """A DICOM server program, from the moment it listens."""
    with host.entered():
        process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, **options)
    try:
        await_listener(process, port)
        yield process
    finally:
        process.terminate()
        process.wait(10)


def run(*command, host=MODALITY, may_fail=False, **options):
    """A DICOM client program, until it ends; what it printed is returned."""
    with host.entered():
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=30,
                              errors="replace", **options)
    if done.returncode != 0 and not may_fail:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def start(*command, host=MODALITY, **options):
    """A DICOM client program left running; the caller waits for it or kills it."""
    with host.entered():
        return subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL, **options)


def scu(tool, *arguments, calling="MODALITY", called="ARCHIVE", peer=ARCHIVE.address, port=PORT, **options):
    """A DCMTK client; its arguments come after peer and port where they are files."""
    flags = [word for word in arguments if not isinstance(word, Path)]
    files = [word for word in arguments if isinstance(word, Path)]
    return run(tool, "-aet", calling, "-aec", called, *flags, peer, port, *files, **options)


def storescp(scratch, *options, title="ARCHIVE", host=ARCHIVE, port=PORT):
    directory = scratch / f"received-{title}-{port}"
    directory.mkdir(exist_ok=True)
    return program("storescp", "-aet", title, "-od", directory, *options, port, host=host, port=port)


def dcmqrscp(scratch, files, peers=(("MODALITY", MODALITY.address, PORT),), title="ARCHIVE", port=PORT, options=(),
             host=ARCHIVE):
    """DCMTK's archive, holding the given files and knowing the given peers."""
    directory = scratch / title
    directory.mkdir()
    for file in files:
        (directory / file.name).write_bytes(file.read_bytes())
    hosts = "\n".join(f"{name.lower()} = ({name}, {address}, {number})" for name, address, number in peers)
    known = ", ".join(name.lower() for name, _, _ in peers)
    configuration = scratch / f"{title}.cfg"
    configuration.write_text(
        f"NetworkTCPPort = {port}\nMaxPDUSize = 16384\nMaxAssociations = 4\n"
        f"HostTable BEGIN\n{hosts}\nknown = {known}\nHostTable END\nVendorTable BEGIN\nVendorTable END\n"
        f"AETable BEGIN\n{title} {directory} RW (200, 1024mb) known\nAETable END\n")
    if files:
        subprocess.run(["dcmqridx", directory, *(directory / file.name for file in files)], check=True,
                       capture_output=True)
    return program("dcmqrscp", "-c", configuration, *options, port=port, host=host)


def orthanc(scratch, **settings):
    """Orthanc without its web server; the settings go over these."""
    configuration = scratch / "orthanc.json"
    configuration.write_text(json.dumps({
        "Name": "Archive", "DicomAet": "ORTHANC", "DicomPort": ORTHANC_PORT, "HttpServerEnabled": True,
        "HttpPort": 8042, "RemoteAccessAllowed": False, "AuthenticationEnabled": False,
        "StorageDirectory": str(scratch / "orthanc"), "IndexDirectory": str(scratch / "orthanc"),
        "DicomModalities": {"modality": ["MODALITY", MODALITY.address, PORT]}, "DicomAssociationCloseDelay": 0,
        "DicomScpTimeout": 5, "DicomScuTimeout": 2, "DicomAlwaysAllowMove": True} | settings))
    return program("Orthanc", configuration, port=settings.get("DicomPort", ORTHANC_PORT))


def entity(title, *contexts, supported=(), timeout=3):
    """A pynetdicom application entity; a context is an abstract syntax or (abstract syntax, transfer syntaxes)."""
    made = AE(ae_title=title)
    made.acse_timeout = made.dimse_timeout = made.network_timeout = made.connection_timeout = timeout
    for context in contexts:
        made.add_requested_context(*(context if isinstance(context, tuple) else (context,)))
    for context in supported:
        made.add_supported_context(*(context if isinstance(context, tuple) else (context,)))
    return made


@contextmanager
def serving(acceptor, *handlers, host=ARCHIVE, address=None, port=PORT, **options):
    """A pynetdicom application entity as association-acceptor; handlers are (event, function)."""
    with host.entered():
        server = acceptor.start_server((address or host.address, port), block=False, evt_handlers=list(handlers),
                                       **options)
    try:
        yield server
    finally:
        server.shutdown()


@contextmanager
def associated(requestor, *handlers, called="ARCHIVE", host=MODALITY, peer=ARCHIVE.address, port=PORT, **options):
    """An association of a pynetdicom entity, released at the end where it was accepted."""
    with host.entered():
        association = requestor.associate(peer, port, ae_title=called, evt_handlers=list(handlers), **options)
    try:
        yield association
    finally:
        if association.is_established:
            association.release()
