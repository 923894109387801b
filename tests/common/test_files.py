import hashlib
import os
import time
from pathlib import Path

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import transaction
from openpyxl import Workbook

from common.files import (
    MESSAGES,
    UploadError,
    check_upload,
    content_disposition,
    content_store,
    file_remove,
    file_response,
    file_store,
    kind_of,
    quota_used,
    same_content,
    shown_name,
)
from common.models import StoredFile
from common.storage import DurableFileStorage, saved_together
from tests.common import samples
from tests.common.samples import upload


def xlsx(tmp_path):
    book = Workbook()
    book.active.append(["Tiêu chí", 8.5])
    book.save(tmp_path / "bang.xlsx")
    return (tmp_path / "bang.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("Báo cáo.pdf", samples.pdf()),
        ("mở đầu.pdf", samples.pdf(change=samples.opens_at_page)),
        ("anh.png", samples.picture()),
        ("anh.JPG", samples.picture("JPEG")),
        ("anh.jpeg", samples.picture("JPEG")),
        ("van ban.docx", samples.docx()),
    ],
)
def test_good_files_pass(name, data):
    checked = check_upload(upload(name, data))
    assert (checked.name, checked.size, checked.sha256) == (name, len(data), hashlib.sha256(data).hexdigest())


def test_a_real_workbook_passes(tmp_path):
    assert check_upload(upload("bang.xlsx", xlsx(tmp_path))).content_type.endswith("spreadsheetml.sheet")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("rong.pdf", b"", "empty"),
        ("to.pdf", b"%PDF-" + b"0" * (1024 * 1024), "too_big"),
        ("a.svg", b"<svg/>", "type"),
        ("a.html", b"<html>", "type"),
        ("a.pdf.exe", b"MZ", "type"),
        ("khong_duoi", b"%PDF-", "type"),
        ("a.pdf", samples.picture(), "mismatch"),
        ("a.png", samples.pdf(), "mismatch"),
        ("a.jpg", samples.picture(), "mismatch"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "mismatch"),
        ("a.docx", b"MZ\x90\x00" + b"0" * 500, "mismatch"),
        ("a.docx", samples.archive({"readme.txt": "x"}), "mismatch"),
        ("a.xlsx", samples.docx(), "mismatch"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"0" * 500, "old_office"),
        ("a.pdf", b"<html><script>1</script></html>" + samples.pdf(), "mismatch"),
        ("a.pdf", b"%PDF-1.4\n<script>alert(1)</script>" + samples.pdf(), "polyglot"),
        ("a.pdf", b"\n" + samples.pdf(), "mismatch"),
        ("a.pdf", samples.pdf() + samples.archive({"a.js": "x"}), "polyglot"),
        ("a.pdf", samples.pdf() + b"MZ" + b"x" * 5000, "polyglot"),
        ("a.png", samples.picture() + samples.archive({"a": "x"}), "polyglot"),
        ("a.pdf", samples.pdf()[:300], "broken"),
        ("a.png", samples.picture(size=(400, 400))[:-400], "broken"),
        ("a.pdf", samples.pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "encrypted"),
        ("a.pdf", samples.pdf(encryption=pikepdf.Encryption(owner="a", user="")), "encrypted"),
        ("a.pdf", samples.pdf(change=samples.script), "active"),
        ("a.pdf", samples.pdf(change=samples.named_script), "active"),
        ("a.pdf", samples.pdf(change=samples.page_script), "active"),
        ("a.pdf", samples.pdf(change=samples.launch), "active"),
        ("a.pdf", samples.pdf(change=samples.attachment), "active"),
        ("a.pdf", samples.pdf(pages=2001), "too_many_pages"),
        ("a.png", samples.picture(size=(10_000, 9_000)), "too_many_pixels"),
        ("a.docx", samples.docx(**{"word/vbaProject.bin": "x"}), "macro"),
        ("a.docx", samples.docx(main=samples.WORD_MAIN.replace("document.main", "macroEnabled.main")), "macro"),
        ("a.docx", samples.docx(**{"word/embeddings/oleObject1.bin": "x"}), "active"),
        ("a.docx", samples.docx(**{"word/_rels/settings.xml.rels": 'TargetMode="External"'}), "active"),
        ("a.docx", samples.docx(**{"../../etc/x": "x"}), "broken"),
        ("a.docx", samples.docx(**{"word/media/x": b"\0" * (30 * 1024 * 1024)}), "bomb"),
        ("a.docx", samples.archive({f"{number}": "" for number in range(5001)}), "bomb"),
    ],
)
def test_bad_files_are_refused_by_their_fault(settings, name, data, code):
    settings.MAX_UPLOAD_MB = 1
    with pytest.raises(UploadError) as error:
        check_upload(upload(name, data))
    assert error.value.code == code
    assert "%(" not in error.value.message


def test_every_refusal_has_a_sentence():
    for code in MESSAGES:
        assert UploadError(code, max=20, used=1, quota=2, found="Eicar").message.endswith(".")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Ba\u0301o ca\u0301o.pdf", "Báo cáo.pdf"),
        ("C:\\Users\\a\\bao cao.pdf", "bao cao.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\x.pdf", "x.pdf"),
        (".an.pdf", "an.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("a\u202efdp.exe.pdf", "afdp.exe.pdf"),
        ('a"b<c>\r\n.pdf', "abc.pdf"),
        ("", "tep"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_shown_names_are_composed_and_harmless(given, shown):
    assert shown_name(given) == shown


def test_a_file_is_kept_under_a_name_of_its_own(user):
    data = samples.pdf()
    stored = file_store(uploaded=upload("Đề án.pdf", data), by=user, scope="unit:A:2025")
    stored.refresh_from_db()
    assert (stored.name, stored.size, stored.uploaded_by) == ("Đề án.pdf", len(data), user)
    assert "n.pdf" not in stored.file.name
    assert stored.file.read() == data
    assert oct(Path(stored.file.path).stat().st_mode & 0o777) == "0o600"
    assert kind_of(stored) == "pdf"
    assert quota_used("unit:A:2025") == len(data)
    assert quota_used("unit:B:2025") == 0


def test_the_bytes_are_on_the_disk_before_the_row(user, monkeypatch):
    synced = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(StoredFile.objects.count()))
    file_store(uploaded=upload("a.pdf", samples.pdf()), by=user)
    assert synced == [0, 0]


def test_many_files_write_down_their_directory_once(monkeypatch, tmp_path):
    storage, synced = DurableFileStorage(location=tmp_path), []
    monkeypatch.setattr("common.storage._sync", lambda path: synced.append(str(path)))
    with saved_together():
        for name in ("a.pdf", "b.pdf", "c.pdf"):
            storage.save(name, ContentFile(b"x"))
    assert synced == [str(tmp_path / name) for name in ("a.pdf", "b.pdf", "c.pdf")] + [str(tmp_path)]
    synced.clear()
    storage.save("d.pdf", ContentFile(b"x"))
    assert synced == [str(tmp_path / "d.pdf"), str(tmp_path)]


def test_the_same_file_twice_is_two_rows_with_one_hash(user):
    first = file_store(uploaded=upload("a.pdf", samples.pdf()), by=user)
    second = content_store(content=first.file.open().read(), name="b.pdf", content_type="application/pdf")
    assert list(same_content(first.sha256)) == [first, second]


def test_the_quota_counts_what_is_there(user):
    file_store(uploaded=upload("a.pdf", samples.pdf()), by=user, scope="s", quota_mb=1)
    with pytest.raises(UploadError) as error:
        file_store(uploaded=upload("b.pdf", samples.pdf()), by=user, scope="s", quota_mb=0)
    assert error.value.code == "quota"
    assert StoredFile.objects.count() == 1


def test_a_refused_file_leaves_nothing(user, settings):
    with pytest.raises(UploadError):
        file_store(uploaded=upload("a.pdf", b"%PDF-x"), by=user)
    assert not StoredFile.objects.exists()
    assert not list(Path(settings.MEDIA_ROOT).rglob("*"))


def test_a_full_disk_leaves_no_row(user, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    with pytest.raises(OSError, match="No space"):
        file_store(uploaded=upload("a.pdf", samples.pdf()), by=user)
    assert not StoredFile.objects.exists()


def test_a_row_that_fails_takes_its_bytes_along(user, settings, monkeypatch):
    monkeypatch.setattr(StoredFile, "save", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        file_store(uploaded=upload("a.pdf", samples.pdf()), by=user)
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_removed_bytes_go_after_the_row(user, django_capture_on_commit_callbacks):
    stored = file_store(uploaded=upload("a.pdf", samples.pdf()), by=user)
    path = Path(stored.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        file_remove(stored=stored)
        assert path.exists()
    assert not path.exists()


def test_the_sweep_takes_old_orphans_only(user, capsys):
    kept = file_store(uploaded=upload("a.pdf", samples.pdf()), by=user)
    lost = file_store(uploaded=upload("b.pdf", samples.pdf()), by=user)
    young = file_store(uploaded=upload("c.pdf", samples.pdf()), by=user)
    gone = file_store(uploaded=upload("d.pdf", samples.pdf()), by=user)
    StoredFile.objects.filter(pk__in=[lost.pk, young.pk]).delete()
    Path(gone.file.path).unlink()
    old = time.time() - 2 * 24 * 3600
    for stored in (kept, lost):
        os.utime(stored.file.path, (old, old))
    call_command("sweep_files", "--dry-run")
    assert Path(lost.file.path).exists()
    call_command("sweep_files")
    assert [Path(stored.file.path).exists() for stored in (kept, lost, young)] == [True, False, True]
    assert gone.file.name in capsys.readouterr().err


def test_the_sweep_of_an_empty_store_is_quiet(db):
    call_command("sweep_files")


def test_files_go_out_as_attachments_that_cannot_run(user):
    stored = file_store(uploaded=upload("Đề án “1”.pdf", samples.pdf()), by=user)
    response = file_response(stored)
    assert b"".join(response.streaming_content) == stored.file.open().read()
    assert response["Content-Disposition"] == (
        "attachment; filename=\"De an 1.pdf\"; filename*=UTF-8''%C4%90%E1%BB%81%20%C3%A1n%20%E2%80%9C1%E2%80%9D.pdf"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"
    assert file_response(stored, inline=True)["Content-Disposition"].startswith("inline;")


def test_office_files_are_never_shown_inline(user):
    stored = file_store(uploaded=upload("a.docx", samples.docx()), by=user)
    assert file_response(stored, inline=True)["Content-Disposition"].startswith("attachment;")


def test_the_web_server_can_send_the_bytes(user, settings):
    settings.SENDFILE_ACCEL = "/bytes/"
    stored = file_store(uploaded=upload("a.pdf", samples.pdf()), by=user)
    response = file_response(stored)
    assert response["X-Accel-Redirect"] == f"/bytes/{stored.file.name}"
    assert response.content == b""


def test_header_names_cannot_break_out():
    shown = content_disposition('a"\r\n; x=%41.pdf')
    assert shown == "attachment; filename=\"a; x=41.pdf\"; filename*=UTF-8''a%22%0D%0A%3B%20x%3D%2541.pdf"
    assert content_disposition("文.pdf").startswith('attachment; filename=".pdf"')


def test_a_transaction_that_fails_leaves_only_an_orphan_for_the_sweep(user):
    def stored_and_stopped():
        with transaction.atomic():
            file_store(uploaded=upload("a.pdf", samples.pdf()), by=user)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        stored_and_stopped()
    assert not StoredFile.objects.exists()
