"""Every component live, on pages like those they were made for. Reached with DEBUG only (config/urls.py)."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from common import styleguide_samples as samples
from common.forms import MoneyInput, VietnameseDecimalField
from common.looks import LOOKS
from common.widgets import AmountInput, FilesDrop, OptionCards, PointsInput

PAGES = ("parts", "home", "sheet", "desk", "ranking")


class CriterionForm(forms.Form):
    """One criterion with options and its evidence."""

    option = forms.ChoiceField(
        label="Mức đánh giá",
        widget=OptionCards(notes={"a": "8 điểm", "b": "6 điểm", "c": "3 điểm", "d": "0 điểm"}),
        choices=[
            ("a", "100% hồ sơ, yêu cầu giải quyết đúng hạn; công khai đủ nội dung, đúng thời điểm"),
            ("b", "Từ 98% đến dưới 100% đúng hạn; công khai đủ nội dung, có nội dung chậm không quá 15 ngày"),
            ("c", "Từ 95% đến dưới 98% đúng hạn, hoặc công khai chưa đủ nội dung"),
            ("d", "Dưới 95% đúng hạn, hoặc không công khai"),
        ],
    )
    narrative = forms.CharField(label="Thuyết minh kết quả", widget=forms.Textarea(attrs={"rows": 3}), required=False)


class AmountsForm(forms.Form):
    """One criterion that is a ratio of two amounts."""

    spent = MoneyInput(label="Vốn đã giải ngân", help_text="đồng", widget=AmountInput)
    planned = MoneyInput(label="Kế hoạch vốn được giao", help_text="đồng", widget=AmountInput)
    narrative = forms.CharField(label="Thuyết minh kết quả", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    evidence = forms.FileField(
        label="Minh chứng",
        required=False,
        widget=FilesDrop(hint="PDF, PNG, JPEG, DOCX, XLSX, mỗi tệp không quá 20 MB", max_bytes=20 * 1024 * 1024),
    )


class GrantForm(forms.Form):
    """The appraiser's side."""

    points = VietnameseDecimalField(
        label="Điểm thẩm định",
        max_value=Decimal(12),
        widget=PointsInput(attrs={"data-key": "c"}),
        help_text="Tối đa 12, bước 0,01",
    )
    reason = forms.CharField(label="Lý do", widget=forms.Textarea(attrs={"rows": 3}))


class EveryForm(forms.Form):
    """Each kind of field once."""

    name = forms.CharField(label="Họ và tên", help_text="Viết có dấu, như trong giấy tờ.")
    email = forms.EmailField(label="Thư điện tử", required=False)
    points = VietnameseDecimalField(label="Điểm tự chấm", max_value=Decimal(8), widget=PointsInput)
    day = forms.DateField(label="Ngày ban hành", widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label="Loại văn bản", choices=[("", "Chọn"), ("qd", "Quyết định"), ("bc", "Báo cáo")])
    agree = forms.BooleanField(label="Đơn vị cam đoan số liệu, minh chứng là đúng sự thật.")
    choice = forms.ChoiceField(
        label="Hình thức", widget=forms.RadioSelect, choices=[("a", "Tập thể"), ("b", "Cá nhân")]
    )


class SearchForm(forms.Form):
    """The filter of a list."""

    q = forms.CharField(label="Tìm đơn vị", required=False)
    cluster = forms.ChoiceField(label="Cụm, khối", required=False, choices=[("", "Tất cả"), ("3", "Cụm 3")])


def _forms() -> dict[str, Any]:
    spent = {"spent": 1_930_000_000, "planned": 2_000_000_000, "narrative": samples.comparison()["before"]}
    wrong = {"name": "Trần Quốc Việt", "email": "viet@", "points": "10,5", "kind": "qd"}
    return {
        "criterion_form": CriterionForm(initial={"option": "b"}, prefix="ht3"),
        "amounts_form": AmountsForm(initial=spent, prefix="ht6"),
        "grant_form": GrantForm(initial={"points": Decimal("9.90")}),
        "every_form": EveryForm(wrong),
        "search_form": SearchForm(initial={"q": "dak mil"}),
    }


@login_not_required
def styleguide(request: HttpRequest, page: str = "parts") -> HttpResponse:
    """Show one of the sample pages."""
    if page not in PAGES:
        raise Http404
    context = {
        "page": page,
        "nav": samples.nav(page),
        "assumed_day": date(2025, 6, 6),
        "office_name": "Sở Giáo dục và Đào tạo Đắk Nông",
        "looks": list(LOOKS),
        "criteria": samples.CRITERIA,
        "panel_items": samples.panel_items(),
        "ranking": samples.RANKING,
        "charts": samples.sample_charts(),
        "history": samples.history(),
        "workflow": samples.workflow(),
        "comparison": samples.comparison(),
        "figures": samples.figures(),
        "list_page": Paginator(range(1, 44), 5).get_page(request.GET.get("page", 4)),
        "facts": [("Đơn vị", "Trường THPT Quang Trung"), ("Cụm", "Cụm 3"), ("Mã tiếp nhận", "TN-2025-0017")],
        "tabs": [
            {"label": "Cần thẩm định", "url": "?tab=1", "current": True, "count": 12},
            {"label": "Đã hoàn thành", "url": "?tab=2", "count": 26},
            {"label": "Yêu cầu bổ sung", "url": "?tab=3", "count": 2},
        ],
    }
    return render(request, f"styleguide/{page}.html", context | _forms())
