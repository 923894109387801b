"""The command that names the kinds of papers and writes a filled example of each."""

from io import BytesIO, StringIO

import docx
import openpyxl
import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from documents.papers import kinds

# Rows of the department's list of papers.
ROWS = {
    1: ("assessments.sheet",),
    2: ("assessments.appraisal",),
    3: ("reports.phase_summary",),
    4: ("awards.unit_proposal", "awards.council_proposal", "awards.province_proposal"),
    5: ("awards.minutes",),
    6: ("awards.counting",),
    7: ("awards.ballot",),
    8: ("awards.decision",),
    9: ("awards.list",),
    10: ("awards.certificate",),
    11: ("awards.dossier_return",),
    12: ("awards.revocation",),
    13: ("reports.phase_report",),
    14: ("awards.payment_list",),
    15: ("awards.guidance",),
    16: ("awards.provisional_notice", "awards.result_notice"),
    17: ("awards.opinion_letter", "awards.public_notice", "awards.opinion_sheet"),
    18: ("awards.correction_letter", "awards.handover_record", "assessments.receipt"),
}
LISTS = ("awards.list", "awards.payment_list", "reports.phase_summary")


def made(*args: str) -> str:
    out = StringIO()
    call_command("make_document", *args, stdout=out)
    return out.getvalue()


def test_every_kind_is_named_with_its_formats():
    lines = {line.split()[0]: line for line in made("--list").splitlines()}
    assert set(lines) == set(kinds())
    for codes in ROWS.values():
        assert set(codes) <= set(lines)
    assert lines["awards.list"].endswith("(pdf, docx, xlsx)")
    assert lines["assessments.receipt"].endswith("(pdf)")


def test_every_row_of_the_list_has_an_example():
    for codes in ROWS.values():
        for code in codes:
            assert kinds()[code].demo, code


def test_an_office_edits_all_but_the_certificate_and_the_receipt():
    listed = [code for codes in ROWS.values() for code in codes]
    assert [code for code in listed if not kinds()[code].edited] == [
        "awards.certificate",
        "assessments.receipt",
    ]


@pytest.mark.parametrize("code", LISTS)
def test_a_list_is_written_as_pdf_docx_and_xlsx(code, tmp_path):
    printed = made(code, "--demo", "--output", str(tmp_path)).split()
    name = code.replace(".", "-")
    assert printed == [str(tmp_path / f"{name}.{form}") for form in ("pdf", "docx", "xlsx")]
    assert PdfReader(tmp_path / f"{name}.pdf").pages
    assert docx.Document(str(tmp_path / f"{name}.docx")).tables
    book = openpyxl.load_workbook(BytesIO((tmp_path / f"{name}.xlsx").read_bytes()))
    assert book.active.max_row > 3


def test_a_folder_is_made_where_there_is_none(tmp_path):
    made("awards.ballot", "--demo", "--output", str(tmp_path / "a" / "b"))
    assert (tmp_path / "a" / "b" / "awards-ballot.pdf").read_bytes().startswith(b"%PDF")


def test_a_profile_of_the_pdf_can_be_asked_for(tmp_path):
    made("awards.ballot", "--demo", "--output", str(tmp_path), "--variant", "pdf/ua-1")
    metadata = PdfReader(tmp_path / "awards-ballot.pdf").trailer["/Root"]["/Metadata"].get_object().get_data()
    assert b"pdfuaid" in metadata


@pytest.mark.parametrize("args", [("awards.nothing", "--demo"), (), ("awards.ballot",)])
def test_what_cannot_be_written_is_told(args):
    with pytest.raises(CommandError):
        made(*args)
