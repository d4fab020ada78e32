"""The dataset's tables on children looked after and care leavers."""

import numpy as np

from lineofsight.demo import rates
from lineofsight.demo.care import Records
from lineofsight.demo.days import NEVER, birthday
from lineofsight.demo.names import postcodes
from lineofsight.demo.plan import Columns, choose
from lineofsight.demo.ssd_need import NEEDS, REFERRAL, Keys, _visit
from lineofsight.demo.tables import Tables, ids, until
from lineofsight.demo.visits import visits
from lineofsight.demo.world import World

PERIOD, HOME, EPISODE = 50_000, 620_000, 480_000
LOOKED_AFTER_LONG_ENOUGH = 91
LEAVER_UNTIL = 25
CARE_VISIT_EVERY = 41
IN_TOUCH = (("YES", 0.925), ("NO", 0.04), ("REFU", 0.02), ("NREQ", 0.012), ("DIED", 0.003))
ACTIVITIES = (
    ("F1", 0.06),
    ("F2", 0.19),
    ("P2", 0.02),
    ("F4", 0.05),
    ("F5", 0.18),
    ("P5", 0.06),
    ("G4", 0.13),
    ("G5", 0.25),
    ("G6", 0.06),
)
ACCOMMODATIONS = (
    ("B", 0.13),
    ("C", 0.01),
    ("D", 0.19),
    ("E", 0.04),
    ("K", 0.03),
    ("S", 0.02),
    ("T", 0.05),
    ("U", 0.33),
    ("V", 0.01),
    ("W", 0.005),
    ("X", 0.035),
    ("Y", 0.06),
    ("Z", 0.10),
)
UNSUITABLE = ("S", "V", "W", "X")


def columns_of(rows: list[tuple], names: str) -> Columns:
    """Rows as columns, under `names` (separated by spaces)."""
    names = names.split()
    if not rows:
        return {name: np.array([], dtype=np.int64) for name in names}
    return dict(zip(names, map(np.array, zip(*rows, strict=True)), strict=True))


def care_tables(world: World, keys: Keys, records: Records) -> Tables:
    tables = _homes(world, keys, records)
    tables["ssd_cla_reviews"] = _reviews(records)
    tables["ssd_cla_visits"] = _visits(world, keys, records)
    tables.update(_health(keys, records))
    tables.update(_small(keys, records))
    tables["ssd_permanence"] = _permanence(keys, records)
    return tables


def _text(values: np.ndarray) -> np.ndarray:
    """An empty table's columns have no type of their own."""
    return values.astype(str)


def _homes(world: World, keys: Keys, records: Records) -> Tables:
    homes = columns_of(
        records.of("homes"), "period child start end type provider distance change place"
    )
    many = len(homes["child"])
    kinds = _text(homes["type"])
    nearby = postcodes(world.dice, many)
    away = np.char.replace(nearby, "AM", "OV")
    far = homes["distance"].astype(float) > 20
    place = homes["place"].astype(np.int64)
    needs_urn = np.isin(kinds, ["K1", "K2", "K3", "R1", "U4", "U5", "U6", "S1"])
    placement = {
        "clap_cla_placement_id": ids(HOME, np.arange(many)),
        "clap_cla_placement_start_date": homes["start"],
        "clap_cla_placement_type": kinds,
        "clap_cla_placement_urn": np.where(needs_urn, ids(1_240_000, place * 37), ""),
        "clap_cla_placement_distance": np.where(
            kinds == "P1", np.nan, homes["distance"].astype(float)
        ),
        "clap_cla_id": ids(PERIOD, homes["period"]),
        "clap_cla_placement_provider": _text(homes["provider"]),
        "clap_cla_placement_postcode": np.where(far, away, nearby),
        "clap_cla_placement_end_date": homes["end"],
        "clap_cla_placement_change_reason": _text(homes["change"]),
        "clap_person_id": keys.child(homes["child"]),
    }
    legal = columns_of(records.of("legal"), "child start end status")
    status = {
        "lega_legal_status_id": ids(810_000, np.arange(len(legal["child"]))),
        "lega_person_id": keys.child(legal["child"]),
        "lega_legal_status": _text(legal["status"]),
        "lega_legal_status_start_date": legal["start"],
        "lega_legal_status_end_date": legal["end"],
    }
    return {
        "ssd_cla_placement": placement,
        "ssd_legal_status": status,
        "ssd_cla_episodes": _episodes(keys, records),
    }


def _episodes(keys: Keys, records: Records) -> Columns:
    episodes = columns_of(
        records.of("episodes"),
        "period child case start end reason ceased home entered iro need status",
    )
    return {
        "clae_cla_episode_id": ids(EPISODE, np.arange(len(episodes["child"]))),
        "clae_person_id": keys.child(episodes["child"]),
        "clae_cla_episode_start_date": episodes["start"],
        "clae_cla_episode_start_reason": _text(episodes["reason"]),
        "clae_cla_primary_need_code": np.array([*NEEDS])[episodes["need"]],
        "clae_cla_episode_ceased_date": episodes["end"],
        "clae_cla_episode_ceased_reason": _text(episodes["ceased"]),
        "clae_cla_id": ids(PERIOD, episodes["period"]),
        "clae_referral_id": ids(REFERRAL, episodes["case"]),
        "clae_cla_placement_id": ids(HOME, episodes["home"]),
        "clae_entered_care_date": episodes["entered"],
        "clae_cla_last_iro_contact_date": episodes["iro"],
    }


def _reviews(records: Records) -> Columns:
    reviews = columns_of(records.of("reviews"), "period child due held participation")
    return {
        "clar_cla_review_id": ids(870_000, np.arange(len(reviews["child"]))),
        "clar_cla_id": ids(PERIOD, reviews["period"]),
        "clar_cla_review_due_date": reviews["due"],
        "clar_cla_review_date": reviews["held"],
        "clar_cla_review_cancelled": np.full(len(reviews["child"]), "N"),
        "clar_cla_review_participation": _text(reviews["participation"]),
    }


def _visits(world: World, keys: Keys, records: Records) -> Columns:
    periods = columns_of(records.of("periods"), "period child case start end area")
    seen = visits(world, periods, every=CARE_VISIT_EVERY, first=6, missed=rates.VISIT_MISSED)
    return {
        "clav_cla_visit_id": ids(6_000_000, np.arange(len(seen["day"]))),
        "clav_cla_id": ids(PERIOD, periods["period"][seen["row"]]),
        "clav_person_id": keys.child(seen["child"]),
        **_visit("clav_cla_visit", seen),
    }


def _health(keys: Keys, records: Records) -> Tables:
    checks = columns_of(records.of("health"), "child kind day")
    scores = columns_of(records.of("sdq"), "child day reason score")
    jabs = columns_of(records.of("immunisations"), "child status day")
    latest = {child: row for row, child in enumerate(jabs["child"].tolist())}
    rows = np.array(sorted(latest.values()), dtype=np.int64)
    return {
        "ssd_cla_health": {
            "clah_health_check_id": ids(930_000, np.arange(len(checks["child"]))),
            "clah_person_id": keys.child(checks["child"]),
            "clah_health_check_type": _text(checks["kind"]),
            "clah_health_check_date": checks["day"],
            "clah_health_check_status": np.full(len(checks["child"]), "Completed"),
        },
        "ssd_sdq_scores": {
            "csdq_table_id": ids(960_000, np.arange(len(scores["child"]))),
            "csdq_person_id": keys.child(scores["child"]),
            "csdq_sdq_completed_date": scores["day"],
            "csdq_sdq_reason": _text(scores["reason"]),
            "csdq_sdq_score": scores["score"],
        },
        "ssd_cla_immunisations": {
            "clai_person_id": keys.child(jabs["child"][rows]),
            "clai_immunisations_status": _text(jabs["status"][rows]),
            "clai_immunisations_status_date": jabs["day"][rows],
        },
    }


def _small(keys: Keys, records: Records) -> Tables:
    missing = columns_of(records.of("missing"), "child start end kind offered accepted")
    plans = columns_of(records.of("care_plans"), "child start end plan")
    crimes = columns_of(records.of("convictions"), "child day offence")
    substances = columns_of(records.of("substances"), "child day misused helped")
    before = columns_of(records.of("permanence_before"), "child day option")
    alone = columns_of(records.of("unaccompanied"), "child start born")
    grown = birthday(alone["born"], 18) if len(alone["born"]) else alone["born"]
    words = [f'{{"PERMANENCE_PLAN": "{plan}"}}' for plan in plans["plan"].tolist()]

    def numbered(start: int, columns: Columns) -> np.ndarray:
        return ids(start, np.arange(len(columns["child"])))

    return {
        "ssd_missing": {
            "miss_table_id": numbered(340_000, missing),
            "miss_person_id": keys.child(missing["child"]),
            "miss_missing_episode_start_date": missing["start"],
            "miss_missing_episode_type": _text(missing["kind"]),
            "miss_missing_episode_end_date": missing["end"],
            "miss_missing_rhi_offered": _text(missing["offered"]),
            "miss_missing_rhi_accepted": _text(missing["accepted"]),
        },
        "ssd_cla_care_plan": {
            "lacp_table_id": numbered(250_000, plans),
            "lacp_person_id": keys.child(plans["child"]),
            "lacp_cla_care_plan_start_date": plans["start"],
            "lacp_cla_care_plan_end_date": plans["end"],
            "lacp_cla_care_plan_json": np.array(words, dtype=str),
        },
        "ssd_cla_convictions": {
            "clac_cla_conviction_id": numbered(110_000, crimes),
            "clac_person_id": keys.child(crimes["child"]),
            "clac_cla_conviction_date": crimes["day"],
            "clac_cla_conviction_offence": _text(crimes["offence"]),
        },
        "ssd_cla_substance_misuse": {
            "clas_substance_misuse_id": numbered(120_000, substances),
            "clas_person_id": keys.child(substances["child"]),
            "clas_substance_misuse_date": substances["day"],
            "clas_substance_misused": _text(substances["misused"]),
            "clas_intervention_received": _text(substances["helped"]),
        },
        "ssd_cla_previous_permanence": {
            "lapp_table_id": numbered(130_000, before),
            "lapp_person_id": keys.child(before["child"]),
            "lapp_previous_permanence_order_date": before["day"],
            "lapp_previous_permanence_option": _text(before["option"]),
        },
        "ssd_immigration_status": {
            "immi_immigration_status_id": numbered(140_000, alone),
            "immi_person_id": keys.child(alone["child"]),
            "immi_immigration_status": np.full(len(alone["child"]), "UASC"),
            "immi_immigration_status_start_date": alone["start"],
            "immi_immigration_status_end_date": until(grown, keys.world.plan.last_day),
        },
    }


def _permanence(keys: Keys, records: Records) -> Columns:
    found = columns_of(
        records.of("adoptions"),
        "child period decided order matched placed ended reversed reason sex status adopters",
    )
    ended = found["ended"]
    return {
        "perm_table_id": ids(160_000, np.arange(len(found["child"]))),
        "perm_person_id": keys.child(found["child"]),
        "perm_cla_id": ids(PERIOD, found["period"]),
        "perm_adm_decision_date": found["decided"],
        "perm_placement_order_date": found["order"],
        "perm_matched_date": found["matched"],
        "perm_placed_for_adoption_date": found["placed"],
        "perm_decision_reversed_date": found["reversed"],
        "perm_decision_reversed_reason": _text(found["reason"]),
        "perm_permanence_order_date": ended,
        "perm_permanence_order_type": np.where(ended < NEVER, "Adoption", ""),
        "perm_adopter_sex": _text(found["sex"]),
        "perm_adopter_legal_status": _text(found["status"]),
        "perm_number_of_adopters": np.where(found["adopters"] > 0, _text(found["adopters"]), ""),
        "perm_adopted_by_carer_flag": np.full(len(ended), "N"),
    }


def leavers(world: World, keys: Keys, records: Records) -> tuple[Columns, Columns]:
    """Care leavers as they are now, and the spans of their personal advisers: young people
    looked after for 13 weeks from 14 on, who are 16 or older and not yet 25."""
    periods = columns_of(records.of("periods"), "period child case start end area")
    cases, plan, dice = world.table("cases"), world.plan, world.dice
    earlier = np.flatnonzero((cases["care_start"] < NEVER) & (cases["care_end"] <= plan.first_day))
    child = np.concatenate([periods["child"], cases["child"][earlier]])
    start = np.concatenate([periods["start"], cases["care_start"][earlier]])
    end = np.concatenate([periods["end"], cases["care_end"][earlier]])
    area = np.concatenate([periods["area"], cases["area"][earlier]])
    born = world.population.columns()["born"][child]
    from_16 = birthday(born, 16)
    looked_after = np.minimum(end, plan.last_day) - np.maximum(start, birthday(born, 14))
    fits = (
        (looked_after >= LOOKED_AFTER_LONG_ENOUGH)
        & (np.minimum(end, plan.last_day) >= from_16)
        & (birthday(born, LEAVER_UNTIL) > plan.last_day)
    )
    # Of several periods of care the latest: the history's own come first, in no order.
    rows = np.flatnonzero(fits)
    rows = rows[np.lexsort((start[rows], child[rows]))]
    last_of_child = np.append(child[rows][1:] != child[rows][:-1], np.ones(min(len(rows), 1), bool))
    rows = rows[last_of_child]
    child, born, end, area = child[rows], born[rows], end[rows], area[rows]
    many = len(rows)
    adult = birthday(born, 18) <= plan.last_day
    in_care = end > plan.last_day
    long_before = end < birthday(born, 17)
    category = np.select(
        [in_care, ~adult, long_before], ["Eligible", "Relevant", "Qualifying"], "Former relevant"
    )
    touch = np.array([code for code, _ in IN_TOUCH])[choose(dice, IN_TOUCH, many)]
    known = np.isin(touch, ["YES", "REFU", "NREQ"])
    activity = np.array([code for code, _ in ACTIVITIES])[choose(dice, ACTIVITIES, many)]
    place = np.array([code for code, _ in ACCOMMODATIONS])[choose(dice, ACCOMMODATIONS, many)]
    bad = np.isin(place, UNSUITABLE) | (dice.random(many) < 0.03)
    team = world.organisation.team_for(dice, "leaving-care", area)
    post = world.organisation.post_in(dice, team)
    contact = plan.last_day - np.where(known, dice.exponential(34, many), 200).astype(np.int64)
    review = plan.last_day - dice.integers(5, 215, many)
    adviser = keys.worker(post, np.full(many, plan.last_day))
    table = {
        "clea_table_id": ids(170_000, np.arange(many)),
        "clea_person_id": keys.child(child),
        "clea_care_leaver_eligibility": category,
        "clea_care_leaver_in_touch": touch,
        "clea_care_leaver_latest_contact": np.maximum(contact, from_16[rows]),
        "clea_care_leaver_accommodation": np.where(known, place, ""),
        "clea_care_leaver_accom_suitable": np.where(known, np.where(bad, "2", "1"), ""),
        "clea_care_leaver_activity": np.where(known, activity, "0"),
        "clea_pathway_plan_review_date": np.maximum(review, from_16[rows]),
        "clea_care_leaver_personal_advisor": adviser,
        "clea_care_leaver_allocated_team": keys.team(team),
        "clea_care_leaver_worker_id": adviser,
    }
    spans = {
        "child": child,
        "start": birthday(born, 18),
        "end": np.full(many, NEVER, dtype=np.int64),
        "team": team,
        "post": post,
    }
    return table, {name: column[adult] for name, column in spans.items()}
