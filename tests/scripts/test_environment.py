import pytest

import environment
import machine


@pytest.fixture
def work():
    """Count how often a step's work was done."""
    done = []
    return done, lambda: done.append(1)


def test_step_is_done_once_for_a_state(tmp_path, work):
    done, act = work
    stamp = tmp_path / "deep" / "stamp"
    for state in ("one", "one", "two", "two"):
        environment.step(stamp, state, "Doing", act)
    assert len(done) == 2


def test_step_that_failed_is_done_again(tmp_path, work):
    done, act = work

    def fail() -> None:
        raise machine.SetupError("no")

    stamp = tmp_path / "stamp"
    environment.step(stamp, "one", "Doing", act)
    with pytest.raises(machine.SetupError):
        environment.step(stamp, "two", "Doing", fail)
    environment.step(stamp, "one", "Doing", act)
    assert len(done) == 2


def test_digest_sees_content_and_name_but_not_what_is_compiled(monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    folder = tmp_path / "locale"
    folder.mkdir()
    (folder / "a.po").write_text("a")
    first = environment.digest(folder)
    (folder / "a.mo").write_text("compiled")
    assert environment.digest(folder) == first
    (folder / "a.po").write_text("b")
    second = environment.digest(folder)
    assert second != first
    (folder / "a.po").rename(folder / "b.po")
    assert environment.digest(folder) not in {first, second}


@pytest.mark.parametrize(("given", "number"), [("", 8000), ("8100", 8100)])
def test_port_of_the_environment(monkeypatch, given, number):
    monkeypatch.setenv("PORT", given)
    assert environment.port() == number


@pytest.mark.parametrize("given", ["0", "65536", "-1", "eight", "8000 "])
def test_port_that_is_none_is_refused(monkeypatch, given):
    monkeypatch.setenv("PORT", given)
    with pytest.raises(machine.SetupError, match=f"PORT={given} is no port"):
        environment.port()


def test_packages_that_may_not_be_installed_are_named(monkeypatch):
    monkeypatch.setattr(machine, "privilege", lambda: None)
    with pytest.raises(machine.SetupError) as caught:
        machine.install(["libpango-1.0-0", "fonts-liberation2"])
    assert "  apt-get update && apt-get install -y --no-install-recommends libpango-1.0-0 fonts-liberation2\n" in str(
        caught.value
    )


def test_browser_that_is_named_must_be_there(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(machine.SetupError, match="CHROMIUM=/nowhere/chromium is no program"):
        machine.chromium()


def test_document_font_of_this_machine_is_found():
    assert machine.has_document_font()


def test_font_revision_reads_the_head_table():
    path = next(
        path
        for folder in machine.FONT_FOLDERS[:2]
        for path in machine.Path(folder).rglob(machine.FONT)
        if "liberation2" in str(path) or machine.font_revision(path) >= 2
    )
    assert 2 <= machine.font_revision(path) < 3
