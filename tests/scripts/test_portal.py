import socket

import pytest

import machine
import portal


def test_port_in_use_is_refused_with_the_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        with pytest.raises(machine.SetupError, match=f"Port {number} cannot be used .*PORT={number + 1} scripts/run"):
            portal.claim_port(number)


def test_large_log_is_put_aside(monkeypatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    log = tmp_path / "portal.log"
    log.write_text("four")
    monkeypatch.setattr(portal, "LOG_LIMIT", 4)
    assert portal.log_file() == log
    assert log.exists()
    monkeypatch.setattr(portal, "LOG_LIMIT", 3)
    assert portal.log_file() == log
    assert not log.exists()
    assert (tmp_path / "portal.log.1").read_text() == "four"


def test_unknown_argument_shows_the_usage(capsys):
    assert portal.main(["--what"]) == 2
    assert capsys.readouterr().out.startswith("usage: scripts/run")


def test_no_answer_is_no_portal():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    assert portal.answers(f"http://127.0.0.1:{number}/livez") is False
