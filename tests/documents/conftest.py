"""The papers of the samples, each rendered once for all tests; and what every test of issuing stands on."""

from collections.abc import Iterator

import pytest

from common import clock
from documents.rendering import render_pdf
from tests.documents import sample_kinds, samples
from tests.documents.sample_kinds import People

SHEET = "papers/assessments/phieu-tu-danh-gia.html"
RECEIPT = "papers/assessments/giay-tiep-nhan.html"
SUMMARY = "papers/reports/bao-cao-tong-hop-giai-doan.html"


@pytest.fixture(scope="session")
def summary_pdf() -> bytes:
    return render_pdf(SUMMARY, {"summary": samples.summary()}, title="Tổng hợp giai đoạn")


@pytest.fixture(scope="session")
def sheet_pdf() -> bytes:
    return render_pdf(SHEET, {"sheet": samples.sheet()}, title="Phiếu tự đánh giá")


@pytest.fixture(scope="session")
def receipt_pdf() -> bytes:
    return render_pdf(RECEIPT, {"receipt": samples.receipt()}, title="Giấy tiếp nhận")


@pytest.fixture
def kinds(settings, monkeypatch) -> Iterator[None]:
    """The sample kinds, their day, a public address; papers without their drawing."""
    settings.PUBLIC_URL = sample_kinds.ADDRESS
    monkeypatch.setattr("documents.papers.render_pdf", sample_kinds.fake_pdf)
    monkeypatch.setitem(sample_kinds.TEXT, "say", "Tặng Giấy khen cho 10 tập thể.")
    with sample_kinds.sample_kinds(), clock.frozen(sample_kinds.NOW):
        yield


@pytest.fixture
def people(db, kinds) -> People:
    return People()
