import pytest
from django.utils.translation import gettext_lazy as _

from common.access import Denied, Refused, allow, require


def test_a_refusal_is_false_and_keeps_its_reason():
    denied = Denied("not_yours", _("Enter a whole number."))
    assert not denied
    assert str(denied.reason) == "Enter a whole number." or denied.reason
    assert denied == Denied("not_yours", denied.reason)


@pytest.mark.parametrize(("code", "status"), [("not_yours", 403), ("locked", 409), ("stale", 409), ("bad_input", 400)])
def test_the_status_follows_the_code(code, status):
    assert Denied(code).status == status
    assert Denied(code, status=404).status == 404


def test_require_goes_on_or_raises():
    require(allow)
    with pytest.raises(Refused) as refused:
        require(Denied("locked", "Đã nộp"), kept="Bản nộp", todo="Rút lại")
    assert (refused.value.verdict.code, refused.value.kept, refused.value.todo) == ("locked", "Bản nộp", "Rút lại")
    with pytest.raises(Refused) as refused:
        require(False)
    assert refused.value.verdict.code == "not_allowed"
