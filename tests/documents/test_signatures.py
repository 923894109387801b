"""Signed copies: what is taken in, what is refused and why; signing here; where signature and seal stand."""

import hashlib
import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from common.access import Refused
from common.events import events_of
from common.models import StoredFile
from documents.enums import DocumentState as State
from documents.enums import RenditionKind, SignatureState
from documents.models import Rendition
from documents.queries import bytes_to_sign
from documents.seal import SEAL_MM, Box, name_place, seal_box, signature_box, stamp_make
from documents.services.issuing import document_revoke
from documents.services.signing import document_sign_here, signature_take_back, signed_copy_take
from documents.signatures import SignatureFault, pdf_sign, signatures_check, trust_anchors
from tests.documents import certificates
from tests.documents.certificates import PASSWORD, authority, paper_pdf, with_other_page
from tests.documents.sample_kinds import DAY, MINUTES, approved, issued, numbered

NAME = "Nguyễn Văn Khởi"


def signed(pdf: bytes, field: str = "ChuKySo1", key: bytes = b"") -> bytes:
    return pdf_sign(pdf, key=key or authority().key, password=PASSWORD, field=field, reason="05/QĐ-SGDĐT")


@pytest.fixture(scope="module")
def once() -> bytes:
    return signed(paper_pdf())


def fault_of(candidate: bytes, original: bytes = b"") -> str:
    with pytest.raises(SignatureFault) as fault:
        signatures_check(original=original or paper_pdf(), candidate=candidate, anchors=[authority().pem])
    assert str(fault.value.what)
    assert str(fault.value.todo)
    return fault.value.code


def test_a_known_signature_is_valid(once):
    found = signatures_check(original=paper_pdf(), candidate=once, anchors=[authority().pem])
    assert found.state == SignatureState.VALID
    (signer,) = found.signers
    assert (signer["name"], signer["organisation"]) == (NAME, "Sở Giáo dục và Đào tạo")
    assert signer["issuer"] == certificates.AUTHORITY
    assert signer["time"]


def test_without_the_authority_it_is_not_known(once):
    for anchors in ([], [authority("CA khác", "Người khác").pem]):
        found = signatures_check(original=paper_pdf(), candidate=once, anchors=anchors)
        assert found.state == SignatureState.UNTRUSTED


def test_a_second_signature_is_an_addition_too(once):
    twice = signed(once, "ChuKySo2")
    found = signatures_check(original=paper_pdf(), candidate=twice, anchors=[authority().pem])
    assert (found.state, len(found.signers)) == (SignatureState.VALID, 2)


def test_what_is_no_signed_copy_is_refused(once):
    original = paper_pdf()
    assert fault_of(original) == "none"
    assert fault_of(original + b"\n%%EOF\n") in ("none", "unreadable")
    assert fault_of(paper_pdf("Tặng Giấy khen cho 11 tập thể.")) == "other"
    assert fault_of(signed(paper_pdf("Tặng Giấy khen cho 11 tập thể."))) == "other"
    with pikepdf.open(io.BytesIO(once)) as pdf:
        saved = io.BytesIO()
        pdf.save(saved)
    assert fault_of(saved.getvalue()) == "other"


def test_changed_content_is_refused(once):
    assert fault_of(with_other_page(once)) == "changed"
    assert fault_of(signed(with_other_page(paper_pdf()))) == "changed"


def test_a_broken_signature_is_refused(once):
    # The last signature covers everything but itself: turn one letter of the addition.
    at = once.index(b"/Reason", len(paper_pdf()))
    broken = bytearray(once)
    broken[at + 12] ^= 1
    assert fault_of(bytes(broken)) in ("broken", "changed", "unreadable")


def test_an_encrypted_file_is_refused():
    with pikepdf.open(io.BytesIO(paper_pdf())) as pdf:
        saved = io.BytesIO()
        pdf.save(saved, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert fault_of(saved.getvalue()) == "encrypted"


def test_a_wrong_password_opens_no_key():
    with pytest.raises(SignatureFault) as fault:
        pdf_sign(paper_pdf(), key=authority().key, password="sai", field="A", reason="")
    assert fault.value.code == "key"


def test_anchors_come_from_a_folder(tmp_path):
    (tmp_path / "ca.pem").write_bytes(authority().pem)
    (tmp_path / "doc.txt").write_text("không phải chứng thư")
    assert trust_anchors(str(tmp_path)) == [authority().pem]
    assert trust_anchors("") == trust_anchors(str(tmp_path / "khong-co")) == []


# With a paper that went out


@pytest.fixture
def drawn(people, monkeypatch):
    monkeypatch.setattr("documents.papers.render_pdf", lambda *args, **kwargs: paper_pdf())
    return people


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("da-ky.pdf", content, "application/pdf")


def refused_with(act) -> Refused:
    with pytest.raises(Refused) as refused:
        act()
    assert str(refused.value.verdict.reason)
    assert str(refused.value.kept)
    assert str(refused.value.todo)
    return refused.value


def test_a_signed_copy_is_kept_beside_the_paper(drawn, once, settings, tmp_path):
    (tmp_path / "ca.pem").write_bytes(authority().pem)
    settings.SIGN_TRUST_DIR = str(tmp_path)
    row = issued(drawn)
    kept = signed_copy_take(document=row, uploaded=upload(once), by=drawn.clerk)
    assert (kept.kind, kept.sha256) == (RenditionKind.SIGNED, hashlib.sha256(once).hexdigest())
    assert kept.signature.state == SignatureState.VALID
    assert kept.signature.signers[0]["name"] == NAME
    assert row.renditions.get(kind=RenditionKind.ISSUED).sha256 == hashlib.sha256(paper_pdf()).hexdigest()
    event = events_of(row).last()
    assert (event.action, event.data["signers"]) == ("document.signed_copy", [NAME])
    refused_with(lambda: signed_copy_take(document=row, uploaded=upload(once), by=drawn.clerk))
    assert Rendition.objects.filter(kind=RenditionKind.SIGNED).count() == 1


def test_a_bad_copy_leaves_nothing_behind(drawn, once):
    row = issued(drawn)
    for content in (paper_pdf(), with_other_page(once), paper_pdf("Văn bản khác"), b"%PDF-1.7 hong %%EOF", b"abc"):
        refused = refused_with(
            lambda content=content: signed_copy_take(document=row, uploaded=upload(content), by=drawn.clerk)
        )
        assert refused.verdict.status == 400
    assert not Rendition.objects.filter(kind=RenditionKind.SIGNED).exists()
    with pytest.raises(Refused) as wrong:
        signed_copy_take(document=row, uploaded=upload(once), by=drawn.leader)
    assert wrong.value.verdict.code == "not_clerk"


def test_minutes_are_signed_by_their_copy(drawn, once):
    row = numbered(drawn, MINUTES)
    kept = signed_copy_take(document=row, uploaded=upload(once), by=drawn.clerk)
    assert kept.signature.state == SignatureState.UNTRUSTED
    row.refresh_from_db()
    assert row.state == State.SIGNED


def test_a_wrong_copy_is_sent_back_before_the_issue(drawn, once):
    row = numbered(drawn, MINUTES)
    kept = signed_copy_take(document=row, uploaded=upload(once), by=drawn.clerk)
    for by, reason, code in ((drawn.leader, "Ký nhầm", "not_clerk"), (drawn.clerk, " ", "reason_needed")):
        with pytest.raises(Refused, match=f"^{code}$"):
            signature_take_back(document=row, reason=reason, by=by)
    assert row.renditions.filter(pk=kept.pk).exists()
    row = signature_take_back(document=row, reason="Người ký không có thẩm quyền", by=drawn.clerk)
    assert (row.state, row.number) == (State.NUMBERED, 1)
    assert not row.renditions.filter(kind=RenditionKind.SIGNED).exists()
    assert not StoredFile.objects.filter(pk=kept.file_id).exists()
    event = events_of(row).last()
    assert (event.action, event.reason) == ("document.take_signature_back", "Người ký không có thẩm quyền")
    assert event.data == {"sha256": [hashlib.sha256(once).hexdigest()]}
    # The right file, here the same one, is taken again.
    signed_copy_take(document=row, uploaded=upload(once), by=drawn.clerk)
    row.refresh_from_db()
    assert row.state == State.SIGNED


def test_what_has_no_bytes_or_is_over_is_not_signed(drawn, once):
    with pytest.raises(Refused) as refused:
        signed_copy_take(document=approved(drawn), uploaded=upload(once), by=drawn.clerk)
    assert refused.value.verdict.code == "no_file"
    row = document_revoke(document=issued(drawn), by_symbol="Quyết định số 9", on=DAY, by=drawn.clerk)
    with pytest.raises(Refused) as refused:
        signed_copy_take(document=row, uploaded=upload(once), by=drawn.clerk)
    assert refused.value.verdict.code == "state"


def test_signing_here_is_off_by_default(drawn):
    with pytest.raises(Refused) as refused:
        document_sign_here(document=issued(drawn), by=drawn.clerk)
    assert refused.value.verdict.code == "no_key"


def picture(path, colour: tuple[int, int, int], size: tuple[int, int]) -> None:
    Image.new("RGBA", size, (*colour, 255)).save(path)


def test_signing_here_with_signature_and_seal(drawn, settings, tmp_path):
    (tmp_path / "khoa.p12").write_bytes(authority().key)
    (tmp_path / "ca.pem").write_bytes(authority().pem)
    picture(tmp_path / "dau.png", (200, 0, 0), (300, 300))
    picture(tmp_path / "nguyen-van-khoi.png", (0, 0, 200), (400, 180))
    settings.SIGN_PKCS12, settings.SIGN_PKCS12_PASSWORD = str(tmp_path / "khoa.p12"), PASSWORD
    settings.SIGN_IMAGES = settings.SIGN_TRUST_DIR = str(tmp_path)
    row = issued(drawn)
    kept = document_sign_here(document=row, by=drawn.clerk)
    assert kept.signature.state == SignatureState.VALID
    content = kept.file.file.read()
    assert content.startswith(paper_pdf())
    assert b"/ETSI.CAdES.detached" in content
    place = name_place(content, NAME)
    box = signature_box(place, (400, 180))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        (widget,) = pdf.pages[place.page].Annots
        left, bottom, right, top = (float(each) for each in widget.Rect)
    assert left == pytest.approx(seal_box(box).points[0], abs=0.5)
    assert right == pytest.approx(box.points[2], abs=0.5)
    assert top - bottom == pytest.approx(SEAL_MM / 25.4 * 72, abs=0.5)
    # Again: a second signature, without a second picture.
    again = document_sign_here(document=row, by=drawn.clerk)
    assert len(again.signature.signers) == 2
    assert bytes_to_sign(row).kind == RenditionKind.ISSUED


def test_the_agency_key_is_for_the_clerk(drawn, settings, tmp_path):
    settings.SIGN_PKCS12 = str(tmp_path / "khong-co.p12")
    row = issued(drawn)
    with pytest.raises(Refused) as refused:
        document_sign_here(document=row, by=drawn.leader)
    assert refused.value.verdict.code == "not_clerk"
    assert "SIGN_PKCS12" in str(refused_with(lambda: document_sign_here(document=row, by=drawn.clerk)).todo)


def test_the_seal_covers_the_left_third_of_the_signature():
    signature = Box(100, 50, 30, 18)
    seal = seal_box(signature)
    assert (seal.width, seal.height) == (SEAL_MM, SEAL_MM)
    assert seal.right == signature.left + 10
    assert seal.bottom + seal.height / 2 == signature.bottom + 9


def test_the_signature_stands_above_the_name(tmp_path):
    place = name_place(paper_pdf(), NAME)
    assert place.page == 0
    assert name_place(paper_pdf(), "Người Không Có") is None
    assert name_place(paper_pdf(), " ") is None
    box = signature_box(place, (400, 180))
    assert (box.width, box.height) == (40.0, 18.0)
    assert box.bottom > place.top
    assert box.left + box.width / 2 == pytest.approx(place.middle)
    assert stamp_make(paper_pdf(), signer=NAME, folder=str(tmp_path)) is None
    picture(tmp_path / "dau.png", (200, 0, 0), (300, 300))
    stamp = stamp_make(paper_pdf(), signer=NAME, folder=str(tmp_path))
    assert stamp.box.width == pytest.approx(SEAL_MM)
