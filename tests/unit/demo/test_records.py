"""What must hold of every record of Ashmere that is not a planted fault."""

import csv
from datetime import date
from itertools import pairwise

import pyarrow.compute as pc
import pytest

from lineofsight import demo
from lineofsight.demo import faults
from lineofsight.returns.code_sets import FOLDER
from lineofsight.returns.ssd import SSD

CHILD = "pers_person_id"
# Where the dataset itself names another table or column than the one that holds the key.
REFERENCES = {
    "ssd_cla_placements.clap_placement_id": ("ssd_cla_placement", "clap_cla_placement_id"),
    "ssd_cla_episodes.clae_cla_episode_id": ("ssd_person", CHILD),
    "ssd_ehcp_assessment.ehca_ehcp_asmt_id": ("ssd_ehcp_assessment", "ehca_ehcp_assessment_id"),
}
SPELLS = (
    ("ssd_cin_episodes", "cine_referral_date", "cine_close_date"),
    ("ssd_cin_assessments", "cina_assessment_start_date", "cina_assessment_auth_date"),
    ("ssd_s47_enquiry", "s47e_s47_start_date", "s47e_s47_end_date"),
    ("ssd_cin_plans", "cinp_cin_plan_start_date", "cinp_cin_plan_end_date"),
    ("ssd_cp_plans", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
    ("ssd_cla_episodes", "clae_cla_episode_start_date", "clae_cla_episode_ceased_date"),
    ("ssd_cla_placement", "clap_cla_placement_start_date", "clap_cla_placement_end_date"),
    ("ssd_legal_status", "lega_legal_status_start_date", "lega_legal_status_end_date"),
    ("ssd_missing", "miss_missing_episode_start_date", "miss_missing_episode_end_date"),
    ("ssd_involvements", "invo_involvement_start_date", "invo_involvement_end_date"),
    ("ssd_pre_proceedings", "prep_pre_pro_decision_date", "prep_agree_stepdown_issue_date"),
)
BEFORE_BIRTH_ALLOWED = {  # an unborn child is referred, assessed, planned for and visited
    "ssd_contacts",
    "ssd_cin_episodes",
    "ssd_cin_assessments",
    "ssd_s47_enquiry",
    "ssd_initial_cp_conference",
    "ssd_cin_plans",
    "ssd_cin_visits",
    "ssd_cp_plans",
    "ssd_cp_reviews",
    "ssd_cp_visits",
    "ssd_involvements",
}


def spoiled(authority, table, kind):
    return {each.key for each in authority.faults if each.table == table and each.kind == kind}


def rows(authority, table, *columns):
    content = authority.tables[table]
    return zip(*(content.column(name).to_pylist() for name in columns), strict=True)


def keys_of(table):
    return [n for n in SSD.by_name[table].primary_key if n in SSD.by_name[table].by_name]


def test_every_key_is_there_and_there_once(ashmere):
    for name, table in ashmere.tables.items():
        keys = [key for key in keys_of(name) if table.column(key).null_count < table.num_rows]
        if name == "ssd_family":
            keys = ["fami_table_id"]
        assert keys, name
        found = list(rows(ashmere, name, *keys))
        assert len(set(found)) == len(found), name


def test_every_reference_leads_to_a_record(ashmere):
    with (FOLDER / "ssd_tables.csv").open(encoding="utf-8", newline="") as file:
        declared = list(csv.DictReader(file))
    checked = 0
    for row in declared:
        reference = next((v for k, v in row.items() if k and k.startswith("ref")), "")
        if not reference or row["table"] not in ashmere.tables:
            continue
        table, column = REFERENCES.get(reference, tuple(reference.split(".")))
        if column.endswith("_person_id"):
            table, column = "ssd_person", CHILD
        held = ashmere.tables[row["table"]].column(row["column"])
        known = set(ashmere.tables[table].column(column).to_pylist())
        loose = {value for value in held.to_pylist() if value is not None} - known
        assert not loose, (row["table"], row["column"], len(loose))
        checked += 1
    assert checked > 40


@pytest.mark.parametrize(("table", "start", "end"), SPELLS)
def test_no_spell_ends_before_it_starts_but_for_planted_faults(ashmere, table, start, end):
    key = keys_of(table)[0]
    backwards = {k for k, s, e in rows(ashmere, table, key, start, end) if s and e and e < s}
    assert backwards <= spoiled(ashmere, table, faults.BACKWARDS)


def test_nothing_lies_after_today_but_what_is_due(ashmere):
    for name, table in ashmere.tables.items():
        for field in table.schema:
            if str(field.type).startswith("date") and not field.name.endswith(
                ("_due", "_due_date", "_target_date", "_expected_dob")
            ):
                latest = pc.max(table.column(field.name)).as_py()
                assert latest is None or latest <= ashmere.today, (name, field.name)


def test_no_event_comes_before_birth_but_for_the_unborn_and_planted_faults(ashmere):
    wrong = spoiled(ashmere, "ssd_person", faults.TOO_EARLY)
    born = dict(rows(ashmere, "ssd_person", CHILD, "pers_dob"))
    for table, start, _ in SPELLS:
        if table in BEFORE_BIRTH_ALLOWED:
            continue
        person = next(n for n in ashmere.tables[table].column_names if n.endswith("person_id"))
        early = {
            child
            for child, day in rows(ashmere, table, person, start)
            if day and born[child] and day < born[child]
        }
        assert early <= wrong, table


def test_placements_of_a_child_follow_each_other_without_gap_or_overlap(ashmere):
    found = sorted(
        rows(
            ashmere,
            "ssd_cla_placement",
            "clap_cla_id",
            "clap_cla_placement_start_date",
            "clap_cla_placement_end_date",
        ),
        key=lambda row: (row[0], row[1]),
    )
    for (period, _, end), (following, start, _) in pairwise(found):
        if period == following:
            assert end == start


def test_a_child_looked_after_has_one_open_placement_and_legal_status(ashmere):
    in_care = {
        child
        for child, ended in rows(
            ashmere, "ssd_cla_episodes", "clae_person_id", "clae_cla_episode_ceased_date"
        )
        if ended is None
    }
    homes = [
        child
        for child, ended in rows(
            ashmere, "ssd_cla_placement", "clap_person_id", "clap_cla_placement_end_date"
        )
        if ended is None
    ]
    statuses = [
        child
        for child, ended in rows(
            ashmere, "ssd_legal_status", "lega_person_id", "lega_legal_status_end_date"
        )
        if ended is None
    ]
    assert sorted(homes) == sorted(in_care) == sorted(statuses)


def test_unborn_children_are_known_by_their_expected_birth_only(ashmere):
    unborn = [
        (born, expected)
        for born, expected in rows(ashmere, "ssd_person", "pers_dob", "pers_expected_dob")
        if born is None
    ]
    assert unborn
    assert all(expected is not None for _, expected in unborn)


def test_families_have_brothers_and_sisters_in_them(ashmere):
    families = ashmere.tables["ssd_family"].column("fami_family_id")
    many = pc.value_counts(families).field("counts")
    assert pc.max(many).as_py() >= 4
    assert 1.3 < pc.mean(many).as_py() < 2.5


def test_referrals_dip_in_august_and_december(ashmere):
    months = [day.month for (day,) in rows(ashmere, "ssd_cin_episodes", "cine_referral_date")]
    usual = (months.count(10) + months.count(11) + months.count(3)) / 3
    assert months.count(8) < 0.9 * usual
    assert months.count(12) < 0.95 * usual


def test_about_two_records_in_a_hundred_are_faulty(ashmere):
    needs = {"ssd_cin_episodes", "ssd_cin_assessments", "ssd_cp_visits", "ssd_cin_visits"}
    struck = {(f.table, f.key) for f in ashmere.faults if f.table in needs}
    total = sum(ashmere.tables[name].num_rows for name in needs)
    assert 0.01 < len(struck) / total < 0.03


def test_sixty_teams_in_twelve_services_and_about_350_workers():
    full = demo.generate(130_000)
    services = {unit.unit_id for unit in full.units if unit.parent_id == "ashmere"}
    teams = [unit for unit in full.units if unit.parent_id in services]
    assert (len(services), len(teams)) == (12, 60)
    now = [p for p in full.people if p.to_on is None]
    leading = ("Manager", "Head of", "Director", "Advanced", "Analyst", "Administrator", "Member")
    workers = [p for p in now if not any(word in p.job_title for word in leading)]
    assert 330 <= len(workers) <= 370
    managers = [p for p in now if p.job_title == "Team Manager"]
    assert len(managers) == 60
    assert full.tables["ssd_cin_episodes"].num_rows > 38_000


def test_every_name_is_held_by_one_worker(ashmere):
    emails = [p.email for p in ashmere.people]
    assert len(set(emails)) == len(emails)
    assert all(email.endswith("@ashmere.invalid") for email in emails)


def test_a_manager_changed_on_a_known_day(ashmere):
    of_team = sorted(
        (p.from_on, p.to_on, p.name)
        for p in ashmere.people
        if p.unit_id == ashmere.stories.struggling_team and p.job_title == "Team Manager"
    )
    assert [row[1] for row in of_team] == [date(2026, 3, 31), None]
    assert of_team[1][0] == ashmere.stories.struggling_manager_came


def test_the_people_alone_are_the_same_as_with_their_records(ashmere):
    alone = {p.worker_id: p for p in demo.people(20_000)}
    with_records = {p.worker_id: p for p in ashmere.people}
    assert alone.items() <= with_records.items()


def test_some_early_help_ends_as_the_child_is_referred(ashmere):
    help_ = ashmere.tables["ssd_early_help_episodes"].to_pylist()
    referred = {
        (row["cine_person_id"], row["cine_referral_date"])
        for row in ashmere.tables["ssd_cin_episodes"].to_pylist()
    }
    on_day = {}
    for child, day in referred:
        on_day.setdefault(child, []).append(day)
    ended = [each for each in help_ if each["earl_episode_end_date"]]
    stepped = [
        each
        for each in ended
        if any(
            each["earl_episode_start_date"] < day
            and abs((each["earl_episode_end_date"] - day).days) <= 28
            for day in on_day.get(each["earl_person_id"], ())
        )
    ]
    assert 0.05 < len(stepped) / len(ended) < 0.13
