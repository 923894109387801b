"""What the machine itself must bring, and how it gets there. Standard library only."""

import ctypes
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

OLDEST_PYTHON = (3, 11)
FONT = "LiberationSerif-Regular.ttf"
FONT_FOLDERS = ["/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"]

# Each library with the Debian and Ubuntu package that brings it.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


class SetupError(Exception):
    """Set-up cannot go on; the message is what the reader has to do."""


def say(text: str) -> None:
    """Tell the reader what happens, at once even into a pipe."""
    print(text, flush=True)


def has_library(name: str) -> bool:
    """Tell whether the dynamic linker finds a library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def font_revision(path: Path) -> float:
    """Return the revision a TrueType file gives in its head table; 0 where it is none."""
    data = path.read_bytes()
    for number in range(struct.unpack(">H", data[4:6])[0]):
        tag, _checksum, offset, _length = struct.unpack(">4sLLL", data[12 + 16 * number : 28 + 16 * number])
        if tag == b"head":
            return struct.unpack(">l", data[offset + 4 : offset + 8])[0] / 65536
    return 0


def has_document_font() -> bool:
    """Tell whether Liberation Serif is there in version 2: version 1 lacks 93 Vietnamese letters."""
    for folder in FONT_FOLDERS:
        for place, _folders, files in os.walk(Path(folder).expanduser()):
            if FONT in files and font_revision(Path(place) / FONT) >= 2:
                return True
    return False


def needed_packages() -> Iterator[str]:
    """Yield the system packages that running the portal still lacks."""
    if find_spec("venv") is None or find_spec("ensurepip") is None:
        yield f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    for library, package in LIBRARIES.items():
        if not has_library(library):
            yield package
    if not has_document_font():
        yield "fonts-liberation2"


def chromium() -> str | None:
    """Return the browser of the tests: CHROMIUM, or Debian's (Ubuntu's is a snap and does not serve)."""
    if named := os.environ.get("CHROMIUM"):
        if not os.access(named, os.X_OK):
            raise SetupError(f"CHROMIUM={named} is no program that can be run.")
        return named
    found = shutil.which("chromium")
    return None if found and Path(found).resolve().is_relative_to("/snap") else found


def distribution() -> str:
    """Return the ID that /etc/os-release gives, such as `debian`."""
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    values = dict(line.split("=", 1) for line in lines if "=" in line)
    return values.get("ID", "").strip('"')


def needed_for_tests() -> Iterator[str]:
    """Yield the system packages that the tests lack besides."""
    if shutil.which("pdftotext") is None:
        yield "poppler-utils"
    # The driver of the browser is linked to it, and a small system lacks it.
    if not has_library("libatomic.so.1"):
        yield "libatomic1"
    if chromium() is None:
        if distribution() == "ubuntu":
            raise SetupError(
                "The browser journeys need Chromium, and Ubuntu has it as a snap only, which cannot be driven.\n"
                "Install a Chromium or Google Chrome and run: CHROMIUM=/path/to/chromium scripts/test"
            )
        yield "chromium"


def apt(*arguments: str, prefix: list[str]) -> subprocess.CompletedProcess[str]:
    """Run apt-get without questions; what it says is kept for when it fails."""
    command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y", *arguments]
    return subprocess.run(
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )


def privilege() -> list[str] | None:
    """Return what stands before a command that needs root, or None where that cannot be had."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    if subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0:
        return ["sudo"]
    # Somebody is there to type the password.
    if sys.stdin.isatty() and subprocess.run(["sudo", "-v"], check=False).returncode == 0:
        return ["sudo"]
    return None


def install(packages: list[str]) -> None:
    """Install system packages; where that is not allowed or fails, say the line that does it."""
    if not packages:
        return
    line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"
    prefix = privilege() if shutil.which("apt-get") else None
    if prefix is None:
        raise SetupError(f"System packages are missing. Run this as root, then start again:\n\n  {line}\n")
    say(f"Installing system packages: {' '.join(packages)}")
    arguments = ["install", "--no-install-recommends", *packages]
    # The lists may be missing or name versions that are gone; only then are they read anew.
    if apt(*arguments, prefix=prefix).returncode == 0:
        return
    say("Reading the lists of system packages anew")
    apt("update", prefix=prefix)
    again = apt(*arguments, prefix=prefix)
    if again.returncode:
        said = "\n".join(again.stdout.splitlines()[-10:])
        raise SetupError(f"{said}\n\nThe system packages could not be installed. Run this as root:\n\n  {line}\n")
