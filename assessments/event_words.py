"""The words of what happens to sheets, marks and results."""

from django.utils.translation import gettext_lazy as _

from common.event_words import register_event_words

register_event_words(
    {
        "assessment.started": _("The self-assessment was begun"),
        "assessment.submit": _("The self-assessment was submitted"),
        "assessment.withdraw": _("The self-assessment was withdrawn to be edited"),
        "assessment.receive": _("The office received the self-assessment"),
        "assessment.returned": _("Additions were asked for: %(item)s"),
        "assessment.return_withdrawn": _("The request for additions was taken back: %(item)s"),
        "assessment.completed_again": _("The additions were sent: %(items)s"),
        "assessment.signed_copy_added": _("The signed copy was uploaded"),
        "assessment.shared_out": _("Criteria were shared out inside the unit: %(items)s"),
        "assessment.begin_appraisal": _("The appraisal began"),
        "assessment.office_finished": _("An office finished its criteria"),
        "assessment.office_reopened": _("The part of an office was opened again"),
        "assessment.end_appraisal": _("The appraisal ended"),
        "assessment.reopen_appraisal": _("The appraisal was opened again"),
        "assessment.set_changed": _(
            "The sheet went over to another version of the criteria set; to be answered anew: %(items)s"
        ),
        "assessment.adjusted": _("Bonus or minus points were entered"),
        "assessment.adjustment_removed": _("Bonus or minus points were taken back"),
        "assessment.announce": _("The provisional result was announced"),
        "assessment.conclude": _("Every explanation has its ruling"),
        "assessment.explain_again": _("A further explanation was taken up"),
        "assessment.reconsider": _("The final result was taken back to be reconsidered"),
        "assessment.corrected": _("The published points were corrected: %(item)s"),
        "explanation.sent": _("An explanation was sent: %(item)s"),
        "explanation.requested": _("A review was requested after the last day: %(item)s"),
        "explanation.accepted": _("The request for review was accepted: %(item)s"),
        "explanation.refused": _("The request for review was refused: %(item)s"),
        "explanation.ruled": _("An explanation has its ruling: %(item)s"),
        "round.correction_recorded": _("A correction of a published result was recorded: %(unit)s, %(item)s"),
        "round.correction_withdrawn": _("A recorded correction was taken back: %(unit)s, %(item)s"),
        "round.corrected": _("A corrected result was published"),
        "assessment.finalise": _("The result became final"),
        "assessment.publish": _("The result was published"),
        "evidence.added": _("Evidence was added to %(item)s: %(title)s"),
        "evidence.removed": _("Evidence was taken off %(item)s: %(title)s"),
        "mark.given": _("Points were given: %(item)s"),
        "run.made": _("A result was computed"),
        "round.approved": _("A leader approved the result"),
    }
)
