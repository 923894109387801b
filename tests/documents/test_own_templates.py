"""Templates of an office: fields of the list and one loop; everything else is refused with its place."""

import pypdfium2
import pytest

from common.access import Refused
from documents import template_papers
from documents.enums import TemplateState
from documents.own_templates import check, filled
from documents.services.templates import template_activate, template_add, template_retire
from documents.template_papers import template_html, template_pdf
from tests import factories
from units.enums import Role

FIELDS, ROWS = ("ten", "don_vi"), ("ten", "so_tien")
GOOD = (
    '<h1 class="do">GIẤY KHEN</h1>\n<p class="giua">Tặng <b>{{ ten }}</b>, {{don_vi}}<br>http://a.b file:///etc</p>\n'
    "<table>{% for dong in danh_sach %}<tr><td>{{ dong.ten }}</td></tr>{% endfor %}</table>"
)
KIND = "awards.certificate"


def places(source):
    return [(fault.line, fault.column) for fault in check(source, fields=FIELDS, rows=ROWS)]


def test_a_good_template_is_filled_with_words_only():
    assert check(GOOD, fields=FIELDS, rows=ROWS) == []
    html = filled(GOOD, {"ten": "<script>x</script>{{ don_vi }}", "don_vi": "A & B"}, [{"ten": "Một"}, {"ten": "Hai"}])
    assert "&lt;script&gt;x&lt;/script&gt;{{ don_vi }}" in html
    assert "A &amp; B" in html
    assert "<tr><td>Một</td></tr><tr><td>Hai</td></tr>" in html


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("<p>{{ luong }}</p>", (1, 4)),
        ("<p>a</p>\n<p>{{ ten|safe }}</p>", (2, 4)),
        ("{{ ten.__class__ }}", (1, 1)),
        ("{{ dong.ten }}", (1, 1)),
        ("{% load x %}", (1, 1)),
        ("{% for dong in danh_sach %}x", (1, 28)),
        ("{% endfor %}", (1, 1)),
        ("{% for dong in danh_sach %}{% for dong in danh_sach %}{% endfor %}", (1, 28)),
        ("{# lời #}", (1, 1)),
        ("<p>\n<script>alert(1)</script></p>", (2, 1)),
        ("<img src='file:///etc/passwd'>", (1, 1)),
        ("<p onclick='x()'>a</p>", (1, 1)),
        ("<p style='background:url(http://x)'>a</p>", (1, 1)),
        ("<p class='la'>a</p>", (1, 1)),
        ("<p class='{{ ten }}'>a</p>", (1, 1)),
        ("<a href='http://x'>a</a>", (1, 1)),
        ("<!-- lời --><p>a</p>", (1, 1)),
        ("<p>a", (1, 1)),
        ("<p>a</b></p>", (1, 5)),
        ("<link rel=stylesheet href=http://x>", (1, 1)),
        ("<svg><use/></svg>", (1, 1)),
        ("   ", (1, 1)),
        ("x" * 50_000, (1, 1)),
    ],
)
def test_what_is_refused_is_told_with_its_place(source, place):
    assert place in places(source)


def test_a_filled_template_is_drawn_apart_and_addresses_are_words():
    values = {"ten": "Lê Thị Đào file:///etc/passwd", "don_vi": "http://169.254.169.254/"}
    html = template_html(GOOD, values, [{"ten": "Một"}], title="Thử", address="https://a.vn/v/1", code="AAAA")
    words = pypdfium2.PdfDocument(template_pdf(html))[0].get_textpage().get_text_range()
    for word in ("Lê Thị Đào", "file:///etc/passwd", "http://169.254.169.254/", "Một", "AAAA"):
        assert word in words


def test_a_template_that_is_too_heavy_is_refused(monkeypatch):
    monkeypatch.setattr(template_papers, "TIMEOUT_SECONDS", 0.01)
    with pytest.raises(Refused) as refused:
        template_pdf("<p>a</p>")
    assert refused.value.verdict.code == "too_complex"


def test_one_template_of_a_kind_is_in_use(db):
    user = factories.make_user(Role.AWARD_SECRETARY)
    first = template_add(kind=KIND, name="Một", source="<p>{{ ten }}</p>", layout={}, by=user)
    second = template_add(kind=KIND, name="Hai", source="", layout={"stock": True}, by=user)
    template_activate(template=first, by=user)
    template_activate(template=second, by=user)
    first.refresh_from_db()
    assert first.state == TemplateState.RETIRED
    assert template_retire(template=second, by=user).state == TemplateState.RETIRED


def test_a_bad_template_is_not_stored(db):
    user = factories.make_user(Role.AWARD_SECRETARY)
    with pytest.raises(Refused) as refused:
        template_add(kind=KIND, name="Xấu", source="<p>\n{{ mat_khau }}</p>", layout={}, by=user)
    assert "2" in str(refused.value.verdict.reason)
    with pytest.raises(Refused):
        template_add(kind="assessments.receipt", name="Khác", source="<p>a</p>", layout={}, by=user)
    with pytest.raises(Refused):
        template_add(kind=KIND, name="Lạ", source="<p>a</p>", layout={}, by=factories.make_user(Role.OBSERVER))


def test_the_pages_of_templates(client, db):
    user = factories.make_user(Role.AWARD_SECRETARY)
    client.force_login(user)
    page = f"/van-ban/mau/{KIND}/vi-tri/"
    shown = client.get(page)
    assert shown.status_code == 200
    data = {field.html_name: field.value() for field in shown.context["form"]}
    data = {name: value for name, value in data.items() if value not in (None, False)}
    bad = client.post(page, {**data, "name": "Phôi", "nguoi_nhan.x": "200"})
    assert bad.status_code == 422
    assert client.post(page, {**data, "name": "Phôi", "stock": "on", "shift_x": "1,5"}).status_code == 302
    assert client.get(f"/van-ban/mau/{KIND}/canh-chinh.pdf").content.startswith(b"%PDF-")
    refused = client.post(f"/van-ban/mau/{KIND}/tai-len/", {"name": "Xấu", "source": "<p>{{ luong }}</p>"})
    assert refused.status_code == 422
    assert "{{ luong }}" in refused.content.decode()
    kept = client.post(f"/van-ban/mau/{KIND}/tai-len/", {"name": "Tốt", "source": "<h1>{{ ten }}</h1>"})
    assert kept.status_code == 302
    listed = client.get("/van-ban/mau/").content.decode()
    assert "Phôi" in listed
    assert "Tốt" in listed
    for row in client.get("/van-ban/mau/").context["lines"][0]["rows"]:
        assert client.get(f"/van-ban/mau/{row.pk}/xem.pdf").content.startswith(b"%PDF-")
        assert client.post(f"/van-ban/mau/{row.pk}/dung/").status_code == 302
        assert client.post(f"/van-ban/mau/{row.pk}/thoi-dung/").status_code == 302
    assert client.get("/van-ban/mau/assessments.receipt/vi-tri/").status_code == 404
