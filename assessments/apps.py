from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    """Self-assessment, evidence, appraisal, results and ranking."""

    name = "assessments"
    verbose_name = _("Assessments")
