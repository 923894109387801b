"""Addresses of self-assessments: the unit's, the desk's, the rounds'. The open-ended ones come last."""

from assessments.urls.desk import urlpatterns as desk
from assessments.urls.nominations import urlpatterns as nominations
from assessments.urls.rounds import urlpatterns as rounds
from assessments.urls.unit import answer_patterns
from assessments.urls.unit import urlpatterns as unit

app_name = "assessments"
urlpatterns = [*unit, *desk, *rounds, *nominations, *answer_patterns]
