"""The virus scanner: a small daemon that speaks INSTREAM, and every way in which it may fail to answer."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator

import pytest

from common import clamd
from common.files import UploadError, check_upload, file_store
from common.models import StoredFile
from tests.common import samples
from tests.common.samples import upload


class Daemon:
    """Takes one stream after the other and answers each by `reply`."""

    def __init__(self, family: int, address: str | tuple[str, int], reply: Callable[[bytes], bytes]) -> None:
        self.reply = reply
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        self.socket.bind(address)
        self.socket.listen()
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                line, _address = self.socket.accept()
            except OSError:
                return
            with line, line.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                data = b""
                while size := struct.unpack("!I", stream.read(4))[0]:
                    data += stream.read(size)
                line.sendall(self.reply(data))

    def close(self) -> None:
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join(5)


def verdict(data: bytes) -> bytes:
    return b"stream: Eicar-Test-Signature FOUND\0" if b"EICAR" in data else b"stream: OK\0"


@pytest.fixture
def daemon(settings) -> Iterator[Callable[..., Daemon]]:
    started: list[Daemon] = []

    def start(reply: Callable[[bytes], bytes] = verdict) -> Daemon:
        started.append(Daemon(socket.AF_INET, ("127.0.0.1", 0), reply))
        settings.CLAMD_SOCKET = f"127.0.0.1:{started[-1].socket.getsockname()[1]}"
        return started[-1]

    yield start
    for each in started:
        each.close()


def test_without_the_setting_nothing_is_asked(settings):
    settings.CLAMD_SOCKET = ""
    assert clamd.found_in(b"EICAR") == ""


def test_a_clean_file_larger_than_one_piece_passes(daemon):
    seen = []
    daemon(lambda data: (seen.append(data), b"stream: OK\0")[1])
    data = b"x" * (3 * clamd.PIECE + 1)
    assert clamd.found_in(data) == ""
    assert seen == [data]


def test_the_daemon_may_stand_behind_a_socket_of_the_machine(tmp_path, settings):
    settings.CLAMD_SOCKET = str(tmp_path / "clamd.ctl")
    daemon = Daemon(socket.AF_UNIX, settings.CLAMD_SOCKET, verdict)
    assert clamd.found_in(b"EICAR") == "Eicar-Test-Signature"
    daemon.close()


def test_what_is_found_is_named_and_nothing_is_stored(daemon, user):
    daemon(lambda data: b"stream: Win.Test.EICAR_HDB-1 FOUND\0")
    with pytest.raises(UploadError) as caught:
        file_store(uploaded=upload("a.pdf", samples.pdf()), by=user)
    assert caught.value.code == "infected"
    assert "Win.Test.EICAR_HDB-1" in caught.value.message
    assert not StoredFile.objects.exists()


def test_a_clean_file_is_stored(daemon, user):
    daemon()
    assert file_store(uploaded=upload("a.pdf", samples.pdf()), by=user).size == len(samples.pdf())


@pytest.mark.parametrize("said", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK maybe\0", b"\xff\xfe"])
def test_another_answer_is_no_verdict(daemon, said):
    daemon(lambda data: said)
    with pytest.raises(UploadError) as caught:
        check_upload(upload("a.pdf", samples.pdf()))
    assert caught.value.code == "scanner_down"


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/khong/co/clamd.ctl", "khong-co-cong", "127.0.0.1:chu"])
def test_no_daemon_means_no_upload(settings, user, address):
    settings.CLAMD_SOCKET = address
    with pytest.raises(UploadError) as caught:
        file_store(uploaded=upload("a.pdf", samples.pdf()), by=user)
    assert caught.value.code == "scanner_down"
    assert not StoredFile.objects.exists()


def test_a_daemon_that_stays_silent_is_not_waited_for(settings, monkeypatch):
    monkeypatch.setattr(clamd, "TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.CLAMD_SOCKET = f"127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(clamd.ScannerDown):
            clamd.found_in(b"x")
