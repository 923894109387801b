import contextlib

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from common.fields import NFCCharField
from common.versions import Stale, Versioned, save_if_current


@contextlib.contextmanager
def page_model():
    with isolate_apps("common"):

        class Page(Versioned):
            title = NFCCharField(max_length=20)
            note = models.TextField(default="")

            class Meta:
                app_label = "common"

        yield Page


@pytest.fixture
def leaf(db):
    with page_model() as model:
        key = "id integer PRIMARY KEY AUTOINCREMENT" if connection.vendor == "sqlite" else "id serial PRIMARY KEY"
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE common_page ({key}, version integer, title varchar(20), note text)")
        yield model.objects.create(title="Một", note="nguyên")


def test_a_save_from_the_stored_version_counts_up_and_writes_only_its_fields(leaf, django_assert_num_queries):
    leaf.title, leaf.note = "Ha\u0309i", "không ghi"
    with django_assert_num_queries(1):
        save_if_current(leaf, expected_version=1, fields=["title"])
    stored = type(leaf).objects.get()
    assert (leaf.version, stored.version, stored.title, stored.note) == (2, 2, "Hải", "nguyên")


def test_a_late_save_changes_nothing_and_carries_both_texts(leaf):
    mine = type(leaf).objects.get()
    leaf.title = "Của họ"
    save_if_current(leaf, expected_version=1, fields=["title"])
    mine.title = "Của tôi"
    with pytest.raises(Stale) as stale:
        save_if_current(mine, expected_version=1, fields=["title", "note"])
    assert stale.value.current.version == 2
    assert stale.value.differences == {"title": ("Của họ", "Của tôi")}
    assert type(leaf).objects.get().title == "Của họ"
    assert mine.version == 1


def test_a_removed_row_is_stale_too(leaf):
    type(leaf).objects.all().delete()
    with pytest.raises(Stale) as stale:
        save_if_current(leaf, expected_version=1, fields=["title"])
    assert stale.value.current is None
    assert stale.value.differences == {"title": (None, "Một")}
