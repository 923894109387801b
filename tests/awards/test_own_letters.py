"""Letters by the office's own templates: fields and rows reach the paper; the rest is refused with its place."""

import io
import re
from collections import Counter
from types import SimpleNamespace

import pytest
from django.urls import reverse
from pypdf import PdfReader

from awards.announcements import AWARDED, CHANGED, REVOKED
from awards.models import Letter
from awards.services.changing import revocation_draft
from awards.services.dossier_papers import notice_paper_draft
from awards.services.hearings import notice_start
from common import clock
from common.access import Refused
from documents.designs import looks
from documents.enums import DocumentState
from documents.models import PaperTemplate
from documents.own_templates import check, filled_text
from documents.services.issuing import paper_render, require_as_approved
from documents.services.templates import template_activate, template_add, template_retire
from documents.template_papers import template_html, template_pdf
from tests import approving, factories
from tests.awards import decided, gathered
from units.enums import Role

pytestmark = pytest.mark.django_db
RETURN, NOTICE = "awards.dossier_return", "awards.public_notice"
LETTERS = (RETURN, NOTICE, "awards.correction_letter", AWARDED, CHANGED, REVOKED)
LOOP = (
    "<ul>{% for dong in danh_sach %}<li>{{ dong.tt }}) {{ dong.thanh_phan }}: {{ dong.noi_dung }}</li>{% endfor %}</ul>"
)
OWN = f"<h1>MẪU CỦA SỞ</h1><p>{{{{ so_ky_hieu }}}} gửi {{{{ kinh_gui }}}}, vì {{{{ ly_do }}}}</p>{LOOP}"


def in_use(kind, source, by):
    return template_activate(template=template_add(kind=kind, name="Riêng", source=source, layout={}, by=by), by=by)


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.fixture
def returned():
    """A dossier that was sent back: its letter, what it is about, who wrote it."""
    with clock.frozen(gathered.NOW):
        row = gathered.sent()
        document = gathered.give_back(row).document
        yield SimpleNamespace(document=document, unit=gathered.home_of(row), by=gathered.secretary())


def test_the_letter_of_return_is_drawn_by_the_template_in_use(returned):
    template = in_use(RETURN, OWN, returned.by)
    pdf = paper_render(returned.document).pdf
    text = text_of(pdf)
    assert "MẪU CỦA SỞ" in text
    assert "báo cáo chưa có xác nhận" in text
    assert re.search(r"1\) .+: (Chưa có|Chưa đáp ứng yêu cầu)", text)
    assert paper_render(returned.document).pdf == pdf
    numbered = paper_render(returned.document, number=7, full_symbol="07/SGDĐT-VP", issued_on=gathered.TODAY)
    assert "Số: 07/" in text_of(numbered.pdf)
    template_retire(template=template, by=returned.by)
    assert "MẪU CỦA SỞ" not in text_of(paper_render(returned.document).pdf)


def test_another_template_after_the_approval_needs_another_approval(returned):
    in_use(RETURN, OWN, returned.by)
    leader = factories.make_user(Role.LEADER)
    approving.approved(returned.document, leader)
    returned.document.refresh_from_db()
    assert returned.document.state == DocumentState.APPROVED
    require_as_approved(document=returned.document)
    in_use(RETURN, "<p>{{ kinh_gui }}</p>", returned.by)
    with pytest.raises(Refused, match=r"^conflict$"):
        require_as_approved(document=returned.document)


def test_what_people_type_stays_words_in_an_own_template():
    typed = "<b>đậm</b> {{ ly_do }} {% for %} file:///etc/passwd http://127.0.0.1:9/x"
    values = {**looks()[RETURN].example({}).context["values"], "ly_do": typed}
    rows = [{"tt": "1", "thanh_phan": typed, "noi_dung": "url(file:///etc/hosts)"}]
    text = text_of(template_pdf(template_html(OWN, values, rows, title="x"))).replace(" ", "")
    assert text.count(typed.replace(" ", "")) == 2
    assert "url(file:///etc/hosts)" in text


def test_a_public_notice_lists_everybody_by_its_loop():
    with clock.frozen(gathered.NOW):
        row, by = gathered.accepted(), gathered.secretary()
        notice = notice_start(cycle=row.cycle, from_on=gathered.TODAY, to_on=None, place="Bảng tin", by=by)
        document = notice_paper_draft(notice=notice, by=by)
        in_use(NOTICE, "<p>{% for dong in danh_sach %}{{ dong.tt }}/{{ dong.ten }};{% endfor %}</p>", by)
        assert text_of(paper_render(document).pdf) == f"1/{row.printed_name};"


OWN_WORDS = """Gửi {{ don_vi }}: {{ so_luong }}
{% for dong in danh_sach %}
- {{ dong.ten_day_du }}: {{ dong.tien_thuong }}
{% endfor %}
Hết <&>"""


def test_announcements_are_written_by_the_template_in_use():
    by = decided.secretary()
    with clock.frozen(decided.NOW), decided.light_papers():
        in_use(AWARDED, OWN_WORDS, by)
        in_use(REVOKED, "Hủy bỏ theo {{ so_quyet_dinh }}: {{ ly_do }}", by)
        decision = decided.issued(number=5)
        letters = list(Letter.objects.filter(decision=decision).select_related("unit").order_by("unit__code"))
        lines = Counter(award.subject.home_unit_id for award in decision.awards.select_related("subject"))
        for letter in letters:
            first, *rows, last = letter.text.split("\n")
            assert first.endswith(f": {lines[letter.unit_id]}")
            assert len(rows) == lines[letter.unit_id]
            assert all(re.fullmatch(r"- .+: ([\d.]+ đồng|không có)", row) for row in rows)
            assert last == "Hết <&>"
        assert sum(lines.values()) == 5
        draft = revocation_draft(
            decision=decision, awards=list(decision.awards.all()), values=decided.revocation(), by=by
        )
        decided.issued(draft, number=16, on=decided.revocation().planned_on)
    told = Letter.objects.filter(decision=draft)
    assert {letter.text for letter in told} == {"Hủy bỏ theo 16/QĐ: Kê khai sai thành tích."}


@pytest.mark.parametrize("kind", [*LETTERS, "awards.certificate"])
def test_the_sample_of_each_kind_may_be_used_and_prints_its_example(kind):
    look = looks()[kind]
    context = look.example({}).context
    assert check(look.sample, fields=look.fields, rows=look.rows, is_text=look.is_text) == []
    assert set(look.fields) <= set(context["values"])
    assert all(set(look.rows) <= set(row) for row in context.get("rows", ()))
    if look.is_text:
        text = filled_text(look.sample, context["values"], context["rows"])
        assert "\n\n\n" not in text
        assert text.count("\n2. ") == 1
    else:
        text = text_of(template_pdf(template_html(look.sample, context["values"], context.get("rows", ()), title="x")))
    for row in context.get("rows", ()):
        assert next(value for name, value in row.items() if name != "tt") in text


BAD = [
    ("<p>{{ mat_khau }}</p>", 1, 4),
    ("<p>a</p>\n  {{ dong.luong }}", 2, 3),
    ("{% for dong in danh_sach %}{{ dong.luong }}{% endfor %}", 1, 28),
    ("{% for dong in danh_sach %}a{% endfor %}\n{% for dong in danh_sach %}b{% endfor %}", 2, 1),
    ("{% for dong in danh_sach %}\n {% for dong in danh_sach %}b{% endfor %}{% endfor %}", 2, 2),
    ("{% for x in danh_sach %}a{% endfor %}", 1, 1),
    ("<p>a</p>\n<p>{% include 'x.html' %}</p>", 2, 4),
    ("{{ x.__class__ }}", 1, 1),
    ("{{ ly_do|safe }}", 1, 1),
    ("<p>\n <script>fetch('http://x')</script></p>", 2, 2),
    ("<p style='background:url(file:///etc/passwd)'>a</p>", 1, 1),
    ("<p>a</p><img src=http://127.0.0.1/x.png>", 1, 9),
    ("<style>@import url(http://127.0.0.1/x.css);</style>", 1, 1),
    ("<p>a</p>\n\n<svg><script>x()</script></svg>", 3, 1),
]


@pytest.mark.parametrize("kind", [RETURN, AWARDED])
@pytest.mark.parametrize(("source", "line", "column"), BAD)
def test_the_page_refuses_with_line_and_column(client, kind, source, line, column):
    client.force_login(factories.make_user(Role.AWARD_SECRETARY))
    answer = client.post(reverse("documents:template_upload", args=[kind]), {"name": "Xấu", "source": source})
    assert answer.status_code == 422
    assert (line, column) in [(fault.line, fault.column) for fault in answer.context["faults"]]
    shown = answer.content.decode()
    assert f"Dòng {line}, cột {column}:" in shown or f"Line {line}, column {column}:" in shown
    assert not PaperTemplate.objects.exists()


def test_the_page_lists_fields_rows_and_a_sample(client):
    client.force_login(factories.make_user(Role.AWARD_SECRETARY))
    shown = client.get(reverse("documents:template_upload", args=[RETURN])).content.decode()
    look = looks()[RETURN]
    assert all(f"{{{{ {name} }}}}" in shown for name in look.fields)
    assert all(f"{{{{ dong.{name} }}}}" in shown for name in look.rows)
    assert "{% for dong in danh_sach %} … {% endfor %}" in shown
    assert "&lt;th&gt;Thành phần&lt;/th&gt;" in shown


def test_a_letter_template_goes_through_its_pages(client):
    client.force_login(factories.make_user(Role.AWARD_SECRETARY))
    for kind in (RETURN, AWARDED):
        source = looks()[kind].sample
        page = reverse("documents:template_upload", args=[kind])
        assert client.post(page, {"name": "Của Sở", "source": source}).status_code == 302
        row = PaperTemplate.objects.get(kind=kind)
        seen = client.get(reverse("documents:template_preview", args=[row.pk]))
        assert seen["Content-Type"] == ("application/pdf" if kind == RETURN else "text/plain; charset=utf-8")
        assert client.post(reverse("documents:template_activate", args=[row.pk])).status_code == 302
        assert client.get(reverse("documents:template_positions", args=[kind])).status_code == 404
    assert PaperTemplate.objects.filter(state="active").count() == 2


def test_a_template_whose_field_is_gone_is_neither_used_nor_put_into_use(returned):
    template = in_use(RETURN, "<p>{{ kinh_gui }}</p>", returned.by)
    PaperTemplate.objects.filter(pk=template.pk).update(source="<p>\n{{ da_bo }}</p>")
    with pytest.raises(Refused, match=r"^bad_template$") as refused:
        paper_render(returned.document)
    assert "2" in str(refused.value.verdict.reason)
    template_retire(template=template, by=returned.by)
    with pytest.raises(Refused, match=r"^bad_template$"):
        template_activate(template=template, by=returned.by)
