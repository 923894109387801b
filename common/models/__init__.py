from common.models.clock import AssumedDate
from common.models.documents import CitedDocument
from common.models.events import Event, EventSeal
from common.models.files import StoredFile
from common.models.jobs import OPEN_STATES, Beat, Job, JobState
from common.models.mail import MailOutbox, MailState
from common.models.uploads import PartialUpload, UploadPart

__all__ = [
    "OPEN_STATES",
    "AssumedDate",
    "Beat",
    "CitedDocument",
    "Event",
    "EventSeal",
    "Job",
    "JobState",
    "MailOutbox",
    "MailState",
    "PartialUpload",
    "StoredFile",
    "UploadPart",
]
