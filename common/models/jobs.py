import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from common import clock


class JobState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


OPEN_STATES = (JobState.QUEUED, JobState.RUNNING)


class Job(models.Model):
    """A piece of background work as people see it: progress, who asked, what came out."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=80)
    kwargs = models.JSONField(_("arguments"), default=dict, encoder=DjangoJSONEncoder)
    key = models.CharField(_("only one open job of this key"), max_length=160, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.QUEUED)
    done = models.PositiveIntegerField(_("steps done"), default=0)
    total = models.PositiveIntegerField(_("steps"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    max_attempts = models.PositiveSmallIntegerField(_("attempts at most"), default=3)
    task_id = models.UUIDField(null=True, editable=False)
    heartbeat = models.DateTimeField(_("last sign of life"), null=True, editable=False)
    cancel_requested = models.BooleanField(_("to be cancelled"), default=False)
    error = models.TextField(_("error"), blank=True)
    outcome = models.JSONField(_("outcome"), default=dict, encoder=DjangoJSONEncoder)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    result = models.ForeignKey(
        "common.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("result file")
    )
    created_at = models.DateTimeField(_("asked at"), default=clock.now, editable=False)
    started_at = models.DateTimeField(_("started at"), null=True, editable=False)
    finished_at = models.DateTimeField(_("finished at"), null=True, editable=False)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "heartbeat"], name="common_job_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(state__in=[*OPEN_STATES]) & ~models.Q(key=""),
                name="common_job_one_open_key",
            ),
            models.CheckConstraint(condition=models.Q(state__in=JobState.values), name="common_job_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


class Beat(models.Model):
    """When a periodic duty, or the worker itself, was last alive (real time). One row a name."""

    name = models.CharField(_("name"), max_length=80, primary_key=True)
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")

    def __str__(self) -> str:
        return self.name
