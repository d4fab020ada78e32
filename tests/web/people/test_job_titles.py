"""A list of staff gives people the roles of whichever framework is in use."""

import pytest

from lineofsight.packs import shipped_packs
from lineofsight.web.people import roles
from lineofsight.web.people.bring_in import role_of_title
from lineofsight.web.people.permissions import Permission

TITLES = (
    "Advanced Social Work Practitioner", "Assistant Director Care and Early Help",
    "Assistant Director Safeguarding", "Child Protection Chair", "Contact Officer",
    "Designated Officer", "Director of Children's Services", "Family Support Worker",
    "Family Worker", "Group Manager", "Head of Service", "Independent Reviewing Officer",
    "Lead Member", "Newly Qualified Social Worker", "Performance Analyst", "Personal Adviser",
    "Practice Manager", "Principal Social Worker", "QA Manager", "Quality Assurance Officer",
    "Residential Worker", "Scrutiny Panel Member", "Senior Social Worker", "Social Worker",
    "Supervising Social Worker", "System Administrator", "Team Manager",
)  # fmt: skip
"""The job titles of the demo's authority."""

NEEDED = {
    Permission.PROGRAMME_PLAN, Permission.REPORT_WRITE, Permission.REPORT_SIGN,
    Permission.AUDIT_DO, Permission.AUDIT_RECHECK, Permission.SUBMISSIONS_LOAD,
    Permission.PEOPLE_MANAGE, Permission.FRAMEWORK_ADOPT, Permission.CONCERN_ANSWER,
}  # fmt: skip


@pytest.mark.parametrize("name", shipped_packs())
def test_every_job_title_of_the_demo_gives_a_role(settings, name):
    settings.PACK = name
    given = {title: role_of_title(title) for title in TITLES}
    assert [title for title, key in given.items() if key is None] == []
    assert roles.role(given["Team Manager"]).scope == "team"
    assert roles.role(given["Social Worker"]).scope == "own"
    assert roles.role(given["Lead Member"]).aggregates_only
    may = {each for key in given.values() for each in roles.role(key).permissions}
    assert {str(each) for each in NEEDED} - may == set()


@pytest.mark.parametrize("name", shipped_packs())
def test_a_person_signs_off_whose_title_says_so_and_another_writes(settings, name):
    settings.PACK = name
    held = {title: roles.role(role_of_title(title)).permissions for title in TITLES}
    signers = {title for title, may in held.items() if Permission.REPORT_SIGN in may}
    writers = {title for title, may in held.items() if Permission.REPORT_WRITE in may}
    assert signers and writers - signers


def test_the_longest_words_decide(settings):
    settings.PACK = "sandwell"
    assert role_of_title("Assistant Director Safeguarding") == "director-practice"
    assert role_of_title("Assistant Director Corporate Parenting") == "director-performance"
    assert role_of_title("Lollipop Person") is None
