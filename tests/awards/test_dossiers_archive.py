"""The archive: plain names, the same bytes each time, an index that is no formula."""

import csv
import io
import zipfile

from awards.archive import FACTS, INDEX, ArchiveFile, archive_write, slug

PAPERS = (
    (1, "Tờ trình", "Tờ trình số 5/TTr", "Tờ trình đề nghị.pdf", b"first"),
    (3, "Báo cáo thành tích có xác nhận", "=HYPERLINK(1)", "Báo cáo.DOCX", b"second"),
    (3, "Báo cáo thành tích có xác nhận", "Báo cáo", "bao cao", b"third"),
)


def made() -> bytes:
    out = io.BytesIO()
    files = [
        ArchiveFile(
            order=order,
            part=part,
            paper=paper,
            file_name=name,
            size=len(data),
            sha256="0" * 64,
            opened=io.BytesIO(data),
        )
        for order, part, paper, name, data in PAPERS
    ]
    archive_write(out, facts=[("Hồ sơ", "Trường THPT Đắk Song")], files=files)
    return out.getvalue()


def test_names_are_plain_and_in_order():
    archive = zipfile.ZipFile(io.BytesIO(made()))
    assert archive.namelist() == [
        FACTS,
        INDEX,
        "01-to-trinh.pdf",
        "03-bao-cao-thanh-tich-co-xac-nhan.docx",
        "03-bao-cao-thanh-tich-co-xac-nhan-2",
    ]
    assert [archive.read(name) for name in archive.namelist()[2:]] == [b"first", b"second", b"third"]
    assert archive.testzip() is None


def test_the_same_papers_give_the_same_bytes():
    assert made() == made()


def test_the_index_lists_each_paper_as_text():
    archive = zipfile.ZipFile(io.BytesIO(made()))
    rows = list(csv.reader(io.StringIO(archive.read(INDEX).decode("utf-8-sig"))))
    assert rows[0] == ["TT", "Thành phần", "Văn bản", "Tệp", "Tên khi nộp", "Dung lượng (byte)", "SHA-256"]
    assert rows[2][:6] == [
        "2", "Báo cáo thành tích có xác nhận", "'=HYPERLINK(1)", "03-bao-cao-thanh-tich-co-xac-nhan.docx",
        "Báo cáo.DOCX", "6",
    ]  # fmt: skip
    assert archive.read(FACTS).decode("utf-8-sig") == "Hồ sơ: Trường THPT Đắk Song\r\n"


def test_slugs():
    assert [slug(text) for text in ("Đắk Nông", "../..", "", "CON", "a" * 50)] == [
        "dak-nong", "tep", "tep", "con", "a" * 40,
    ]  # fmt: skip
