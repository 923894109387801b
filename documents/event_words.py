"""The words of what happens to papers."""

from django.utils.translation import gettext_lazy as _

from common.event_words import register_event_words

register_event_words(
    {
        "document.drafted": _("The paper was drafted"),
        "document.approve": _("A leader approved the paper"),
        "document.send_back": _("The paper was sent back as a draft"),
        "document.sign": _("The signature was recorded"),
        "document.signed_copy": _("A signed copy was taken in: %(signers)s"),
        "document.number": _("The paper got its number: %(number)s"),
        "document.take_number_back": _("The number was taken back: %(number)s"),
        "document.take_signature_back": _("The signature was taken back; the paper is signed again"),
        "document.issue": _("The paper was issued"),
        "document.issued": _("A document was issued"),
        "document.replace": _("A newer paper stands in its place: %(by)s"),
        "document.revoke": _("The paper was revoked: %(by)s"),
        "batch.begun": _("A batch of papers was asked for: %(count)s"),
        "batch.cancelled": _("A batch of papers was stopped"),
        "batch.resumed": _("A batch of papers was resumed"),
        "template.added": _("A template was added: %(name)s"),
        "template.activated": _("A template was put into use: %(name)s"),
        "template.retired": _("A template was taken out of use: %(name)s"),
        "number.outside": _("A number was taken for a paper written elsewhere: %(number)s of %(year)s"),
        "number.void": _("A number was recorded as void: %(number)s of %(year)s"),
    }
)
