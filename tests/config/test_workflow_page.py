"""The page of states in docs/ is what the tables say."""

from django.conf import settings

from config.management.commands.workflow import workflow_page


def test_docs_show_the_tables_as_they_are():
    assert (settings.BASE_DIR / "docs" / "workflow.md").read_text(encoding="utf-8") == workflow_page()
