"""The words of what happens to papers."""

from django.utils.translation import gettext_lazy as _

from common.event_words import register_event_words

register_event_words({"document.issued": _("A document was issued")})
