"""Templates of papers: added as a draft, put into use one of a kind at a time, taken out of use; never changed."""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common import clock
from common.access import Denied, Refused, require
from common.events import event_log
from documents import rules
from documents.designs import OwnLook, looks
from documents.enums import TemplateState
from documents.models import PaperTemplate
from documents.own_templates import check
from units.models import User


@transaction.atomic
def template_add(*, kind: str, name: str, source: str, layout: dict[str, Any], by: User) -> PaperTemplate:
    """Keeps a template that has been checked, as a draft. Raises Refused with the places of what is not allowed."""
    require(rules.may_set_templates(by))
    look = look_of_kind(kind)
    if source:
        require_allowed(look, source)
    elif not layout:
        raise Refused(Denied("bad_template", _("The template is empty."), 422))
    digest = hashlib.sha256(json.dumps([source, layout], sort_keys=True).encode()).hexdigest()
    row = PaperTemplate.objects.create(
        kind=kind, name=name, source=source, layout=layout, sha256=digest, added_by=by, added_at=clock.now()
    )
    event_log(actor=by, action="template.added", target=row, data={"name": name, "sha256": digest})
    return row


@transaction.atomic
def template_activate(*, template: PaperTemplate, by: User) -> PaperTemplate:
    """Puts a template into use; the one before it is retired. Papers already issued stay as they are."""
    require(rules.may_set_templates(by))
    rows = {row.pk: row for row in PaperTemplate.objects.select_for_update().filter(kind=template.kind)}
    row = rows[template.pk]
    if row.state == TemplateState.ACTIVE:
        return row
    if row.source:
        require_allowed(look_of_kind(row.kind), row.source)
    for other in rows.values():
        if other.state == TemplateState.ACTIVE:
            _set_state(other, TemplateState.RETIRED, "template.retired", by)
    return _set_state(row, TemplateState.ACTIVE, "template.activated", by)


@transaction.atomic
def template_retire(*, template: PaperTemplate, by: User) -> PaperTemplate:
    """Takes a template out of use; the portal's own look stands again."""
    require(rules.may_set_templates(by))
    row = PaperTemplate.objects.select_for_update().get(pk=template.pk)
    if row.state == TemplateState.RETIRED:
        return row
    return _set_state(row, TemplateState.RETIRED, "template.retired", by)


def look_of_kind(kind: str) -> OwnLook:
    """What may be set for a kind. Raises Refused for one whose look is fixed."""
    look = looks().get(kind)
    if look is None:
        raise Refused(Denied("hidden", status=404))
    return look


def require_allowed(look: OwnLook, source: str, *, todo: str = "") -> None:
    """Raises Refused with the first place of what is not allowed in a template; `todo` says what to do about it."""
    faults = check(source, fields=look.fields, rows=look.rows, is_text=look.is_text)
    if faults:
        first = faults[0]
        place = {"line": first.line, "column": first.column, "reason": first.reason, "found": first.found}
        words = _("Line %(line)s, column %(column)s: %(reason)s %(found)s") % place
        raise Refused(Denied("bad_template", words, 422), kept=_("Nothing was stored."), todo=todo)


def _set_state(row: PaperTemplate, state: TemplateState, action: str, by: User) -> PaperTemplate:
    before, row.state = row.state, state
    row.save(update_fields=["state"])
    event_log(actor=by, action=action, target=row, before=before, after=state, data={"name": row.name})
    return row
