"""What is missing from the records themselves."""

from lineofsight.indicators.definition import ALL_KINDS, Indicator, Need, Polarity, Unit
from lineofsight.indicators.expressions import at_end_of, number
from lineofsight.indicators.spells.people import is_ethnicity_missing

THEME = "Quality of the records"


def open_children(tables, periods):
    """Children in need, on a plan or looked after at the end of the period, each once, with
    their ethnicity as it is recorded now, and whether anybody holds them."""
    once = tables["open_on"]
    person = tables["ssd_person"]
    named = person.select(
        person_child=person.pers_person_id,
        is_told=number(~is_ethnicity_missing(person.pers_ethnicity)),
    )
    told = once.left_join(named, once.child_id == named.person_child)
    return at_end_of(periods, _with_nobody(told, tables))


def _with_nobody(rows, tables):
    """With whether no worker is responsible, or only a name that stands for nobody."""
    generic = [name.upper().strip() for name in tables.parameters.generic_workers]
    if not generic:
        return rows.mutate(is_unallocated=number(rows.worker_id.isnull()))
    worker = tables["ssd_professionals"]
    known = worker.select(
        known_worker=worker.prof_professional_id,
        is_generic=number(worker.prof_professional_name.upper().strip().isin(generic)),
    )
    joined = rows.left_join(known, rows.worker_id == known.known_worker).drop("known_worker")
    nobody = (
        joined.worker_id.isnull()
        | joined.worker_id.upper().strip().isin(generic)
        | (joined.is_generic == 1)
    )
    return joined.mutate(is_unallocated=number(nobody))


QA05 = Indicator(
    id="QA05",
    title="Open children with no ethnicity recorded",
    theme=THEME,
    unit=Unit.PERCENT,
    polarity=Polarity.LOWER_IS_BETTER,
    counted="Children whose ethnicity is empty or “information not yet obtained”.",
    out_of="Children in need, on a plan or looked after on the day, each once.",
    not_counted="Ethnicity is recorded, or was refused.",
    why_it_matters="Without it nobody can see whether help reaches all children alike.",
    questions=("Which workers have most, and have families been asked?",),
    denominator=open_children,
    numerator=lambda rows: rows.is_told.fill_null(0) == 0,
    snapshot=True,
    period_kinds=ALL_KINDS,
    needs=(Need("ssd_cin_episodes", spells=True),),
    cautions=("A refusal is an answer. What is recorded today is used for every day.",),
)

INDICATORS = (QA05,)
