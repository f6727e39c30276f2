"""What TLS shows without keys: handshakes that are weak, or fail, each for one reason."""

import ssl
import subprocess
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from network import MODALITY, ARCHIVE
from registry import scenario
from scenarios.connection import TLS_PORT
from scripted import accepting, connected

AUTHORITY = """[ca]
default_ca = own
[own]
database = {0}/index.txt
new_certs_dir = {0}
serial = {0}/serial
default_md = sha256
policy = any
[any]
organizationName = supplied
commonName = supplied
"""


def rsa_certificate(scratch, name, begins="20200101000000Z", ends="20400101000000Z", authority=None,
                    bits=2048, digest="sha256"):
    """A key and a certificate with these dates of an invented host: self-made, or of an authority."""
    (scratch / "index.txt").write_text("")
    (scratch / "serial").write_text("1000\n")
    (scratch / "ca.cnf").write_text(AUTHORITY.format(scratch))
    key, asked, made = (scratch / f"{name}.{ending}" for ending in ("key", "csr", "pem"))
    subject = f"/O=Example Works/CN={name}.example.invalid"
    signer = ["-keyfile", authority[0], "-cert", authority[1]] if authority else ["-selfsign", "-keyfile", key]
    subprocess.run(["openssl", "req", "-new", "-newkey", f"rsa:{bits}", "-nodes", "-keyout", key, "-out", asked,
                    "-subj", subject], check=True, capture_output=True)
    subprocess.run(["openssl", "ca", "-config", scratch / "ca.cnf", *signer, "-batch", "-notext", "-md", digest,
                    "-in", asked, "-out", made, "-startdate", begins, "-enddate", ends], check=True, capture_output=True)
    return key, made


def context(side, oldest=ssl.TLSVersion.TLSv1_2, newest=ssl.TLSVersion.TLSv1_2, ciphers=None, identity=None,
            trusts=None):
    """Everything OpenSSL can be talked into; trusts is a certificate that must be shown, or nothing."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if side == "server" else ssl.PROTOCOL_TLS_CLIENT)
    made.check_hostname = False
    made.verify_mode = ssl.CERT_REQUIRED if trusts else ssl.CERT_NONE
    made.set_ciphers((ciphers or "DEFAULT") + ":@SECLEVEL=0")
    made.minimum_version, made.maximum_version = oldest, newest
    if identity:
        made.load_cert_chain(identity[1], identity[0])
    if trusts:
        made.load_verify_locations(trusts)
    return made


def handshakes(*pairs, name="archive.example.invalid"):
    """TLS with the archive's TLS port, a connection for each pair of contexts; some bytes within if it comes about."""
    def serving(server):
        def serve(peer):
            with suppress(OSError), server.wrap_socket(peer.connection, server_side=True) as secured:
                secured.sendall(secured.recv(64))
        return serve

    with accepting(*(serving(server) for _, server in pairs), port=TLS_PORT):
        for client, _ in pairs:
            with (connected(MODALITY, ARCHIVE.address, TLS_PORT) as peer, suppress(OSError),
                  client.wrap_socket(peer.connection, server_hostname=name) as secured):
                secured.sendall(b"not to be seen")
                secured.recv(64)


@scenario("rule-tls-versions", "scripted → scripted", "tls.handshake.version == 0x0301")
def versions(scratch):
    """TLS 1.0 negotiated; then TLS 1.2 although the requestor would take 1.0 as well."""
    identity = rsa_certificate(scratch, "archive")
    old = ssl.TLSVersion.TLSv1
    handshakes((context("client", old, old), context("server", old, identity=identity)),
               (context("client", old, ssl.TLSVersion.TLSv1_3), context("server", identity=identity)))


@scenario("rule-tls-cipher-suites", "scripted → scripted", "tls.handshake.ciphersuite == 0x003b")
def cipher_suites(scratch):
    """TLS 1.2 without encryption (NULL), then with RSA key exchange, which has no forward secrecy."""
    identity = rsa_certificate(scratch, "archive")
    handshakes(*((context("client", ciphers=suite), context("server", ciphers=suite, identity=identity))
                 for suite in ("NULL-SHA256", "AES128-SHA")))


@scenario("rule-tls-certificates", "scripted → scripted", "x509af.notAfter")
def certificates(scratch):
    """The acceptor's certificate has expired and the requestor does not look; then it does and refuses it."""
    identity = rsa_certificate(scratch, "archive", ends="20240101000000Z")
    handshakes((context("client"), context("server", identity=identity)),
               (context("client", trusts=identity[1]), context("server", identity=identity)))


@scenario("rule-tls-certificate-expires-soon", "scripted → scripted", "x509af.notAfter")
def certificate_expires_soon(scratch):
    """The acceptor's certificate is valid for ten days more when it is recorded."""
    soon = datetime.now(UTC) + timedelta(days=10)
    identity = rsa_certificate(scratch, "archive", ends=soon.strftime("%Y%m%d%H%M%SZ"))
    handshakes((context("client"), context("server", identity=identity)))


@scenario("rule-tls-client-certificate", "scripted → scripted", "tls.handshake.type == 13")
def client_certificate(scratch):
    """The acceptor asks for the requestor's certificate, gets none and breaks off."""
    identity = rsa_certificate(scratch, "archive")
    handshakes((context("client"), context("server", identity=identity, trusts=identity[1])))


@scenario("rule-tls-nothing-in-common", "scripted → scripted", "tls.alert_message")
def nothing_in_common(scratch):
    """The requestor can do TLS 1.2, the acceptor wants 1.3; then both do 1.2 without a cipher suite in common."""
    identity = rsa_certificate(scratch, "archive")
    newest = ssl.TLSVersion.TLSv1_3
    handshakes((context("client"), context("server", newest, newest, identity=identity)),
               (context("client", ciphers="AES128-SHA"), context("server", ciphers="AES256-SHA", identity=identity)))


@scenario("rule-tls-sound", "scripted → scripted", "tls.handshake.ciphersuite == 0xc02f")
def sound(scratch):
    """TLS 1.2 with a cipher suite that has forward secrecy and certificates of both sides that are valid."""
    identity = rsa_certificate(scratch, "archive")
    suite = "ECDHE-RSA-AES128-GCM-SHA256"
    handshakes((context("client", ciphers=suite, identity=identity, trusts=identity[1]),
                context("server", ciphers=suite, identity=identity, trusts=identity[1])))


@scenario("tls-certificate-of-an-authority", "scripted → scripted", "tls.handshake.ciphersuite == 0xc02f")
def of_an_authority(scratch):
    """TLS 1.2 with a certificate that an authority issued, which the requestor trusts."""
    authority = rsa_certificate(scratch, "authority")
    identity = rsa_certificate(scratch, "archive", authority=authority)
    suite = "ECDHE-RSA-AES128-GCM-SHA256"
    handshakes((context("client", ciphers=suite, trusts=authority[1]),
                context("server", ciphers=suite, identity=identity)))


@scenario("rule-tls-weak-keys", "scripted → scripted", "tls.handshake.type == 12")
def weak_keys(scratch):
    """TLS 1.2 with a certificate of 1024 bits signed with SHA-1, and keys agreed on with a prime of 1024 bits."""
    identity = rsa_certificate(scratch, "archive", bits=1024, digest="sha1")
    prime = scratch / "prime.pem"
    subprocess.run(["openssl", "dhparam", "-out", prime, "1024"], check=True, capture_output=True)
    suite = "DHE-RSA-AES128-GCM-SHA256"
    server = context("server", ciphers=suite, identity=identity)
    server.load_dh_params(prime)
    handshakes((context("client", ciphers=suite), server))
