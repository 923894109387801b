"""An office writes its own letter of return: a bad template is refused with its place, a good one prints the letter."""

import io
import re
from collections.abc import Iterator

import pytest
from django.urls import reverse
from pypdf import PdfReader

from common import clock
from documents.designs import looks
from documents.models import IssuedDocument, PaperTemplate
from tests.awards import gathered

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
KIND = "awards.dossier_return"
SEND = "main form button[type=submit]"


@pytest.fixture
def letter(in_time) -> Iterator[IssuedDocument]:
    with clock.frozen(gathered.NOW):
        yield gathered.give_back(gathered.sent()).document


def words(person, path: str) -> str:
    answer = person.context.request.get(f"{person.base}{path}")
    assert answer.status == 200, path
    pages = PdfReader(io.BytesIO(answer.body())).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def test_a_template_is_uploaded_looked_at_and_prints_the_letter(letter, people, tmp_path):
    secretary = people(gathered.secretary(), width=390)
    page = secretary.visit(reverse("documents:templates"))
    secretary.press(f'a[href="{reverse("documents:template_upload", args=[KIND])}"]')
    assert "{{ dong.thanh_phan }}" in secretary.text()
    page.locator("#id_name").fill("Công văn trả hồ sơ của Sở")
    bad = tmp_path / "mau.html"
    bad.write_text("<p>{{ kinh_gui }}</p>\n<p>{% include '/etc/passwd' %}</p>", encoding="utf-8")
    page.locator("#id_file").set_input_files(bad)
    secretary.press(SEND, status=422)
    assert "Dòng 2, cột 4" in secretary.text()
    assert not PaperTemplate.objects.exists()
    good = tmp_path / "mau-tot.html"
    good.write_text(f"<h3>MẪU RIÊNG CỦA SỞ</h3>\n{looks()[KIND].sample}", encoding="utf-8")
    page.locator("#id_file").set_input_files(good)
    secretary.press(SEND)
    row = PaperTemplate.objects.get()
    assert "MẪU RIÊNG CỦA SỞ" in words(secretary, reverse("documents:template_preview", args=[row.pk]))
    draft = reverse("documents:draft", args=[letter.public_id])
    assert "MẪU RIÊNG CỦA SỞ" not in words(secretary, draft)
    secretary.press(f'form[action="{reverse("documents:template_activate", args=[row.pk])}"] button')
    printed = words(secretary, draft)
    assert "MẪU RIÊNG CỦA SỞ" in printed
    assert "báo cáo chưa có xác nhận" in printed
