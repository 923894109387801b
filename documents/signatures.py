"""Signatures on papers: what a signed copy holds, and signing with the agency's key (both in a child process)."""

import base64
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.enums import SignatureState

CHILD = Path(__file__).with_name("signature_child.py")
TIMEOUT_SECONDS = 90
CERTIFICATES = (".pem", ".crt", ".cer")

FAULTS: dict[str, str | Promise] = {
    "none": _("The file bears no digital signature."),
    "other": _(
        "This is not the file of this paper with a signature added: it is another paper, or it was printed or saved "
        "anew before it was signed."
    ),
    "changed": _("Besides signatures, the content of the paper was changed."),
    "broken": _("A signature in the file does not match the content."),
    "encrypted": _("The file is locked with a password or encrypted."),
    "unreadable": _("The signatures in the file cannot be read."),
    "too_long": _("Reading the signatures takes too long."),
    "key": _("The agency's key cannot be opened: the file or its password is wrong."),
}
REMEDIES: dict[str, str | Promise] = {
    "none": _("Sign the downloaded file with the signing tool, then upload the signed file."),
    "encrypted": _("Sign without locking the file, then upload it again."),
    "key": _("Ask the administrator to check SIGN_PKCS12 and its password."),
}
SIGN_AGAIN = _("Download the file of the paper once more, sign that very file and upload it.")


class SignatureFault(Exception):
    """A file that is no signed copy of the paper; `code` is a key of FAULTS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def what(self) -> str | Promise:
        return FAULTS[self.code]

    @property
    def todo(self) -> str | Promise:
        return REMEDIES.get(self.code, SIGN_AGAIN)


@dataclass(frozen=True)
class Findings:
    """What a signed copy holds: the result, and name, organisation, issuer and time of each signer."""

    state: SignatureState
    signers: list[dict[str, Any]]


def trust_anchors(folder: str) -> list[bytes]:
    """The certificates of a folder; none where there is no folder."""
    if not folder or not Path(folder).is_dir():
        return []
    return [path.read_bytes() for path in sorted(Path(folder).iterdir()) if path.suffix.lower() in CERTIFICATES]


def signatures_check(*, original: bytes, candidate: bytes, anchors: list[bytes]) -> Findings:
    """The signatures of a file that adds nothing but signatures to the original. Raises SignatureFault."""
    if candidate == original:
        raise SignatureFault("none")
    if not candidate.startswith(original):
        raise SignatureFault("encrypted" if b"/Encrypt" in candidate else "other")
    answer = _ask(
        {
            "action": "check",
            "original": _packed(original),
            "candidate": _packed(candidate),
            "roots": [_packed(each) for each in anchors],
        }
    )
    signers = answer["signers"]
    known = all(each["trusted"] for each in signers)
    return Findings(SignatureState.VALID if known else SignatureState.UNTRUSTED, signers)


def pdf_sign(
    pdf: bytes,
    *,
    key: bytes,
    password: str,
    field: str,
    reason: str,
    image: bytes = b"",
    page: int = -1,
    box: tuple[float, float, float, float] = (0, 0, 0, 0),
) -> bytes:
    """The same bytes with one more signature (PAdES); `image` is shown in `box` (points) of `page`.

    Raises SignatureFault.
    """
    answer = _ask(
        {
            "action": "sign",
            "pdf": _packed(pdf),
            "key": _packed(key),
            "password": password,
            "field": field,
            "reason": reason,
            "image": _packed(image),
            "page": page,
            "box": box,
        }
    )
    return base64.b64decode(answer["pdf"])


def _ask(task: dict[str, Any]) -> dict[str, Any]:
    try:
        done = subprocess.run(  # noqa: S603 - our own script, no argument of others
            [sys.executable, "-I", str(CHILD)],
            input=json.dumps(task).encode(),
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
            env={"LANG": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired:
        raise SignatureFault("too_long") from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise SignatureFault("unreadable") from None
    if "fault" in answer:
        raise SignatureFault(answer["fault"])
    return answer


def _packed(content: bytes) -> str:
    return base64.b64encode(content).decode()
