"""What a browser says of a file that it sends in parts."""

from django import forms

from assessments.forms.fields import CleanText


class BeginForm(forms.Form):
    """The file before its first part. `place`: the address of the form it is for."""

    place = forms.RegexField(r"^/(?!/)", max_length=200)
    name = CleanText(max_length=500)
    size = forms.IntegerField(min_value=0)
    sha256 = forms.RegexField(r"^[0-9a-f]{64}$", required=False)


class PartForm(forms.Form):
    """Some bytes and where they begin."""

    offset = forms.IntegerField(min_value=0)
    part = forms.FileField()
