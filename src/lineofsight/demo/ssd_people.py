"""The dataset's tables on children themselves, on teams and workers, and on who held whom."""

import numpy as np

from lineofsight.demo import rates
from lineofsight.demo.children import ages
from lineofsight.demo.days import NEVER
from lineofsight.demo.names import given_names, postcodes, surnames, word_lists
from lineofsight.demo.organisation import Person
from lineofsight.demo.plan import Columns, take
from lineofsight.demo.ssd_need import REFERRAL, Keys
from lineofsight.demo.tables import Tables, coded, ids, until, yes_no
from lineofsight.demo.world import World

SEXES = ("M", "F", "U")
DISABILITIES = [code for code, _ in rates.DISABILITIES]
ETHNICITIES = [code for code, _ in rates.ETHNICITIES]
ALLOCATED, ADVISER, REVIEWING, CHAIR = "ALLOCATED_WORKER", "PERSONAL_ADVISER", "IRO", "CP_CHAIR"
CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""Of a unique pupil number, by the remainder of its weighted figures."""
NO_ONE_AUTHORITY = ("001", "002", "003", "004", "005")
"""Codes in a pupil number that are allowed and are no authority's own."""


def person_tables(world: World, keys: Keys, known: np.ndarray) -> Tables:
    """`known`: the indexes of the children who appear in the history."""
    dice, last_day = world.dice, world.plan.last_day
    children = take(world.population.columns(), known)
    many = len(known)
    person_id = keys.child(known)
    born = until(children["born"], last_day)
    unborn = born == NEVER
    years = ages(children["born"], np.full(many, last_day))
    families, family = np.unique(children["family"], return_inverse=True)
    own_name = dice.random(many) < 0.12
    surname = np.where(own_name, surnames(dice, many), surnames(dice, len(families))[family])
    sex = np.where(unborn, 2, children["sex"])
    ethnicity = coded(ETHNICITIES, children["ethnicity"])
    not_obtained = dice.random(many) < rates.ETHNICITY_NOT_OBTAINED
    ethnicity = np.where(not_obtained, np.where(dice.random(many) < 0.55, "NOBT", ""), ethnicity)
    person = {
        "pers_person_id": person_id,
        "pers_forename": np.where(unborn, "Unborn", given_names(dice, sex)),
        "pers_surname": surname,
        "pers_sex": coded(SEXES, sex),
        "pers_gender": coded(SEXES, sex),
        "pers_ethnicity": ethnicity,
        "pers_dob": born,
        "pers_expected_dob": children["expected"],
        "pers_upn_unknown": np.select([years < 5, children["unaccompanied"]], ["UN1", "UN2"], ""),
        "pers_send_flag": yes_no((children["disability"] >= 0) & (dice.random(many) < 0.7)),
        "pers_is_mother": yes_no((sex == 1) & (years >= 15) & (dice.random(many) < 0.01)),
    }
    return {
        "ssd_person": person,
        "ssd_family": {
            "fami_table_id": ids(1, np.arange(many)),
            "fami_family_id": ids(30_000, family),
            "fami_person_id": person_id,
        },
        "ssd_disability": _disabilities(children, person_id),
        "ssd_address": _addresses(world, children, person_id, family, len(families)),
        "ssd_linked_identifiers": _pupil_numbers(world, children, person_id, years),
    }


def _disabilities(children: Columns, person_id: np.ndarray) -> Columns:
    """A second one goes with some; NONE says that somebody asked and there is none."""
    code = coded(
        [*DISABILITIES, "NONE"],
        np.where(children["disability"] < 0, len(DISABILITIES), children["disability"]),
    )
    second = np.flatnonzero(children["severe"] & (code != "LD"))
    return {
        "disa_table_id": ids(70_000, np.arange(len(code) + len(second))),
        "disa_person_id": np.concatenate([person_id, person_id[second]]),
        "disa_disability_code": np.concatenate([code, np.full(len(second), "LD")]),
    }


def _addresses(world: World, children, person_id, family, families: int) -> Columns:
    dice, lists = world.dice, word_lists()
    streets, towns = np.array(lists["streets"]), np.array(list(lists["towns"].values()))
    number = dice.integers(1, 180, families)
    street = streets[dice.integers(0, len(streets), families)]
    code = postcodes(dice, families)
    town = towns[children["area"]]
    words = [
        f'{{"ADDRESS": "{n} {s}, {t}"}}'
        for n, s, t in zip(
            number[family].tolist(), street[family].tolist(), town.tolist(), strict=True
        )
    ]
    return {
        "addr_table_id": ids(20_000, np.arange(len(person_id))),
        "addr_person_id": person_id,
        "addr_address_type": np.full(len(person_id), "Home"),
        "addr_address_start_date": np.minimum(children["born"], world.plan.last_day),
        "addr_address_postcode": code[family],
        "addr_address_json": np.array(words),
    }


def _pupil_numbers(world: World, children, person_id, years) -> Columns:
    """Unique pupil numbers of children of school age: with their check letter, under codes that
    stand for no one authority."""
    rows = np.flatnonzero((years >= 5) & ~children["unaccompanied"])
    drawn = world.dice.integers(10**11, 10**12, len(rows))
    given_by = world.dice.integers(0, len(CHECK_LETTERS), len(rows)) % len(NO_ONE_AUTHORITY) + 1
    figures = given_by * 10**9 + drawn % 10**9
    weighted = sum(figures // 10 ** (12 - at) % 10 * (at + 1) for at in range(1, 13))
    letter = np.array(list(CHECK_LETTERS))[weighted % len(CHECK_LETTERS)]
    digits = np.char.zfill(figures.astype(str), 12)
    return {
        "link_table_id": ids(40_000, np.arange(len(rows))),
        "link_person_id": person_id[rows],
        "link_identifier_type": np.full(len(rows), "Unique Pupil Number"),
        "link_identifier_value": np.char.add(letter, digits),
    }


def unit_tables(world: World, people: list[Person], caseloads: dict[str, int]) -> Tables:
    units = world.organisation.units
    names = {unit.unit_id: unit.name for unit in units}

    def text(values) -> np.ndarray:
        return np.array(list(values), dtype=str)

    return {
        "ssd_department": {
            "dept_team_id": text(unit.unit_id for unit in units),
            "dept_team_name": text(unit.name for unit in units),
            "dept_team_parent_id": text(unit.parent_id for unit in units),
            "dept_team_parent_name": text(names.get(unit.parent_id, "") for unit in units),
        },
        "ssd_professionals": {
            "prof_professional_id": text(p.worker_id for p in people),
            "prof_staff_id": text(f"ASH{p.worker_id}" for p in people),
            "prof_professional_name": text(p.name for p in people),
            "prof_social_worker_registration_no": text(p.registration_no for p in people),
            "prof_professional_job_title": text(p.job_title for p in people),
            "prof_professional_caseload": np.array([caseloads.get(p.worker_id, 0) for p in people]),
            "prof_professional_department": text(names[p.unit_id] for p in people),
            "prof_full_time_equivalency": np.array([p.full_time_equivalent for p in people]),
            "prof_agency_worker_flag": text("Y" if p.is_agency else "N" for p in people),
        },
    }


def involvements(world: World, keys: Keys, cases: Columns, plans: Columns, leaving: Columns):
    """Who was responsible for each child, and from when to when; and who reviewed."""
    spans = _spans(world, cases)
    spans += [_span(plans, plans["start"], plans["end"], "sqa-chairs", world, CHAIR)]
    case_of_leaver = np.full(len(leaving["child"]), -1, dtype=np.int64)
    spans.append({**leaving, "case": case_of_leaver, "role": np.full(len(case_of_leaver), ADVISER)})
    together = {name: np.concatenate([span[name] for span in spans]) for name in spans[0]}
    last_day = world.plan.last_day
    open_to = np.minimum(together["end"], last_day + 1)
    together = take(together, np.flatnonzero(together["start"] < open_to))
    open_to = np.minimum(together["end"], last_day + 1)
    org = world.organisation
    rows, holders = org.holders_between(together["post"], together["start"], open_to)
    start = np.maximum(together["start"][rows], org.holder_starts(holders))
    # Whoever comes after a gap takes over from the day the one before left: no child is
    # without a team, though for that time the worker's name is empty on their records.
    end = np.where(
        np.append(rows[1:] == rows[:-1], [False] * min(len(rows), 1)),
        np.append(org.holder_starts(holders)[1:], [NEVER] * min(len(rows), 1)),
        together["end"][rows],
    )
    kept = (start < end) & ((end > world.plan.first_day) | (end == NEVER))
    rows, holders, start, end = rows[kept], holders[kept], start[kept], end[kept]
    order = np.lexsort((together["child"][rows], start))
    rows, holders, start, end = rows[order], holders[order], start[order], end[order]
    end = until(end, last_day)
    changed = end < np.where(together["end"][rows] > last_day, NEVER, together["end"][rows])
    return {
        "invo_involvements_id": ids(3_000_000, np.arange(len(rows))),
        "invo_professional_id": keys.worker_ids[org.holders[holders]],
        "invo_professional_role_id": together["role"][rows],
        "invo_professional_team": keys.team(together["team"][rows]),
        "invo_involvement_start_date": start,
        "invo_involvement_end_date": end,
        "invo_worker_change_reason": np.where(
            end == NEVER, "", np.where(changed, "LEFTRL", "TSPROC")
        ),
        "invo_person_id": keys.child(together["child"][rows]),
        "invo_referral_id": np.where(
            together["case"][rows] >= 0, ids(REFERRAL, together["case"][rows]), ""
        ),
    }


def _span(cases: Columns, start, end, team: str, world: World, role: str) -> Columns:
    many = len(cases["case"])
    index = np.full(many, world.organisation.team_index(team))
    post = world.organisation.post_in(world.dice, index)
    return {
        "case": cases["case"],
        "child": cases["child"],
        "start": start,
        "end": end,
        "team": index,
        "post": post,
        "role": np.full(many, role),
    }


def _spans(world: World, cases: Columns) -> list[Columns]:
    """The team of the referral; then, for a child in need, the one that works on; then,
    for a child looked after, Through Care; and home again."""
    org, dice = world.organisation, world.dice
    plan_start = np.minimum(cases["plan_1"], cases["protected_from"])
    handed_on = np.where(cases["in_need"], np.minimum(cases["assessed_on"], plan_start), NEVER)
    closed = cases["closed"]
    in_care = cases["care_start"] < NEVER
    severe = world.population.columns()["severe"][cases["child"]]
    alone = world.population.columns()["unaccompanied"][cases["child"]]
    to_care = in_care & ~severe
    care_from = np.where(to_care, cases["care_start"] + np.where(alone, 0, 21), NEVER)
    care_from = np.minimum(care_from, np.where(to_care, cases["care_end"], NEVER))
    first_end = np.minimum(np.minimum(handed_on, closed), care_from)
    care_team = org.team_for(dice, "care", cases["area"])
    care_team = np.where(alone, org.team_index("tc-unaccompanied"), care_team)
    again = np.where(to_care, cases["care_end"], NEVER)

    def span(start, end, team, post) -> Columns:
        rows = np.flatnonzero((start < NEVER) & (start < end))
        return {
            "case": cases["case"][rows],
            "child": cases["child"][rows],
            "start": start[rows],
            "end": end[rows],
            "team": team[rows],
            "post": post[rows],
            "role": np.full(len(rows), ALLOCATED),
        }

    later = cases["later_team"], cases["later_post"]
    worked_on = np.where(handed_on < care_from, handed_on, NEVER)
    reviewing = _span(cases, cases["care_start"], cases["care_end"], "sqa-iro", world, REVIEWING)
    return [
        span(cases["day"], first_end, cases["first_team"], cases["first_post"]),
        span(worked_on, np.minimum(closed, care_from), *later),
        span(care_from, cases["care_end"], care_team, org.post_in(dice, care_team)),
        span(again, closed, *later),
        take(reviewing, np.flatnonzero(in_care)),
    ]
