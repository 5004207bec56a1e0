"""`nginx -t` on docker/nginx.conf, with a certificate that is made for it and thrown away."""

import datetime as dt
import subprocess
import sys
import tempfile
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

CONFIG = Path(__file__).resolve().parents[1] / "docker" / "nginx.conf"
FOLDER = "/etc/nginx/tls"


def certify(folder: Path) -> None:
    """A key and a certificate that it has signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "check.invalid")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def check(text: str) -> "subprocess.CompletedProcess[str]":
    with tempfile.TemporaryDirectory() as folder:
        certify(Path(folder))
        config = Path(folder) / "nginx.conf"
        config.write_text(
            text.replace(FOLDER, folder).replace("/tmp/nginx.pid", f"{folder}/nginx.pid")
        )
        return subprocess.run(["nginx", "-t", "-c", str(config)], capture_output=True, text=True)


def main() -> int:
    text = CONFIG.read_text()
    good, bad = check(text), check(text.replace("server_tokens off;", "server_tokens off"))
    sys.stdout.write(good.stderr)
    if good.returncode:
        return 1
    if not bad.returncode:
        sys.stdout.write("nginx -t let a broken configuration pass\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
