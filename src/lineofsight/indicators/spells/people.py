"""Children's characteristics, and who was responsible for a child on a day."""

from lineofsight.indicators.expressions import FAR_OFF
from lineofsight.later import ibis

NOT_RECORDED = "Not recorded"


def persons(tables):
    """One row a child: birth, and the three characteristics that figures are broken down
    by. What is not recorded is a category of its own."""
    person, disability = tables["ssd_person"], tables["ssd_disability"]
    coded = disability.filter(disability.disa_disability_code.notnull())
    coded = coded.mutate(
        has_one=(coded.disa_disability_code.upper().strip().isin(["NONE", "N", "NO"])).ifelse(0, 1)
    )
    known = coded.group_by(disabled_child=coded.disa_person_id).agg(has_one=coded.has_one.max())
    joined = person.left_join(known, person.pers_person_id == known.disabled_child)
    return joined.select(
        child_id=joined.pers_person_id,
        born_on=joined.pers_dob,
        expected_on=joined.pers_expected_dob,
        sex=_sex(joined.pers_sex),
        ethnicity=_ethnicity(joined.pers_ethnicity),
        disability=ibis.cases(
            (joined.has_one == 1, "Disabled"),
            (joined.has_one == 0, "Not disabled"),
            else_=NOT_RECORDED,
        ),
    )


ANNEX_A_GROUPS = (
    ("A) WHITE", "White"),
    ("B) MIXED", "Mixed"),
    ("C) ASIAN", "Asian"),
    ("D) BLACK", "Black"),
    ("E) OTHER", "Other"),
)
"""Where Annex A tells no more than the group."""


def _sex(code):
    code = code.upper().strip()
    return ibis.cases(
        (code.isin(["M", "1", "MALE"]), "Male"),
        (code.isin(["F", "2", "FEMALE"]), "Female"),
        (code.isnull() | code.isin(["", "U", "0", "9", "UNKNOWN"]), NOT_RECORDED),
        else_="Other",
    )


def is_ethnicity_missing(code):
    """Not there, “information not yet obtained”, or Annex A's “not stated”, which does not
    say why. A refusal is an answer."""
    return code.isnull() | code.upper().strip().isin(["", "NOBT", "F) NOT STATED"])


def _ethnicity(code):
    wanted = code.upper().strip()
    return ibis.cases(
        (is_ethnicity_missing(code), NOT_RECORDED),
        (wanted == "REFU", "Refused"),
        *((wanted.startswith(said), group) for said, group in ANNEX_A_GROUPS),
        (wanted == "CHNE", "Asian"),
        (wanted.substr(0, 1) == "W", "White"),
        (wanted.substr(0, 1) == "M", "Mixed"),
        (wanted.substr(0, 1) == "A", "Asian"),
        (wanted.substr(0, 1) == "B", "Black"),
        (wanted.substr(0, 1) == "O", "Other"),
        else_=NOT_RECORDED,
    )


def responsible(tables):
    """The team and worker responsible for a child, without overlaps: of several involved
    at once, the one who came last. `until_on` is the first day they no longer were."""
    involved = _involvements(tables)
    edges = ibis.union(
        involved.select(edge_child=involved.child_id, from_on=involved.began_on),
        involved.select(edge_child=involved.child_id, from_on=involved.until_on),
        distinct=True,
    )
    pieces = edges.mutate(
        piece_until=edges.from_on.lead().over(group_by=edges.edge_child, order_by=edges.from_on)
    )
    pieces = pieces.filter(pieces.piece_until.notnull())
    held = pieces.inner_join(
        involved,
        [
            pieces.edge_child == involved.child_id,
            involved.began_on <= pieces.from_on,
            involved.until_on > pieces.from_on,
        ],
    )
    ranked = held.mutate(
        place=ibis.row_number().over(
            group_by=[held.edge_child, held.from_on],
            order_by=[held.began_on.desc(), held.involvement_id.desc()],
        )
    )
    last = ranked.filter(ranked.place == 0)
    return last.select(
        child_id=last.edge_child,
        from_on=last.from_on,
        until_on=last.piece_until,
        team_id=last.team_id,
        worker_id=last.worker_id,
    )


def _involvements(tables):
    involved = tables["ssd_involvements"]
    role = involved.invo_professional_role_id.upper().strip().fill_null("")
    kept = involved.filter(
        involved.invo_involvement_start_date.notnull()
        & involved.invo_person_id.notnull()
        & ~role.isin(list(tables.parameters.not_responsible_roles))
    )
    return kept.select(
        child_id=kept.invo_person_id,
        involvement_id=kept.invo_involvements_id,
        began_on=kept.invo_involvement_start_date,
        until_on=kept.invo_involvement_end_date.fill_null(FAR_OFF),
        team_id=kept.invo_professional_team,
        worker_id=kept.invo_professional_id,
    )


def days(tables):
    """The days on which positions are taken: the last of each period asked for."""
    periods = tables["periods"]
    return periods.select(on_day=periods.end_on).distinct()


def without_overlap(rows, *order):
    """Spells (`child_id`, `started_on`, `until_on`) of which each child has at most one on
    any day: one that begins while an earlier is open counts from that one's end
    (`from_on`), and one wholly within an earlier is dropped."""
    earlier = rows.until_on.max().over(
        group_by=rows.child_id,
        order_by=[rows.started_on, *order],
        rows=(None, -1),
    )
    told = rows.mutate(covered_until=earlier)
    told = told.mutate(
        from_on=(told.covered_until > told.started_on)
        .fill_null(False)
        .ifelse(told.covered_until, told.started_on)
    )
    return told.filter(told.from_on < told.until_on).drop("covered_until")


def each_until_the_next(rows, day: str):
    """Events of a child with `next_on`, the day of the child's following one, so that the
    latest before any day is found by one comparison."""
    following = rows[day].lead().over(group_by=rows.child_id, order_by=rows[day])
    return rows.mutate(next_on=following.fill_null(FAR_OFF))


SPELLS = {"persons": persons, "responsible": responsible, "days": days}
