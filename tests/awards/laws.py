"""The law of the plan in the database of a test: rule sets, salaries, forms and rules as the files of the plan say."""

from awards.plan import load_part
from common.plan_loading import PlanLoad
from config.plan_files import load_plan_files


def load_law() -> None:
    plan = load_plan_files()
    load_part(PlanLoad(), law=plan.law, awards=plan.awards, suggestions=plan.suggestions)
