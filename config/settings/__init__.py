"""The settings, one file a concern. Everything has a default; the environment changes it:

DATABASE_URL, DATA_DIR, PUBLIC_URL, PORT, ALLOWED_HOSTS, SECRET_KEY, DEBUG, MFA_REQUIRED, EMAIL_URL,
MAIL_FROM, MAX_UPLOAD_MB, UNIT_YEAR_QUOTA_MB, LOG_LEVEL.
"""

from .base import *
from .i18n import *
from .logging import *
from .database import *  # isort: skip  (after logging: the choice of the library may leave a line)
from .security import *
from .auth import *
from .files import *
from .mail import *
from .tasks import *
