import datetime as dt

import pytest

from common.models import CitedDocument


@pytest.mark.django_db
def test_a_cited_document_is_named_as_papers_name_it_and_found_without_marks():
    plan = CitedDocument.objects.create(
        kind="Kế hoạch",
        number="15/KH-SGDĐT",
        date=dt.date(2023, 4, 5),
        issuer="Sở Giáo dục và Đào tạo",
        title="Phong trào thi đua",
    )
    assert str(plan) == "Kế hoạch số 15/KH-SGDĐT ngày 05/4/2023 của Sở Giáo dục và Đào tạo"
    assert str(CitedDocument(kind="Công văn")) == "Công văn"
    assert CitedDocument.objects.get(search_text__contains="15/kh-sgddt so giao duc") == plan
