import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.urls import resolve, reverse

from units.middleware import SecondFactorMiddleware
from units.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(rf, settings):
    """Return a function that sends an account to a named page, past the middleware."""
    settings.MFA_REQUIRED = True

    def answer(user, name: str) -> HttpResponse | None:
        request = rf.get(reverse(name))
        request.user = user
        request.resolver_match = resolve(request.path)
        return SecondFactorMiddleware(lambda _request: HttpResponse()).process_view(
            request, request.resolver_match.func, (), {}
        )

    return answer


@pytest.fixture
def user():
    return User.objects.create_user(username="thu", password="a long enough word")


def test_account_without_second_factor_is_led_to_it(ask, user):
    assert ask(user, "account_change_password").url == reverse("mfa_activate_totp")


@pytest.mark.parametrize("name", ["mfa_activate_totp", "account_logout", "account_reauthenticate"])
def test_way_to_the_second_factor_is_open(ask, user, name):
    assert ask(user, name) is None


def test_account_with_second_factor_passes(ask, user):
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert ask(user, "account_change_password") is None


def test_setting_off_lets_everybody_pass(ask, user, settings):
    settings.MFA_REQUIRED = False
    assert ask(user, "account_change_password") is None


def test_sign_up_is_closed(client):
    answer = client.get(reverse("account_signup"))
    assert answer.templates[0].name == "account/signup_closed.html"
    client.post(
        reverse("account_signup"),
        {"username": "la", "email": "la@example.vn", "password1": "a long word 1", "password2": "a long word 1"},
    )
    assert not User.objects.exists()
