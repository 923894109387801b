"""The words of what happens to criteria sets."""

from django.utils.translation import gettext_lazy as _

from common.event_words import register_event_words

register_event_words(
    {
        "criteria_set.cloned": _("A new version of a criteria set was made"),
        "criteria_set.imported": _("A criteria set was imported from a workbook"),
        "criteria_set.published": _("A version of a criteria set was published"),
        "criteria_set.retired": _("A version of a criteria set was retired"),
        "criteria_set.restored": _("A version of a criteria set was restored"),
    }
)
