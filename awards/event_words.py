"""The words of what happens to holds, dossiers, opinions and public notices."""

from django.utils.translation import gettext_lazy as _

from common.event_words import register_event_words

register_event_words(
    {
        "hold.recorded": _("Consideration of awards was suspended"),
        "hold.lifted": _("A suspension was lifted"),
        "dossier.item_added": _("A paper was added to the dossier (%(part)s): %(name)s"),
        "dossier.item_withdrawn": _("A paper was taken off the dossier (%(part)s): %(name)s"),
        "dossier.sent": _("The dossier was sent, time %(number)s"),
        "dossier.accepted": _("The dossier was accepted under %(rule_set)s"),
        "dossier.returned": _("The dossier was returned by %(ground)s"),
        "opinion.asked": _("An opinion was asked of %(asked)s"),
        "opinion.answered": _("An answer of %(asked)s was recorded"),
        "notice.started": _("The list was made public: %(place)s"),
        "notice.opinion": _("An opinion on the public list was recorded"),
        "notice.handled": _("It was recorded how an opinion was dealt with"),
        "notice.concluded": _("The public notice was concluded"),
    }
)
