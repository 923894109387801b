"""Forms in the look of the portal: `{{ field.as_field_group }}` gives label, help, error and ARIA links."""

from django.forms.renderers import TemplatesSetting


class PortalRenderer(TemplatesSetting):
    """FORM_RENDERER of the portal; widgets keep Django's own templates."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
