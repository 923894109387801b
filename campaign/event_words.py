"""The words of what happens to plans, rounds and participants."""

from django.utils.translation import gettext_lazy as _

from common.event_words import register_event_words

register_event_words(
    {
        "plan.loaded": _("The plan was loaded"),
        "round.open": _("The round was opened"),
        "round.participants_written": _("The participants were written"),
        "round.held_on_paper": _("The round was marked as held on paper"),
        "round.not_on_paper": _("The round is no longer held on paper"),
        "round.close": _("The reception was closed"),
        "round.reopen": _("The reception was opened again"),
        "round.announce": _("The provisional result was announced"),
        "round.reconsider": _("The final result was taken back to be reconsidered"),
        "round.finalise": _("The final result of the round was fixed"),
        "round.publish": _("The result of the round was published"),
        "round.set_changed": _("The round went over to another version of its criteria set"),
        "participant.changed": _("The people of a participant were corrected"),
        "participant.exempted": _("A participant was exempted"),
        "report.begun": _("The report of the phase was begun"),
        "report.written": _("Part %(part)s of the phase report was written"),
        "report.taken": _("The figures of part %(part)s of the phase report were taken anew"),
        "participant.extended": _("A participant was given an extension"),
    }
)
