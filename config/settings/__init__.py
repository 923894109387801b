"""The settings, one file a concern. Everything has a default; the environment changes it:

DATABASE_URL, DATA_DIR, PUBLIC_URL, PORT, ALLOWED_HOSTS, SECRET_KEY, DEBUG, MFA_REQUIRED, EMAIL_URL,
MAIL_FROM, MAX_UPLOAD_MB, UNIT_YEAR_QUOTA_MB, UNFINISHED_UPLOADS_MB, CLAMD_SOCKET, LOG_LEVEL,
SIGN_TRUST_DIR, SIGN_PKCS12, SIGN_PKCS12_PASSWORD, SIGN_IMAGES.
"""

from .auth import *
from .base import *
from .database import *
from .files import *
from .i18n import *
from .logging import *
from .mail import *
from .security import *
from .signing import *
from .tasks import *
