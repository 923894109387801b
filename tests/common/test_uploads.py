"""Files in parts: cut and taken up again, refused early, joined and checked, swept."""

import datetime as dt
import hashlib
import os
import time
from pathlib import Path

import pytest
from django.core.management import call_command

from common import clock, uploads
from common.files import UploadError
from common.models import PartialUpload, UploadPart
from common.tasks import sweep_uploads
from common.uploads import (
    PART_BYTES,
    WrongOffset,
    upload_append,
    upload_begin,
    upload_drop,
    upload_hold,
    upload_joined,
    upload_of,
    uploads_of,
    uploads_sweep,
)
from tests.common import samples
from tests.common.samples import upload

pytestmark = pytest.mark.django_db
DATA = bytes(range(256)) * (10 * 1024)  # two and a half parts
ALL = len(DATA)
DIGEST = hashlib.sha256(DATA).hexdigest()


def begun(user, **more):
    return upload_begin(**{"owner": user, "place": "a", "name": "Báo cáo.pdf", "size": len(DATA)} | more)


def sent(row, until=ALL):
    for start in range(row.received, until, PART_BYTES):
        upload_append(upload=row, offset=start, data=DATA[start : start + PART_BYTES])
    return row


def test_parts_make_the_whole(user):
    row = sent(begun(user, sha256=DIGEST))
    assert row.is_whole
    assert [part.offset for part in row.parts.all()] == [0, PART_BYTES, 2 * PART_BYTES]
    joined = upload_joined(row)
    assert (joined.name, joined.size, joined.read()) == ("Báo cáo.pdf", len(DATA), DATA)


def test_a_cut_upload_goes_on_where_it_was_cut(user):
    sent(begun(user, sha256=DIGEST), until=PART_BYTES)
    again = begun(user, sha256=DIGEST)
    assert again.received == PART_BYTES
    assert upload_joined(sent(again)).read() == DATA
    assert PartialUpload.objects.count() == 1


@pytest.mark.parametrize("other", [{"place": "b"}, {"name": "khac.pdf"}, {"size": 5}, {"sha256": "0" * 64}])
def test_another_file_begins_anew(user, other):
    first = sent(begun(user, sha256=DIGEST), until=PART_BYTES)
    assert begun(user, **({"sha256": DIGEST} | other)) != first


def test_somebody_elses_upload_is_none(user, django_user_model):
    row = begun(user)
    other = django_user_model.objects.create(username="khac")
    assert upload_of(user, row.public_id) == row
    assert upload_of(other, row.public_id) is None
    assert begun(other) != row


@pytest.mark.parametrize("offset", [0, 1, 2 * PART_BYTES, len(DATA)])
def test_a_part_that_does_not_follow_says_where_to_go_on(user, offset):
    row = sent(begun(user), until=PART_BYTES)
    with pytest.raises(WrongOffset) as caught:
        upload_append(upload=row, offset=offset, data=b"x")
    assert caught.value.received == PART_BYTES
    assert UploadPart.objects.count() == 1


def test_of_two_senders_one_goes_on(user):
    one, two = begun(user), begun(user)
    sent(one, until=PART_BYTES)
    with pytest.raises(WrongOffset) as caught:
        upload_append(upload=two, offset=0, data=DATA[:PART_BYTES])
    assert caught.value.received == PART_BYTES
    folder = Path(UploadPart.objects.get().file.path).parent.parent
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("size", [0, PART_BYTES + 1])
def test_a_part_of_a_wrong_size_is_refused(user, size):
    with pytest.raises(UploadError) as caught:
        upload_append(upload=begun(user), offset=0, data=b"x" * size)
    assert caught.value.code == "bad_part"


def test_more_than_was_announced_is_refused(user):
    with pytest.raises(UploadError) as caught:
        upload_append(upload=begun(user, size=5), offset=0, data=b"123456")
    assert caught.value.code == "bad_part"


@pytest.mark.parametrize(
    ("more", "code"),
    [({"size": 20 * 1024 * 1024 + 1}, "too_big"), ({"size": 0}, "empty"), ({"name": "virus.exe"}, "type")],
)
def test_what_cannot_be_stored_is_refused_before_a_byte_is_sent(user, more, code):
    with pytest.raises(UploadError) as caught:
        begun(user, **more)
    assert caught.value.code == code
    assert not PartialUpload.objects.exists()


def test_one_person_has_so_much_on_its_way(user, settings, monkeypatch):
    settings.UNFINISHED_UPLOADS_MB = 5
    begun(user)
    begun(user, place="b")
    with pytest.raises(UploadError) as caught:
        begun(user, place="c")
    assert caught.value.code == "too_many_unfinished"
    settings.UNFINISHED_UPLOADS_MB = 200
    monkeypatch.setattr(uploads, "MAX_UNFINISHED", 2)
    with pytest.raises(UploadError):
        begun(user, place="c")
    assert begun(user, place="b").place == "b"


def test_other_bytes_than_announced_are_damaged(user):
    row = sent(begun(user, sha256="0" * 64))
    with pytest.raises(UploadError) as caught:
        upload_joined(row)
    assert caught.value.code == "damaged"
    with pytest.raises(UploadError):
        upload_joined(sent(begun(user, place="b"), until=PART_BYTES))


def test_a_whole_file_is_held_for_the_next_try(user):
    content = samples.pdf()
    row = upload_hold(owner=user, place="a", uploaded=upload("a.pdf", content))
    assert row.is_whole
    assert upload_joined(row).read() == content
    assert upload_hold(owner=user, place="a", uploaded=upload("a.pdf", content)) == row


def test_dropped_parts_go_with_the_row(user, django_capture_on_commit_callbacks):
    row = sent(begun(user))
    paths = [Path(part.file.path) for part in row.parts.all()]
    with django_capture_on_commit_callbacks(execute=True):
        upload_drop(upload=row)
    assert [path.exists() for path in paths] == [False, False, False]
    assert not uploads_of(user).exists()


def test_the_sweep_takes_old_leftovers_only(user, capsys, django_capture_on_commit_callbacks):
    old, young = sent(begun(user)), sent(begun(user, place="b"), until=PART_BYTES)
    long_ago = clock.machine_now() - dt.timedelta(days=2)
    PartialUpload.objects.filter(pk=old.pk).update(touched_at=long_ago)
    lost = Path(UploadPart.objects.filter(upload=young).get().file.path).with_name("a" * 40)
    lost.write_bytes(b"x")
    os.utime(lost, (time.time() - 2 * 24 * 3600,) * 2)
    call_command("sweep_files", "--dry-run")
    assert PartialUpload.objects.count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        call_command("sweep_files")
    assert list(PartialUpload.objects.all()) == [young]
    assert not lost.exists()
    assert upload_append(upload=young, offset=PART_BYTES, data=b"x").received == PART_BYTES + 1
    assert uploads_sweep(before=long_ago) == 0


def test_the_worker_gives_up_after_a_day(user):
    old, young = begun(user), begun(user, place="b")
    for row, hours in ((old, 25), (young, 23)):
        touched = clock.machine_now() - dt.timedelta(hours=hours)
        PartialUpload.objects.filter(pk=row.pk).update(touched_at=touched)
    sweep_uploads()
    assert list(PartialUpload.objects.all()) == [young]
