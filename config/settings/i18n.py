"""Language and time."""

from django.utils.translation import gettext_lazy as _

from .base import BASE_DIR

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
USE_I18N = True
USE_THOUSAND_SEPARATOR = False  # numbers are written by common.numbers alone

TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
