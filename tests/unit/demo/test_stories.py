"""Every story that is planted in Ashmere's records can be measured there."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from lineofsight.working_days import england


def finished_assessments(authority):
    table = authority.tables["ssd_cin_assessments"]
    return [
        (team, end, england().between(start, end))
        for team, start, end in zip(
            table.column("cina_assessment_team").to_pylist(),
            table.column("cina_assessment_start_date").to_pylist(),
            table.column("cina_assessment_auth_date").to_pylist(),
            strict=True,
        )
        if start and end and end >= start
    ]


def on_time(found, team, first, last):
    taken = [days for who, end, days in found if who == team and first <= end <= last]
    return sum(days <= 45 for days in taken) / len(taken)


@pytest.fixture(scope="module")
def finished(ashmere):
    return finished_assessments(ashmere)


def test_the_struggling_team_gets_slower_from_spring_and_the_others_do_not(ashmere, finished):
    team = ashmere.stories.struggling_team
    before = on_time(finished, team, date(2025, 4, 1), date(2026, 3, 31))
    after = on_time(finished, team, date(2026, 8, 1), ashmere.today)
    assert after < before - 0.12
    others = on_time(finished, "assess-north", date(2026, 4, 1), ashmere.today)
    assert others > after + 0.1


def test_the_scandal_shows_as_sign_offs_on_day_45_exactly(ashmere, finished):
    stories = ashmere.stories
    during = [
        days
        for team, end, days in finished
        if team == stories.scandal_team and stories.scandal_from <= end <= stories.scandal_to
    ]
    elsewhere = [
        days
        for team, end, days in finished
        if team != stories.scandal_team and stories.scandal_from <= end <= stories.scandal_to
    ]
    share = sum(days == 45 for days in during) / len(during)
    usual = sum(days == 45 for days in elsewhere) / len(elsewhere)
    assert share > 0.25
    assert usual < 0.08
    assert sum(days <= 45 for days in during) / len(during) > 0.95


def test_after_the_scandal_was_found_the_team_shows_its_true_lateness(ashmere, finished):
    stories = ashmere.stories
    honest = on_time(finished, stories.scandal_team, stories.scandal_found, date(2025, 2, 28))
    assert honest < 0.8


def seen_alone_by_month(authority):
    """Share of children of two and older seen alone at protection visits, month by month."""
    born = dict(
        zip(
            authority.tables["ssd_person"].column("pers_person_id").to_pylist(),
            authority.tables["ssd_person"].column("pers_dob").to_pylist(),
            strict=True,
        )
    )
    visits = authority.tables["ssd_cp_visits"]
    counted: dict[str, list[bool]] = {}
    for child, day, alone in zip(
        visits.column("cppv_person_id").to_pylist(),
        visits.column("cppv_cp_visit_date").to_pylist(),
        visits.column("cppv_cp_visit_seen_alone").to_pylist(),
        strict=True,
    ):
        if alone and born[child] and born[child] < day - timedelta(days=730):
            counted.setdefault(f"{day:%Y-%m}", []).append(alone == "Y")
    return {month: sum(told) / len(told) for month, told in sorted(counted.items())}


def test_the_training_shows_as_a_real_change_for_the_better(ashmere):
    months = seen_alone_by_month(ashmere)
    before = [v for m, v in months.items() if "2023-01" <= m <= "2024-12"]
    after = [v for m, v in months.items() if "2025-05" <= m <= "2026-10"]
    mean = sum(before) / len(before)
    moving = [abs(b - a) for a, b in pairwise(before)]
    upper = mean + 2.66 * sum(moving) / len(moving)
    assert all(value > mean for value in after)
    assert sum(value > upper for value in after) >= len(after) / 2


def test_first_conferences_come_sooner_since_the_chairs_keep_two_days(ashmere):
    conferences = ashmere.tables["ssd_initial_cp_conference"]
    began = dict(
        zip(
            ashmere.tables["ssd_s47_enquiry"].column("s47e_s47_enquiry_id").to_pylist(),
            ashmere.tables["ssd_s47_enquiry"].column("s47e_s47_start_date").to_pylist(),
            strict=True,
        )
    )
    kept_from = ashmere.stories.conference_days_kept_from
    before, since = [], []
    for enquiry, held in zip(
        conferences.column("icpc_s47_enquiry_id").to_pylist(),
        conferences.column("icpc_icpc_date").to_pylist(),
        strict=True,
    ):
        if held:
            told = since if began[enquiry] >= kept_from else before
            told.append(england().between(began[enquiry], held) <= 15)
    assert sum(since) / len(since) > sum(before) / len(before) + 0.04
