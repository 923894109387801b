"""Static files and what people upload."""

from .base import BASE_DIR, BUILD_DIR, DATA_DIR, DEBUG, env

STATIC_URL = "/static/"
STATIC_ROOT = BUILD_DIR / "static"
GENERATED_STATIC = BUILD_DIR / "assets"  # made by scripts/build_fonts.py
STATICFILES_DIRS = [path for path in (BASE_DIR / "static", GENERATED_STATIC) if path.is_dir()]

# Names carry the hash of their content, so that browsers may keep them for ever.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}

# Uploads lie outside the static files and are sent by checked views only: there is no MEDIA_URL.
MEDIA_ROOT = PRIVATE_ROOT = DATA_DIR / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

MAX_UPLOAD_MB = env.int("MAX_UPLOAD_MB", default=20)
UNIT_YEAR_QUOTA_MB = env.int("UNIT_YEAR_QUOTA_MB", default=1024)
# What one person may have on its way in parts at a time.
UNFINISHED_UPLOADS_MB = env.int("UNFINISHED_UPLOADS_MB", default=200)

# A ClamAV daemon (`/run/clamav/clamd.ctl` or `host:port`). Once named it must answer, or nothing is stored.
CLAMD_SOCKET = env.str("CLAMD_SOCKET", default="")

# The form without its files: 2 MB of Vietnamese text are longer on their way, and are refused at the field.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 30

# Cells that begin like a formula are exported as text.
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
