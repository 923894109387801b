"""Reads or makes the signatures of a PDF: a process of its own with limited memory and time, away from the portal.

Asked by `documents/signatures.py`: one JSON object on standard input, one on standard output.
`check`: original, candidate, roots (certificates) -> signers, or a fault.
`sign`: pdf, key, password, image, page, box, field, reason -> the signed pdf, or a fault.
"""

import base64
import io
import json
import logging
import resource
import sys
from collections.abc import Iterable
from typing import Any

from asn1crypto import pem, x509
from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    FormUpdatingRule,
    ModificationLevel,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext

MEMORY = 1 << 30
SECONDS = 60
MAX_SIGNATURES = 20
FORM, FIELDS, FLAGS = "/AcroForm", "/Fields", "/SigFlags"


class Fault(Exception):
    """`code` as in signatures.FAULTS."""


class _WithForm:
    """A revision without a form, seen as if it had an empty one: the first signature brings the form along."""

    def __init__(self, old: Any, flags: Any) -> None:
        self._old = old
        self.root = generic.DictionaryObject(old.root)
        form = generic.DictionaryObject({generic.pdf_name(FIELDS): generic.ArrayObject()})
        if flags is not None:
            form[generic.pdf_name(FLAGS)] = flags
        self.root[generic.pdf_name(FORM)] = form

    def __getattr__(self, name: str) -> Any:
        return getattr(self._old, name)

    def __call__(self, *args: Any) -> Any:
        return self._old(*args)


class _FirstForm(FormUpdatingRule):
    """The library compares two forms; a paper of ours has none before it is signed."""

    def apply(self, old: Any, new: Any) -> Iterable[Any]:
        if FORM not in new.root and FORM not in old.root:
            return ()
        if FORM in new.root and FORM not in old.root:
            return super().apply(_WithForm(old, new.root[FORM].get(FLAGS)), new)  # type: ignore[arg-type]
        return super().apply(old, new)


POLICY = StandardDiffPolicy(
    DEFAULT_DIFF_POLICY.global_rules,  # type: ignore[attr-defined]
    _FirstForm(DEFAULT_DIFF_POLICY.form_rule.field_rules),  # type: ignore[attr-defined, union-attr]
)


def check(task: dict[str, Any]) -> dict[str, Any]:
    """Every signature of the candidate, which must begin with the bytes of the original."""
    original, candidate = _bytes(task["original"]), _bytes(task["candidate"])
    reader = PdfFileReader(io.BytesIO(candidate), strict=False)
    if reader.encrypted:
        raise Fault("encrypted")
    found = list(reader.embedded_regular_signatures)
    if not found:
        raise Fault("none")
    if len(found) > MAX_SIGNATURES:
        raise Fault("changed")
    base = PdfFileReader(io.BytesIO(original), strict=False).xrefs.total_revisions - 1
    seen = POLICY.review_file(reader, base)
    if isinstance(seen, SuspiciousModification) or seen.modification_level > ModificationLevel.FORM_FILLING:
        raise Fault("changed")
    roots = [_certificate(_bytes(each)) for each in task["roots"]]
    return {"signers": [_signer(each, roots) for each in found]}


def _signer(found: Any, roots: list[x509.Certificate]) -> dict[str, Any]:
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    status = validate_pdf_signature(found, context, diff_policy=POLICY)
    if not (status.intact and status.valid):
        raise Fault("broken")
    if not status.docmdp_ok:
        raise Fault("changed")
    subject = status.signing_cert.subject.native
    moment = status.signer_reported_dt
    return {
        "name": _text(subject.get("common_name")),
        "organisation": _text(subject.get("organization_name")),
        "issuer": _text(status.signing_cert.issuer.native.get("common_name")),
        "serial": format(status.signing_cert.serial_number, "x"),
        "time": moment.isoformat() if moment else "",
        "trusted": bool(status.trusted),
    }


def sign(task: dict[str, Any]) -> dict[str, Any]:
    """One more signature (PAdES), with the picture of signature and seal where a place is given."""
    try:
        signer = signers.SimpleSigner.load_pkcs12_data(_bytes(task["key"]), [], task["password"].encode())
    except ValueError:
        signer = None
    if signer is None:
        raise Fault("key")
    writer = IncrementalPdfFileWriter(io.BytesIO(_bytes(task["pdf"])), strict=False)
    style = None
    if task["image"]:
        spec = fields.SigFieldSpec(task["field"], on_page=task["page"], box=tuple(task["box"]))
        fields.append_signature_field(writer, spec)
        picture = Image.open(io.BytesIO(_bytes(task["image"])))
        layout = SimpleBoxLayoutRule(
            x_align=AxisAlignment.ALIGN_MID,
            y_align=AxisAlignment.ALIGN_MID,
            margins=Margins.uniform(0),
            inner_content_scaling=InnerScaling.STRETCH_FILL,
        )
        style = StaticStampStyle(
            background=PdfImage(picture), border_width=0, background_opacity=1.0, background_layout=layout
        )
    meta = signers.PdfSignatureMetadata(
        field_name=task["field"],
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        reason=task["reason"] or None,
    )
    out = signers.PdfSigner(meta, signer, stamp_style=style).sign_pdf(writer)
    return {"pdf": base64.b64encode(out.getvalue()).decode()}


def _certificate(content: bytes) -> x509.Certificate:
    if pem.detect(content):
        _kind, _headers, content = pem.unarmor(content)
    return x509.Certificate.load(content)


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    logging.disable(logging.CRITICAL)
    task = json.load(sys.stdin)
    try:
        answer = {"check": check, "sign": sign}[task["action"]](task)
    except Fault as fault:
        answer = {"fault": str(fault)}
    except Exception:  # noqa: BLE001 - a foreign file breaks a parser in any way; nothing of it is believed
        answer = {"fault": "unreadable"}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
