"""The sample pages show every component, so they must all come out."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import RequestFactory

from common.styleguide import PAGES, styleguide


def page(name):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return styleguide(request, name)


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_a_sample_page_comes_out_whole(name):
    text = page(name).content.decode()
    assert text.count("<h1") == 1
    assert text.rstrip().endswith("</html>")
    assert " style=" not in text


def test_another_name_is_not_found():
    with pytest.raises(Http404):
        page("nothing")
