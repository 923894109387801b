import contextlib
from decimal import Decimal

import pytest
from django import forms
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.test.utils import isolate_apps
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from common.fields import FixedDecimalField, MoneyField, NFCCharField, NFCTextField, PointsField, RatioField

hundredths = st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False)


@contextlib.contextmanager
def sample_model():
    with isolate_apps("common"):

        class Sample(models.Model):  # noqa: DJ008
            points = PointsField(null=True, blank=True)
            other = PointsField(default=Decimal(0))
            ratio = RatioField(null=True)
            money = MoneyField(null=True)
            name = NFCCharField(max_length=10, blank=True)
            note = NFCTextField(blank=True)

            class Meta:
                app_label = "common"

        yield Sample


@pytest.fixture
def sample(db):
    with sample_model() as model:
        columns = "points bigint, other bigint, ratio bigint, money bigint, name varchar(10), note text"
        key = "id integer PRIMARY KEY AUTOINCREMENT" if connection.vendor == "sqlite" else "id serial PRIMARY KEY"
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE common_sample ({key}, {columns})")
        # The table goes with the transaction of the test.
        yield model


def test_the_database_holds_whole_numbers(sample):
    sample.objects.create(points=Decimal("8.55"), ratio=Decimal("0.333333"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT points, ratio FROM common_sample")
        assert cursor.fetchone() == (855, 333333)


def test_a_tenth_ten_times_is_one(sample):
    sample.objects.bulk_create([sample(points=Decimal("0.1"), ratio=Decimal("0.1")) for _ in range(10)])
    found = sample.objects.aggregate(a=models.Sum("points"), b=models.Sum("ratio"), c=models.Max("points"))
    assert found == {"a": Decimal("1.00"), "b": Decimal("1.000000"), "c": Decimal("0.10")}
    assert all(isinstance(value, Decimal) for value in found.values())


def test_values_are_decimal_on_every_path(sample):
    row = sample.objects.create(points="8.5", other=3)
    assert (row.points, row.other) == (Decimal("8.50"), Decimal("3.00"))
    assert str(row.points) == "8.50"
    row.refresh_from_db()
    assert str(row.points) == "8.50"
    assert sample.objects.values_list("points", flat=True).get() == Decimal("8.50")
    assert sample.objects.values("points").get() == {"points": Decimal("8.50")}
    assert sample.objects.only("id").get().points == Decimal("8.50")
    assert sample.objects.annotate(top=models.Min("points")).get().top == Decimal("8.50")


def test_filters_and_expressions_are_exact(sample):
    sample.objects.create(points=Decimal("0.30"), other=Decimal("0.10"))
    sample.objects.create(points=Decimal("0.10"), other=Decimal("0.30"))
    assert sample.objects.filter(points=Decimal("0.3")).count() == 1
    assert sample.objects.filter(points__in=[Decimal("0.3"), Decimal("0.1")]).count() == 2
    assert sample.objects.filter(points__range=(Decimal("0.2"), Decimal("0.4"))).count() == 1
    assert sample.objects.filter(points__gt=models.F("other")).count() == 1
    both = sample.objects.annotate(
        both=models.F("points") + models.F("other"), less=models.F("points") - models.F("other")
    )
    assert [row.both for row in both.order_by("id")] == [Decimal("0.40"), Decimal("0.40")]
    assert [row.less for row in both.order_by("id")] == [Decimal("0.20"), Decimal("-0.20")]
    assert both.filter(both=Decimal("0.4")).count() == 2
    twice = sample.objects.annotate(twice=models.F("points") * 2).order_by("id").first()
    assert twice.twice == Decimal("0.60")
    sample.objects.update(points=models.F("points") + models.F("other"))
    assert sample.objects.filter(points=Decimal("0.40")).count() == 2
    assert sample.objects.none().aggregate(a=models.Sum("points", default=Decimal("1.5"))) == {"a": Decimal("1.5")}
    assert sample.objects.filter(id=0).aggregate(a=models.Sum("points", default=Decimal("1.5")))["a"] == Decimal("1.50")


def test_null_stays_null(sample):
    row = sample.objects.create()
    row.refresh_from_db()
    assert row.points is None
    assert sample.objects.aggregate(a=models.Sum("points")) == {"a": None}
    assert sample.objects.filter(points__isnull=True).count() == 1


def test_a_mean_by_the_database_raises(sample):
    sample.objects.create(points=Decimal("0.10"))
    sample.objects.create(points=Decimal("0.25"))
    with pytest.raises(TypeError, match="not exact"):
        sample.objects.aggregate(a=models.Avg("points"))


@pytest.mark.parametrize("value", ["8.555", "abc", "NaN", "Infinity", "1e400", "8,5", Decimal("0.001")])
def test_values_that_do_not_fit_are_refused_not_rounded(sample, value):
    row = sample(points=value)
    with pytest.raises(ValidationError):
        row.full_clean()
    with pytest.raises(ValidationError):
        row.save()


@pytest.mark.parametrize("value", [0.1, 1.0, True])
def test_floats_are_refused(sample, value):
    with pytest.raises(TypeError):
        sample.objects.create(points=value)
    with pytest.raises(TypeError):
        sample.objects.filter(points=value).count()


def test_too_big_is_refused_on_both_databases(sample):
    sample.objects.create(points=Decimal("92233720368547758.07"))
    assert sample.objects.get().points == Decimal("92233720368547758.07")
    with pytest.raises(ValidationError):
        sample.objects.create(points=Decimal("92233720368547758.08"))


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(hundredths, min_size=1, max_size=20))
def test_sums_are_those_of_python(sample, values):
    sample.objects.all().delete()
    sample.objects.bulk_create([sample(points=value) for value in values])
    assert sorted(sample.objects.values_list("points", flat=True)) == sorted(values)
    assert sample.objects.aggregate(a=models.Sum("points"))["a"] == sum(values)
    assert sample.objects.aggregate(a=models.Max("points"))["a"] == max(values)
    assert [row.points for row in sample.objects.order_by("points")] == sorted(values)


def test_a_row_survives_a_dump(sample):
    text = serializers.serialize("json", [sample(id=1, points=Decimal("8.5"), ratio=None)])
    assert '"points": "8.50"' in text


@pytest.mark.parametrize(
    ("field", "kwargs"), [(PointsField(), {}), (RatioField(), {}), (FixedDecimalField(places=4), {"places": 4})]
)
def test_migrations_name_only_what_differs(field, kwargs):
    assert field.deconstruct()[3] == kwargs
    assert field.clone().places == field.places


def test_forms_read_vietnamese_numbers(sample):
    form_class = forms.modelform_factory(sample, fields=["points", "money"])
    form = form_class({"points": "8,5", "money": "1.520.000"})
    assert form.is_valid(), form.errors
    assert (form.instance.points, form.instance.money) == (Decimal("8.5"), 1520000)
    assert 'value="8,5"' in str(form_class(instance=sample(points=Decimal("8.50")))["points"])
    assert 'value="1.520.000"' in str(form_class(instance=sample(money=1520000))["money"])
    assert form_class({"points": "8,555", "money": "1,5"}).errors.as_data().keys() == {"points", "money"}


def test_text_is_composed_wherever_it_comes_from(sample):
    row = sample.objects.create(name="Đa\u0306\u0301k", note="No\u0302ng")
    assert (row.name, row.note) == ("Đắk", "Nông")
    row.refresh_from_db()
    assert (row.name, row.note) == ("Đắk", "Nông")
    sample.objects.update(name="No\u0302")
    assert sample.objects.filter(name="Nô").count() == sample.objects.filter(name="No\u0302").count() == 1


@pytest.mark.parametrize("text", ["a\x00", "\ud800"])
def test_text_that_cannot_be_stored_is_refused_and_finds_nothing(sample, text):
    with pytest.raises(ValueError, match="NUL or a lone surrogate"), transaction.atomic():
        sample.objects.create(note=text)
    with pytest.raises(ValueError, match="NUL or a lone surrogate"), transaction.atomic():
        sample.objects.update(note=text)
    with pytest.raises(ValidationError):
        sample(name=text).full_clean()
    assert sample.objects.filter(name=text).count() == 0


def test_the_length_holds_without_a_form(sample):
    sample.objects.create(name="ắ" * 10)
    with pytest.raises(ValidationError), transaction.atomic():
        sample.objects.create(name="ắ" * 11)
    with pytest.raises(ValidationError):
        sample.objects.update(name="x" * 11)
