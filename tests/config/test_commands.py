"""Every command of the portal says what it does when it is asked."""

import pytest
from django.core.management import get_commands, load_command_class

from tests.test_architecture import APPS

OWN = sorted((name, app) for name, app in get_commands().items() if app in APPS)


def test_the_commands_of_all_floors_are_asked():
    assert {"demo", "load_plan", "worker", "import_criteria", "verify_events"} <= {name for name, _app in OWN}


@pytest.mark.parametrize(("name", "app"), OWN)
def test_help_is_printed(name, app, capsys):
    with pytest.raises(SystemExit) as ended:
        load_command_class(app, name).run_from_argv(["manage.py", name, "--help"])
    assert ended.value.code == 0
    assert f"manage.py {name}" in capsys.readouterr().out
