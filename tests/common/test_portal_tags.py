"""The components: what they print, and that a prop nobody declared is an error."""

from datetime import date, datetime
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from django import forms
from django.core.paginator import Paginator
from django.db import models
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from common.clock import TIME_ZONE
from common.looks import LOOKS, TONES
from common.widgets import FileDrop, OptionCards, PointsInput


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def render(source, **context):
    return Template("{% load portal %}" + source).render(Context(context))


def test_more_actions_fold_links_and_are_nothing_without_them():
    source = "{% more_actions %}{% if on %}<a class='menu-item' href='/a/'>A</a>{% endif %}{% endmore_actions %}"
    assert "<details" not in render(source)
    folded = render(source, on=True)
    assert "data-menu" in folded
    assert folded.index("More actions") < folded.index("<a class='menu-item' href='/a/'>A</a>")


class State(models.TextChoices):
    DRAFT = "draft", "Own word"


class SampleForm(forms.Form):
    name = forms.CharField(label="Full name.", help_text="As in the papers")
    note = forms.CharField(label="Note", required=False)
    agree = forms.BooleanField(label="We <b>declare</b>")
    option = forms.ChoiceField(
        label="Level", choices=[("a", "All"), ("b", "Some")], widget=OptionCards(notes={"a": "8 points"})
    )


class Ids(HTMLParser):
    """The ids and the ids referred to."""

    def __init__(self, markup):
        super().__init__()
        self.ids, self.wanted = set(), set()
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name == "id":
                self.ids.add(value)
            if name in {"aria-describedby", "aria-labelledby", "for"}:
                self.wanted |= set(value.split())


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("{{ v|points }}", Decimal("84.09"), "84,09"),
        ("{{ v|points }}", Decimal("8"), "8,00"),
        ("{{ v|points }}", None, "-"),
        ("{{ v|points }}", Decimal("0"), "0,00"),
        ("{{ v|decimal }}", Decimal("8.50"), "8,5"),
        ("{{ v|decimal }}", None, "-"),
        ("{{ v|money }}", 1410000, "1.410.000"),
        ("{{ v|money }}", 0, "0"),
        ("{{ v|day }}", date(2025, 6, 6), "06/6/2025"),
        ("{{ v|day }}", date(2026, 2, 5), "05/02/2026"),
        ("{{ v|day }}", date(2025, 11, 30), "30/11/2025"),
        ("{{ v|day }}", None, "-"),
        ("{{ v|clock }}", datetime(2025, 6, 6, 9, 5, tzinfo=TIME_ZONE), "09:05"),
        ("{{ v|moment }}", datetime(2025, 6, 6, 14, 5, tzinfo=TIME_ZONE), "14:05 on 06/6/2025"),
        ("{{ v|moment }}", None, "-"),
        ("{{ v|message_kind }}", "success", "ok"),
        ("{{ v|message_kind }}", "extra warning", "warn"),
        ("{{ v|message_kind }}", "", "info"),
    ],
)
def test_figures_and_dates_are_written_the_vietnamese_way(source, value, expected):
    assert render(source, v=value) == expected


def test_an_undeclared_prop_is_an_error():
    with pytest.raises(TemplateSyntaxError, match="colour"):
        render('{% badge "draft" colour="red" %}')
    with pytest.raises(TemplateSyntaxError, match="heading"):
        render('{% card heading="x" %}{% endcard %}')


def test_an_unknown_tone_or_kind_is_an_error():
    with pytest.raises(TemplateSyntaxError, match="purple"):
        render('{% badge "draft" tone="purple" %}')
    with pytest.raises(TemplateSyntaxError, match="loud"):
        render('{% alert kind="loud" %}{% endalert %}')


def test_an_icon_is_hidden_unless_it_has_a_label():
    assert 'aria-hidden="true"' in render('{% icon "check" %}')
    assert '<span class="visually-hidden">Done</span>' in render('{% icon "check" label="Done" %}')


def test_a_badge_says_its_word_beside_icon_and_tone():
    markup = render('{% badge "submitted" %}')
    assert "badge-info" in markup
    assert "<svg" in markup
    assert "Submitted</span>" in markup


def test_the_word_of_a_badge_is_the_callers_then_the_enums_then_the_tables():
    assert "Own word" in render("{% badge s %}", s=State.DRAFT)
    assert "Called so" in render('{% badge s label="Called so" %}', s=State.DRAFT)
    assert "no_such_state" in render('{% badge "no_such_state" %}')


@pytest.mark.parametrize("code", sorted(LOOKS))
def test_every_look_has_a_tone_an_icon_that_exists_and_a_word(code):
    assert LOOKS[code].tone in TONES
    assert LOOKS[code].label
    assert "<svg" in render("{% badge code %}", code=code)


def test_what_is_typed_is_escaped():
    assert "&lt;b&gt;" in render("{% stat label=v value=1 %}", v="<b>")
    assert "&lt;b&gt;" in render("{% file_chip name=v %}", v="<b>.pdf")
    assert "&lt;b&gt;" in render("{% card title=v %}{{ v }}{% endcard %}", v="<b>")
    assert "<b>" not in render("{% card title=v %}{{ v }}{% endcard %}", v="<b>")


def test_a_heading_without_buttons_has_no_empty_box():
    assert "actions" not in render('{% page_heading title="T" %} {% endpage_heading %}')
    assert '<div class="actions">' in render('{% page_heading title="T" %}<a>x</a>{% endpage_heading %}')


def test_score_and_progress():
    assert "66,07" in render("{% score v of=m %}", v=Decimal("66.07"), m=Decimal(80))
    assert 'max="1"' in render('{% progress value=0 total=0 label="L" %}')
    assert ">6/14<" in render('{% progress value=6 total=14 label="L" %}')


def test_facts_leave_out_what_is_not_there():
    assert "Empty" not in render("{% facts rows %}", rows=[("Unit", "A"), ("Empty", ""), ("Zero", 0)])
    assert "Zero" in render("{% facts rows %}", rows=[("Zero", 0)])


def test_a_field_links_its_help_and_error_and_all_ids_are_there():
    form = SampleForm({"name": "", "option": "z"}, prefix="p")
    page = Ids(render("{% error_summary form %}{{ form }}", form=form))
    assert page.wanted <= page.ids
    assert {"id_p-name_error", "id_p-name_helptext"} <= page.ids


def test_the_error_summary_links_to_each_field():
    form = SampleForm({"name": "", "option": "z"})
    markup = render("{% error_summary form %}", form=form)
    assert 'href="#id_name"' in markup
    assert "Full name: This field is required." in markup
    assert 'href="#id_option_0"' in markup
    assert 'href="#id_agree"' in markup


def test_no_error_no_summary():
    assert render("{% error_summary form %}", form=SampleForm()).strip() == ""


def test_errors_of_formsets_are_listed_too():
    formset = forms.formset_factory(SampleForm, extra=0, min_num=1, validate_min=True)
    bound = formset({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": ""})
    assert 'href="#id_form-0-name"' in render("{% error_summary fs %}", fs=bound)


def test_a_field_says_when_it_is_optional():
    markup = render("{{ form.note.as_field_group }}{{ form.name.as_field_group }}", form=SampleForm())
    assert markup.count("(optional)") == 1


def test_option_cards_print_their_notes_and_mark_the_choice():
    markup = render("{{ form.option }}", form=SampleForm(initial={"option": "a"}))
    assert "8 points" in markup
    assert markup.count("checked") == 1
    assert 'for="id_option_0"' in markup


def test_widgets_ask_for_the_right_keypad_and_name_the_limit():
    assert 'inputmode="decimal"' in PointsInput().render("p", None)
    assert 'data-max-bytes="100"' in FileDrop(max_bytes=100).render("f", None)


def test_a_file_is_removed_by_link_or_button():
    assert 'href="/remove"' in render('{% file_chip name="a.pdf" remove_url="/remove" %}')
    assert 'name="drop" value="7"' in render('{% file_chip name="a.pdf" remove_name="drop" remove_value=7 %}')
    assert "file-remove" not in render('{% file_chip name="a.pdf" %}')


def test_sort_links_turn_around_and_keep_the_filters():
    request = RequestFactory().get("/?q=dak&page=3&sort=points")
    markup = render('{% sort_header "points" "Points" num=True %}', request=request)
    assert 'aria-sort="ascending"' in markup
    assert "sort=-points" in markup
    assert "q=dak" in markup
    assert "page=" not in markup
    other = render('{% sort_header "name" "Name" %}', request=request)
    assert "aria-sort" not in other
    assert "sort=name" in other


def test_pages_keep_the_filters_and_mark_the_current_one():
    request = RequestFactory().get("/?q=dak&page=2")
    markup = render("{% pagination page %}", request=request, page=Paginator(range(30), 10).page(2))
    assert "q=dak&amp;page=3" in markup
    assert markup.count("aria-current") == 1
    assert "11 to 20 of 30" in markup


def test_one_page_needs_no_pages():
    page = Paginator(range(3), 10).page(1)
    assert render("{% pagination page %}", page=page).strip() == ""


def test_the_path_is_left_out_when_the_page_names_none():
    assert render("{% crumbs_path %} {% endcrumbs_path %}").strip() == ""
    assert "<nav" in render("{% crumbs_path %}<li>x</li>{% endcrumbs_path %}")


def test_the_progress_panel_counts_and_marks_where_one_is():
    markup = render(
        '{% progress_panel title="T" points="42,90" of="80" done=1 total=2 items=items %}{% endprogress_panel %}',
        items=[
            {"label": "A", "url": "#a", "state": "done", "key": "A"},
            {"label": "B", "url": "#b", "state": "current"},
        ],
    )
    assert '<progress value="1" max="2"' in markup
    assert markup.count('data-panel-item="A"') == 2  # once for phones, once beside the form
    assert 'aria-current="true"' in markup


def test_a_step_and_a_task_say_what_their_colour_says():
    markup = render('{% steps items label="S" %}', items=[{"label": "A", "state": "done"}, {"label": "B"}])
    assert "(done)" in markup
    task = render(
        '{% task title="Fill in" url="/x" action="Continue" due=due left="2 days left" tone="warn" %}',
        due=date(2025, 6, 6),
    )
    assert "By the end of 06/6/2025, 2 days left" in " ".join(task.split())
    assert "Continue<span" in task


def test_two_versions_stand_side_by_side_with_their_differences():
    markup = render('{% text_compare before="a b c" after="a x c" before_label="1" after_label="2" %}')
    assert "<del>b</del>" in markup
    assert "<ins>x</ins>" in markup


def test_no_component_brings_inline_style_or_script():
    form = SampleForm({})
    markup = render("{{ form }}{% dialog ident='d' title='D' %}x{% enddialog %}", form=form)
    assert "style=" not in markup
    assert "<script" not in markup
    assert "onclick" not in markup
