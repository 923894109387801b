"""The words of what happens to awards: holds, dossiers, opinions, councils, votes, decisions."""

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
        "council.set_up": _("The council was recorded: %(decision)s"),
        "council.rule_set": _("The quorum rule of the council was changed: %(source)s"),
        "council.member_added": _("A member of the council was added: %(member)s"),
        "council.member_ended": _("A membership in the council ended: %(member)s"),
        "session.planned": _("A session of the council was planned"),
        "session.agenda_set": _("The agenda of a session was changed"),
        "session.opened": _("The session of the council began"),
        "session.attended": _("The attendance was corrected: %(member)s"),
        "session.closed": _("The session of the council ended"),
        "poll.prepared": _("A vote was prepared: %(form)s"),
        "poll.recused": _("A member keeps away from a case: %(member)s, %(case)s"),
        "poll.tellers_named": _("The tellers were named: %(tellers)s"),
        "poll.opened": _("Voting began"),
        "poll.recorded": _("The votes were entered by the secretary"),
        "poll.counted": _("A teller entered the count of ballots"),
        "poll.closed": _("Voting was closed and counted"),
        "poll.removed": _("A vote that had not begun was removed: %(form)s"),
        "poll.voided": _("The vote was declared void"),
        "proposal.passed": _("Passed by the council: %(percent)s%%"),
        "proposal.failed": _("Not passed by the council: %(percent)s%%"),
    }
)
