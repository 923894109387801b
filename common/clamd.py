"""Asks a ClamAV daemon about bytes, where CLAMD_SOCKET names one (`/run/clamav/clamd.ctl` or `host:port`)."""

import socket
import struct

from django.conf import settings

TIMEOUT_SECONDS = 30
PIECE = 64 * 1024


class ScannerDown(Exception):
    """The daemon does not answer, or not with a verdict: nothing is known of the bytes."""


def found_in(data: bytes) -> str:
    """The name of what was found, or an empty string (clean, or no scanner is set). Raises ScannerDown."""
    if not settings.CLAMD_SOCKET:
        return ""
    try:
        with _line(settings.CLAMD_SOCKET) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), PIECE):
                piece = data[start : start + PIECE]
                line.sendall(struct.pack("!I", len(piece)) + piece)
            line.sendall(struct.pack("!I", 0))
            reply = line.makefile("rb").read(4096).decode("utf-8", "replace").strip("\0\n ")
    except (OSError, ValueError) as error:
        raise ScannerDown(str(error)) from error
    if reply == "stream: OK":
        return ""
    if reply.startswith("stream: ") and reply.endswith(" FOUND"):
        return reply.removeprefix("stream: ").removesuffix(" FOUND")
    raise ScannerDown(reply)


def _line(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(TIMEOUT_SECONDS)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT_SECONDS)
