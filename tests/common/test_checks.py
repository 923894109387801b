import subprocess

import pytest
from django.db import connection

from common import checks


@pytest.fixture(autouse=True)
def fresh():
    checks.font_installed.cache_clear()
    checks._loads.cache_clear()
    yield
    checks.font_installed.cache_clear()
    checks._loads.cache_clear()


def test_this_machine_can_make_papers():
    assert checks.paper_requirements() == []


def test_what_is_missing_is_said_in_sentences(monkeypatch):
    monkeypatch.setattr(checks, "PANGO_NAMES", ("libnothing.so",))
    monkeypatch.setattr(checks, "PAPER_FONT", "No Such Font")
    assert len(checks.paper_requirements()) == 2
    assert all(line.endswith(".") for line in checks.paper_requirements())
    assert [message.id for message in checks.papers_check()][:2] == ["common.W001", "common.W001"]


def test_the_subset_library_is_wished_for(monkeypatch):
    monkeypatch.setattr(checks, "HARFBUZZ_SUBSET_NAMES", ("libnothing.so",))
    assert "common.W002" in [message.id for message in checks.papers_check()]


def test_fonts_are_found_by_their_file_where_fontconfig_has_no_program(monkeypatch, tmp_path):
    monkeypatch.setattr(checks.shutil, "which", lambda name: None)
    monkeypatch.setattr(checks, "FONT_FOLDERS", (str(tmp_path),))
    assert not checks.font_installed("Liberation Serif")
    checks.font_installed.cache_clear()
    (tmp_path / "liberation").mkdir()
    (tmp_path / "liberation" / "LiberationSerif-Regular.ttf").touch()
    assert checks.font_installed("Liberation Serif")


def test_a_stand_in_is_no_font(monkeypatch):
    answer = subprocess.CompletedProcess([], 0, stdout="DejaVu Sans")
    monkeypatch.setattr(checks.shutil, "which", lambda name: "/usr/bin/fc-match")
    monkeypatch.setattr(checks.subprocess, "run", lambda *args, **kwargs: answer)
    assert not checks.font_installed("Liberation Serif")


def test_the_data_folder_must_take_writes(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert checks.data_dir_check() == []
    settings.DATA_DIR = tmp_path / "gone"
    assert [message.id for message in checks.data_dir_check()] == ["common.E001"]


@pytest.mark.django_db
def test_an_old_sqlite_with_the_write_ahead_log_is_an_error(monkeypatch):
    assert checks.sqlite_check() == []
    if connection.vendor == "sqlite":
        monkeypatch.setattr(checks, "SAFE_SQLITE", (99,))
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            mode = cursor.fetchone()[0]
        assert [message.id for message in checks.sqlite_check()] == (["common.E002"] if mode == "wal" else [])
