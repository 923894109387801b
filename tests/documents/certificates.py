"""An authority and keys made on the fly, and PDF files signed with them."""

import datetime as dt
import io
from dataclasses import dataclass
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from documents.rendering import paper_engine

PASSWORD = "mat-khau-khoa"
AUTHORITY = "CA thử nghiệm"
USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


@dataclass(frozen=True)
class Authority:
    """Its certificate as PEM, and the key of somebody it knows as PKCS#12."""

    pem: bytes
    key: bytes


@lru_cache(maxsize=2)
def authority(name: str = AUTHORITY, signer: str = "Nguyễn Văn Khởi") -> Authority:
    root_key, key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    root = _certificate(name, root_key, name, root_key, is_root=True)
    own = _certificate(signer, key, name, root_key, is_root=False)
    packed = pkcs12.serialize_key_and_certificates(
        b"khoa", key, own, [root], serialization.BestAvailableEncryption(PASSWORD.encode())
    )
    return Authority(root.public_bytes(serialization.Encoding.PEM), packed)


def _certificate(subject: str, key, issuer: str, issuer_key, *, is_root: bool) -> x509.Certificate:
    now = dt.datetime.now(dt.UTC)
    wanted = {"key_cert_sign", "crl_sign"} if is_root else {"digital_signature", "content_commitment"}
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=30))
        .add_extension(x509.BasicConstraints(is_root, None), critical=True)
        .add_extension(x509.KeyUsage(**{usage: usage in wanted for usage in USAGES}), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Sở Giáo dục và Đào tạo"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


@lru_cache(maxsize=4)
def paper_pdf(text: str = "Tặng Giấy khen cho 10 tập thể.", name: str = "Nguyễn Văn Khởi") -> bytes:
    """A paper of ours with a signer's name at its end."""
    html = (
        "<html lang='vi'><body style=\"font-family:'Liberation Serif'\">"
        f"<p>{text}</p><p style='margin:60mm 0 0 90mm'><b>GIÁM ĐỐC</b></p>"
        f"<p style='margin:30mm 0 0 90mm'><b>{name}</b></p></body></html>"
    )
    return paper_engine().pdf(html)


def with_other_page(pdf: bytes) -> bytes:
    """The same file with a page cut, added as an update the way an editor saves."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    page = writer.root["/Pages"]["/Kids"][0]
    page["/MediaBox"] = generic.ArrayObject([generic.NumberObject(side) for side in (0, 0, 200, 200)])
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
