"""Adoption: what is said of a child's adopters, and how it goes with the child's episodes."""

from lineofsight.later import ibis
from lineofsight.quality.model import Severity
from lineofsight.quality.ssda903.book import rule
from lineofsight.quality.ssda903.facts import first_of_each, rows_of_both, unreadable
from lineofsight.returns.code_sets import code_set

ADOPTED = ("E11", "E12")
PLACED_FOR_ADOPTION = ("A3", "A4", "A5", "A6")
WITH_CARERS = ("A2", "A3", "A5")
WITH_OTHERS = ("A1", "A4", "A6")
ONE_ADOPTER = ("M1", "F1")
COUPLES = ("MM", "FF", "MF")
WRITTEN = ("date_int_text", "date_match_text", "foster_care", "nb_adoptr", "sex_adoptr",
           "ls_adoptr")  # fmt: skip
"""The columns of AD1 that say anything of the adoption."""
FIELDS = ("AD1.DATE_INT", "AD1.DATE_MATCH", "AD1.FOSTER_CARE", "AD1.NB_ADOPTR", "AD1.SEX_ADOPTR",
          "AD1.LS_ADOPTR")  # fmt: skip


def _adoptions(t):
    """Episodes that ended because the child was adopted."""
    return t.episodes.filter(t.episodes.rec.isin(ADOPTED))


@rule(
    "112",
    "The date of the decision that the child should be placed for adoption is not a date. Enter"
    " it as dd/mm/yyyy.",
    "AD1.DATE_INT",
)
def decision_is_no_date(t):
    return unreadable(t.ad1, "date_int")


@rule(
    "113",
    "The date on which child and adopters were matched is not a date. Enter it as dd/mm/yyyy.",
    "AD1.DATE_MATCH",
)
def match_is_no_date(t):
    return unreadable(t.ad1, "date_match")


def _known_code(code: str, column: str, codes: tuple[str, ...], message: str) -> None:
    @rule(code, message, f"AD1.{column.upper()}")
    def unknown_code(t):
        return t.ad1.filter(t.ad1[column].notnull(), t.ad1[column].notin(codes))


def _codes(name: str) -> tuple[str, ...]:
    return tuple(each.code for each in code_set(f"ssda903.{name}").codes)


for _code, _column, _valid, _message in (
    ("114", "foster_care", ("0", "1"),
     "Whether the child was adopted by a former foster carer is given with a code that there is"
     " not. Enter 0 or 1."),
    ("175", "nb_adoptr", ("1", "2"),
     "The number of adopters is neither 1 nor 2. Correct it."),
    ("176", "sex_adoptr", _codes("adopter_sex"),
     "The sex of the adopters is given with a code that there is not. Enter M1, F1, MM, FF or MF."),
    ("177", "ls_adoptr", _codes("adopter_legal_status"),
     "The legal status of the adopters is given with a code that there is not. Enter L0, L11, L12,"
     " L2, L3 or L4."),
):  # fmt: skip
    _known_code(_code, _column, _valid, _message)


@rule(
    "151",
    "Only some of the facts of this adoption are given. Give all six of them, or none.",
    *FIELDS,
)
def adoption_partly_filled(t):
    given = [t.ad1[column].notnull() for column in WRITTEN]
    return t.ad1.filter(ibis.or_(*given), ~ibis.and_(*given))


@rule(
    "331",
    "The child was placed with the adopters before they were matched. Correct the date of the match"
    " or the start of the placement.",
    "AD1.DATE_MATCH",
    "Episodes.DECOM",
    "Episodes.REC",
)
def matched_after_placement(t):
    pairs = t.ad1.inner_join(_adoptions(t), "child")
    return rows_of_both(pairs.filter(pairs.date_match > pairs.decom), "AD1", "Episodes")


@rule(
    "333",
    "The child was matched with adopters before it was decided that they should be placed for"
    " adoption, or no such decision is given. Correct the dates.",
    "AD1.DATE_INT",
    "AD1.DATE_MATCH",
)
def matched_before_decision(t):
    late = (t.ad1.date_int > t.ad1.date_match).fill_null(True)
    return t.ad1.filter(t.ad1.date_match.notnull(), late)


@rule(
    "334",
    "The decision that the child should be placed for adoption was made before the child started"
    " to be looked after. Correct whichever date is wrong.",
    "Episodes.DECOM",
    "AD1.DATE_INT",
    "Episodes.RNE",
)
def decision_before_care(t):
    starts = t.episodes.filter(t.episodes.rne == "S", t.episodes.decom.notnull())
    pairs = first_of_each(starts, starts.decom.desc()).inner_join(t.ad1, "child")
    return rows_of_both(pairs.filter(pairs.date_int < pairs.decom), "Episodes", "AD1")


@rule(
    "335",
    "Whether the child was adopted by a former foster carer contradicts the child's last placement."
    " Correct the answer (0 or 1) or the placement's type.",
    "Episodes.PLACE",
    "AD1.FOSTER_CARE",
    "Episodes.REC",
)
def adopter_contradicts_placement(t):
    ended = t.episodes.filter(t.episodes.rec.isin(("E1", *ADOPTED)))
    pairs = ended.inner_join(t.ad1, "child")
    wrong = (pairs.place.isin(WITH_CARERS) & (pairs.foster_care == "0")) | (
        pairs.place.isin(WITH_OTHERS) & (pairs.foster_care == "1")
    )
    return rows_of_both(pairs.filter(wrong), "Episodes", "AD1")


@rule(
    "511",
    "Two adopters are given, but the sex is that of one person. Enter MM, FF or MF, or"
    " correct the number.",
    "AD1.NB_ADOPTR",
    "AD1.SEX_ADOPTR",
)
def two_adopters_with_sex_of_one(t):
    return t.ad1.filter(t.ad1.nb_adoptr == "2", t.ad1.sex_adoptr.isin(ONE_ADOPTER))


def _is_one_of(column, codes: tuple[str, ...]):
    """Blank is none of them."""
    return column.isin(codes).fill_null(False)


def _sexes_of_status(code: str, status: str, sexes: tuple[str, ...], message: str) -> None:
    @rule(code, message, "AD1.LS_ADOPTR", "AD1.SEX_ADOPTR")
    def sexes_contradict_status(t):
        return t.ad1.filter(t.ad1.ls_adoptr == status, ~_is_one_of(t.ad1.sex_adoptr, sexes))


for _code, _status, _sexes, _message in (
    ("514", "L0", ONE_ADOPTER,
     "The adopter is said to be single, but the sexes are not those of one person. Enter M1 or F1,"
     " or correct the legal status."),
    ("517", "L3", ("MF",),
     "The legal status says an unmarried couple of different sexes. Enter MF, or correct the legal"
     " status."),
    ("518", "L4", ("MM", "FF"),
     "The legal status says an unmarried couple of one sex. Enter MM or FF, or correct the legal"
     " status."),
    ("519", "L2", COUPLES,
     "The legal status says a civil partnership, but the sexes are not those of a couple. Enter MM,"
     " FF or MF, or correct the legal status."),
    ("520", "L11", ("MF",),
     "The legal status says a married couple of different sexes. Enter MF, or correct the legal"
     " status."),
    ("524", "L12", ("MM", "FF"),
     "The legal status says a married couple of one sex. Enter MM or FF, or correct the legal"
     " status."),
):  # fmt: skip
    _sexes_of_status(_code, _status, _sexes, _message)


@rule(
    "521",
    "The child was placed for adoption before it was decided that they should be. Correct the date"
    " of the decision or the start of the placement.",
    "Episodes.DECOM",
    "AD1.DATE_INT",
    "Episodes.PLACE",
)
def placed_before_decision(t):
    placed = t.episodes.filter(t.episodes.place.isin(PLACED_FOR_ADOPTION))
    pairs = placed.inner_join(t.ad1, "child")
    return rows_of_both(pairs.filter(pairs.date_int > pairs.decom), "Episodes", "AD1")


@rule(
    "582",
    "The child was adopted on the day they were matched with the adopters. A match usually comes"
    " before the adoption: please check both dates.",
    "Episodes.DEC",
    "AD1.DATE_MATCH",
    severity=Severity.QUERY,
)
def adopted_on_day_of_match(t):
    pairs = _adoptions(t).inner_join(t.ad1, "child")
    return pairs.filter(pairs.dec == pairs.date_match)


@rule(
    "601",
    "The child was adopted during the year, but the facts of the adoption are not all given. Fill"
    " in AD1.",
    "Episodes.REC",
    *FIELDS,
)
def adopted_without_facts(t):
    adopted = _adoptions_of_the_year(t)
    wanting = t.ad1.filter(ibis.or_(*(t.ad1[column].isnull() for column in WRITTEN)))
    pairs = adopted.inner_join(wanting, "child")
    missing = adopted.anti_join(t.ad1, "child")
    rows = rows_of_both(pairs, "Episodes", "AD1")
    return rows | {"Episodes": rows["Episodes"].union(missing.select("row"))}


def _adoptions_of_the_year(t):
    return _adoptions(t).filter(lambda e: e.dec.between(t.start, t.end))


@rule(
    "602",
    "Facts of an adoption are given, but no episode ended in adoption during the year. Correct the"
    " episode, or take the row out of AD1.",
    "AD1.CHILD",
)
def facts_without_adoption(t):
    told = t.ad1.filter(ibis.or_(*(t.ad1[column].notnull() for column in WRITTEN)))
    return told.anti_join(_adoptions_of_the_year(t), "child")
