"""The words of what happens to decisions, the register, letters and recoveries."""

from django.utils.translation import gettext_lazy as _

from common.event_words import register_event_words

register_event_words(
    {
        "decision.drafted": _("A decision was drafted: %(form)s, %(lines)s lines"),
        "decision.changed": _("Date, bases or order of the draft were changed"),
        "decision.line_changed": _("A line of the draft was changed"),
        "decision.line_removed": _("A line was taken off the draft: %(name)s"),
        "decision.dropped": _("A draft of a decision was given up"),
        "decision.signed": _("A leader signed the decision"),
        "decision.taken_back": _("The signed decision was taken back to its draft"),
        "decision.issued": _("The decision was issued: %(number)s of %(day)s"),
        "decision.correction_drafted": _("A correction of decision %(number)s was drafted"),
        "decision.revocation_drafted": _("A revocation from decision %(number)s was drafted"),
        "decision.corrigendum": _("A corrigendum was written: “%(printed)s” is to read “%(correct)s”"),
        "decision.higher_recorded": _("A decision of a higher level was recorded: %(number)s"),
        "proposals.forwarded": _("Proposed to the higher level: %(form)s, %(count)s, by %(document)s"),
        "proposal.declined": _("The higher level declined the proposal"),
        "register.entered": _("Entered in the register: numbers %(first)s to %(last)s"),
        "register.voided": _("A register number was voided: %(number)s"),
        "register.reissued": _("Entered anew in the register: %(number)s instead of %(old)s"),
        "register.reprinted": _("A certificate was printed again: %(number)s"),
        "register.handed_over": _("Certificates were handed over: %(count)s"),
        "recovery.received": _("The revocation was received; to be given back by %(due)s"),
        "recovery.returned": _("What came back was recorded: %(money)s đồng"),
        "letter.edited": _("An announcement letter was edited: %(unit)s"),
        "letter.held": _("An announcement letter was held back: %(unit)s"),
        "letter.unheld": _("An announcement letter waits again: %(unit)s"),
        "letter.sent": _("An announcement letter was sent: %(unit)s"),
    }
)
