"""The words of what happens to accounts and their roles."""

from django.utils.translation import gettext_lazy as _

from common.event_words import register_event_words

register_event_words(
    {
        "membership.added": _("A role was given"),
        "membership.ended": _("A role was ended"),
        "conflict.declared": _("A conflict of interest was declared: %(name)s, %(unit)s"),
        "conflict.withdrawn": _("A conflict of interest was withdrawn: %(name)s, %(unit)s"),
    }
)
