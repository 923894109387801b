"""The back office and the pages of accounts, in groups: models × roles, and who is asked to sign in."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import get_resolver, reverse

from tests.access.asking import asked, built, forgotten, names, seen, world
from tests.access.world import CALLERS, World

__all__ = ["built", "world"]
pytestmark = pytest.mark.django_db

# What the campaign manager and the administrator may do with each model: list, add, change, delete.
# Nobody else, whatever `is_staff` and `is_superuser` say, learns that the back office is there.
MODELS = """
account.emailaddress                 ---- ----
assessments.answer                   l--- l---
assessments.assessment               l--- l---
assessments.cannedreason              lacd lacd
assessments.column                   l--- l---
assessments.mark                     l--- l---
assessments.run                      l--- l---
assessments.runrow                   l--- l---
auth.group                           ---- ----
awards.awardform                     l--- lacd
awards.basesalary                    l--- lacd
awards.dossierpart                   l--- lacd
awards.legalground                   l--- lacd
awards.moneyrule                     l--- lac-
awards.ruleset                       l--- lacd
awards.suggestionrule                lacd lacd
awards.term                          l--- lacd
awards.transition                    l--- lac-
awards.votingrule                    l--- lacd
campaign.assignedtarget              lacd lacd
campaign.campaign                    lac- lac-
campaign.extension                   l--- l---
campaign.holiday                     lacd lacd
campaign.participant                 l--- l---
campaign.phase                       lac- lac-
campaign.plan                        lacd lacd
campaign.plansection                 lacd lacd
campaign.round                       la-- la--
campaign.trackedindicator            lacd lacd
campaign.trackedvalue                lacd lacd
common.citeddocument                 lacd lacd
common.event                         l--- l---
common.eventseal                     l--- l---
common.job                           l--- l---
common.mailoutbox                    l--- l---
criteria.criteriaset                 lac- lac-
criteria.criterion                   lac- lac-
criteria.item                        lac- lac-
django_tasks_database.dbtaskresult   ---- ----
documents.issueddocument             l--- l---
documents.numberseries               l--- l---
mfa.authenticator                    ---- ----
units.cluster                        lacd lacd
units.conflictofinterest             l--- l---
units.inboxmessage                   l--- l---
units.membership                     l--- l---
units.person                         lacd lacd
units.reorganisation                 lacd lacd
units.unit                           lacd lacd
units.unitkind                       lacd lacd
units.unitversion                    lacd lacd
units.user                           l--- lac-
usersessions.usersession             ---- ----
"""
RIGHTS = {
    name: {"mngr": mngr, "admn": admn} for name, mngr, admn in (line.split() for line in MODELS.split("\n") if line)
}
OUTSIDERS = [caller for caller in CALLERS if caller not in ("anon", "off", "mngr", "admn")]
ADMIN_MODELS = {model._meta.label_lower: model for model in admin.site._registry}


def pages_of(name: str) -> dict[str, str]:
    """The five addresses of a model, with its first row where there is one."""
    model = ADMIN_MODELS[name]
    row = model._base_manager.order_by("pk").first()
    base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    one = [row.pk if row else 10**9]
    return {"changelist": reverse(f"{base}_changelist"), "add": reverse(f"{base}_add")} | {
        page: reverse(f"{base}_{page}", args=one) for page in ("change", "delete", "history")
    }


def test_no_model_is_missing_from_the_table_and_none_is_gone():
    assert set(RIGHTS) == set(ADMIN_MODELS)


@pytest.mark.parametrize("name", RIGHTS)
def test_the_back_office_is_closed_to_all_others(world, name):
    turn = list(RIGHTS).index(name)
    roles = asked(dict.fromkeys(OUTSIDERS, "404"), turn)
    for page, url in pages_of(name).items():
        assert seen(world.clients["anon"].get(url)) == "in"
        # Every role asks for the list; the door is the same for all pages of a model.
        for caller in roles if page == "changelist" else ("none", "supr", "lead"):
            for verb in ("get", "post") if page != "changelist" else ("get",):
                with forgotten() as changes:
                    status = getattr(world.clients[caller], verb)(url, {"post": "yes"}).status_code
                assert (status, changes) == (404, []), (page, verb, caller)


@pytest.mark.parametrize("caller", ["mngr", "admn"])
@pytest.mark.parametrize("name", RIGHTS)
def test_who_may_enter_does_what_the_table_says(world, name, caller):
    client, urls = world.clients[caller], pages_of(name)
    with forgotten() as changes:
        letters = {
            "l": client.get(urls["changelist"]).status_code,
            "a": client.get(urls["add"]).status_code,
            "c": client.get(urls["change"]).status_code if RIGHTS[name][caller][0] == "l" else 403,
            "d": client.get(urls["delete"]).status_code,
        }
    assert changes == []
    with forgotten():
        letters["c"] = client.post(urls["change"], {}).status_code
    assert "".join(letter if status != 403 else "-" for letter, status in letters.items()) == RIGHTS[name][caller]
    assert all(status < 500 for status in letters.values())


@pytest.mark.parametrize("name", RIGHTS)
def test_an_empty_form_adds_nothing(world, name):
    """Who may not add is refused; who may gets the errors at the fields."""
    for caller in ("mngr", "admn"):
        with forgotten() as changes:
            status = world.clients[caller].post(pages_of(name)["add"], {}).status_code
        assert (status, changes) == (200 if "a" in RIGHTS[name][caller] else 403, [])


@pytest.mark.parametrize("name", ["index", "password_change", "password_change_done", "autocomplete", "jsi18n"])
def test_pages_around_the_models_are_closed_too(world, name):
    url = reverse(f"admin:{name}")
    found = {caller: seen(world.clients[caller].get(url)) for caller in (*OUTSIDERS, "anon", "off")}
    assert found == dict.fromkeys(OUTSIDERS, "404") | {"anon": "in", "off": "in"}


# Address of accounts, verb: what a stranger gets and what a signed-in person gets (again: asked for the password anew).
ACCOUNT_PAGES = """
account_login                          GET  200  302
account_login                          POST 200  302
account_logout                         GET  in   200
account_logout                         POST in   in
account_inactive                       GET  200  200
account_inactive                       POST 405  405
account_signup                         GET  200  302
account_signup                         POST 200  302
account_reauthenticate                 GET  in   200
account_reauthenticate                 POST in   200
account_email                          GET  in   200
account_email                          POST in   302
account_email_verification_sent        GET  200  200
account_email_verification_sent        POST 405  405
account_change_password                GET  in   200
account_change_password                POST in   200
account_set_password                   GET  in   302
account_set_password                   POST in   302
account_reset_password                 GET  200  200
account_reset_password                 POST 200  200
account_confirm_login_code             GET  in   302
account_confirm_login_code             POST in   302
account_confirm_email                  GET  200  200
account_confirm_email                  POST 404  404
account_reset_password_from_key_done   GET  200  200
account_reset_password_from_key_done   POST 405  405
account_reset_password_from_key        GET  200  200
account_reset_password_from_key        POST 200  200
account_reset_password_done            GET  200  200
account_reset_password_done            POST 405  405
mfa_index                              GET  in   200
mfa_index                              POST in   405
mfa_authenticate                       GET  in   302
mfa_authenticate                       POST in   302
mfa_reauthenticate                     GET  in   again
mfa_reauthenticate                     POST in   again
mfa_activate_totp                      GET  in   again
mfa_activate_totp                      POST in   again
mfa_deactivate_totp                    GET  in   404
mfa_deactivate_totp                    POST in   404
mfa_view_recovery_codes                GET  in   404
mfa_view_recovery_codes                POST in   405
mfa_generate_recovery_codes            GET  in   again
mfa_generate_recovery_codes            POST in   again
mfa_download_recovery_codes            GET  in   404
mfa_download_recovery_codes            POST in   404
usersessions_list                      GET  in   200
usersessions_list                      POST in   302
"""


def account_url(name: str) -> str:
    extra = {"account_confirm_email": {"key": "x"}, "account_reset_password_from_key": {"uidb36": "1", "key": "x-y"}}
    return reverse(name, kwargs=extra.get(name, {}))


def account_rows() -> list[list[str]]:
    return [line.split() for line in ACCOUNT_PAGES.split("\n") if line]


def test_no_page_of_accounts_is_missing():
    known = {
        name for name in names(get_resolver().url_patterns) if name.startswith(("account_", "mfa_", "usersessions_"))
    }
    assert {row[0] for row in account_rows()} == known


@pytest.mark.parametrize("row", account_rows(), ids=lambda row: f"{row[1]} {row[0]}")
def test_pages_of_accounts(world, row):
    name, verb, stranger, signed_in = row
    assert answer(Client(), name, verb) == stranger
    assert answer(copy_of(world, "off"), name, verb) == stranger
    for caller in ("head", "admn"):
        assert answer(copy_of(world, caller), name, verb) == signed_in


def copy_of(world: World, caller: str) -> Client:
    """A browser with the same session, so that signing out here does not sign out there."""
    client = Client()
    client.cookies.load({key: morsel.value for key, morsel in world.clients[caller].cookies.items()})
    return client


def answer(client: Client, name: str, verb: str) -> str:
    with forgotten():
        response = getattr(client, verb.lower())(account_url(name))
    if response.status_code == 302 and response["Location"].startswith("/tai-khoan/reauthenticate/"):
        return "again"
    return seen(response)
