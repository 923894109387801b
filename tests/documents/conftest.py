"""The papers of the samples, each rendered once for all tests."""

import pytest

from documents.rendering import render_pdf
from tests.documents import samples

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
