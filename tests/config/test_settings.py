"""The settings as other environments see them, each read in a process of its own."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
READ = "import json; from django.conf import settings; print(json.dumps({}, default=str))"


@pytest.fixture
def read(tmp_path):
    """Return a function that reads the named settings under the given environment."""

    def settings_of(*names: str, **environment: str) -> dict:
        values = ", ".join(f"{name!r}: settings.{name}" for name in names)
        done = subprocess.run(
            [sys.executable, "-c", READ.format("{" + values + "}")],
            cwd=ROOT,
            env={
                "PATH": os.defpath,
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "DATA_DIR": str(tmp_path / "with space"),
                **environment,
            },
            check=True,
            capture_output=True,
            text=True,
        )
        return json.loads(done.stdout)

    return settings_of


def test_secret_is_made_once_for_its_owner_only(read, tmp_path):
    first = read("SECRET_KEY")
    assert read("SECRET_KEY") == first
    assert len(first["SECRET_KEY"]) > 50
    file = tmp_path / "with space" / "secret.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text() == first["SECRET_KEY"]


def test_secret_of_the_environment_goes_first(read, tmp_path):
    assert read("SECRET_KEY", SECRET_KEY="given") == {"SECRET_KEY": "given"}
    assert not (tmp_path / "with space" / "secret.key").exists()


def test_default_is_the_embedded_database_without_debug(read, tmp_path):
    seen = read("DEBUG", "EMBEDDED", "DATABASES", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE")
    database = seen["DATABASES"]["default"]
    assert (seen["DEBUG"], seen["EMBEDDED"]) == (False, True)
    assert (seen["SECURE_SSL_REDIRECT"], seen["SESSION_COOKIE_SECURE"]) == (False, False)
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == str(tmp_path / "with space" / "portal.sqlite3")
    assert database["ATOMIC_REQUESTS"] is False


def test_database_url_turns_to_postgresql(read):
    seen = read("EMBEDDED", "DATABASES", "CACHES", DATABASE_URL="postgres://who:what@db.example:5433/portal")
    database = seen["DATABASES"]["default"]
    assert seen["EMBEDDED"] is False
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "portal")
    assert database["CONN_HEALTH_CHECKS"] is True
    assert database["OPTIONS"] == {
        "options": "-c jit=off -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
    }
    assert seen["CACHES"]["default"]["BACKEND"].endswith("DatabaseCache")


def test_public_url_turns_on_what_needs_encryption(read):
    names = [
        "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER", "CSRF_TRUSTED_ORIGINS", "ALLOWED_HOSTS",
    ]  # fmt: skip
    assert read(*names, PUBLIC_URL="https://thidua.example.vn/") == {
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "LANGUAGE_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "CSRF_TRUSTED_ORIGINS": ["https://thidua.example.vn"],
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]", "thidua.example.vn"],
    }


def test_policy_of_pages_allows_nothing_unsafe(read):
    policy = read("CONTENT_SECURITY_POLICY")["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert policy["script-src"] == policy["style-src"] == policy["default-src"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == ["'none'"]
    assert not any("unsafe" in source or "http" in source for sources in policy.values() for source in sources)
