"""The words of what happens to awards."""

from django.utils.translation import gettext_lazy as _

from common.event_words import register_event_words

register_event_words(
    {
        "award_cycle.begun": _("An award cycle was begun: %(title)s"),
        "award_cycle.described": _("Title or achievement of the award cycle was corrected"),
        "award_cycle.quotas_fixed": _("The quotas were fixed by %(document)s"),
        "award_cycle.opened": _("The award cycle takes names, from the fund of %(fund)s"),
        "award_cycle.moved": _("The award cycle moved to another step"),
        "fund.saved": _("The fund of %(year)s was entered by %(document)s"),
        "proposal.taken": _("A suggestion was taken: %(name)s, %(form)s"),
        "proposal.proposed": _("A unit proposed %(name)s, %(form)s"),
        "proposal.confirmed": _("A second person confirmed the nomination of %(name)s"),
        "proposal.withdrawn": _("The proposal of %(name)s was withdrawn"),
        "collective.added": _("Another collective was recorded: %(name)s"),
        "decision.earlier_entered": _("Earlier awards were entered: %(count)s, by %(document)s"),
    }
)
