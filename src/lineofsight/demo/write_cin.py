"""The children in need census of one year, as XML."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from lineofsight.demo.as_at import open_as_at
from lineofsight.demo.authority import Authority

NO_SUCH_AUTHORITY = "999"
CHILDREN = """
SELECT pers_person_id, (SELECT min(link_identifier_value) FROM linked_identifiers
    WHERE link_person_id = pers_person_id) AS upn, coalesce(pers_upn_unknown, 'UN1'), pers_dob,
    CASE WHEN pers_dob IS NULL THEN pers_expected_dob END,
    CASE WHEN pers_dob IS NULL THEN 'U' ELSE pers_sex END, coalesce(pers_ethnicity, 'NOBT'),
    (SELECT list_sort(list(DISTINCT disa_disability_code)) FROM disability
        WHERE disa_person_id = pers_person_id)
FROM person WHERE pers_person_id IN (SELECT cine_person_id FROM census) ORDER BY pers_person_id
"""
CENSUS = """
CREATE TABLE census AS
SELECT * FROM cin_episodes
WHERE cine_referral_date IS NOT NULL AND CASE WHEN cine_referral_nfa = 'Y'
    THEN cine_referral_date >= from_on()
    ELSE coalesce(cine_close_date, as_at()) >= from_on() END
"""
DETAILS = """
SELECT cine_person_id, cine_referral_id, cine_referral_date, cine_referral_source_code,
    cine_cin_primary_need_code,
    CASE WHEN cine_referral_nfa = 'N' THEN cine_close_date END,
    CASE WHEN cine_referral_nfa = 'N' THEN cine_close_reason END, cine_referral_nfa
FROM census ORDER BY cine_person_id, cine_referral_date, cine_referral_id
"""
ASSESSMENTS = """
SELECT cina_referral_id, cina_assessment_start_date, cina_assessment_auth_date,
    cinf_assessment_factors_json::JSON::VARCHAR[]
FROM cin_assessments LEFT JOIN assessment_factors ON cinf_assessment_id = cina_assessment_id
WHERE coalesce(cina_assessment_auth_date, as_at()) >= from_on()
    AND cina_assessment_start_date IS NOT NULL
ORDER BY cina_referral_id, cina_assessment_start_date, cina_assessment_id
"""
PLANS = """
SELECT cinp_referral_id, cinp_cin_plan_start_date, cinp_cin_plan_end_date FROM cin_plans
WHERE coalesce(cinp_cin_plan_end_date, as_at()) >= from_on()
ORDER BY cinp_referral_id, cinp_cin_plan_start_date, cinp_cin_plan_id
"""
ENQUIRIES = """
SELECT s47e_referral_id, s47e_s47_start_date, icpc_icpc_target_date, icpc_icpc_date,
    CASE WHEN s47e_s47_nfa = 'Y' THEN '1' ELSE '0' END
FROM s47_enquiry LEFT JOIN initial_cp_conference ON icpc_s47_enquiry_id = s47e_s47_enquiry_id
WHERE s47e_s47_start_date >= from_on() OR icpc_icpc_date >= from_on()
ORDER BY s47e_referral_id, s47e_s47_start_date, s47e_s47_enquiry_id
"""
PROTECTION = """
SELECT cppl_referral_id, cppl_cp_plan_start_date, cppl_cp_plan_end_date,
    cppl_cp_plan_initial_category, cppl_cp_plan_latest_category,
    (SELECT count(*) FROM cp_plans o WHERE o.cppl_person_id = c.cppl_person_id
        AND o.cppl_cp_plan_start_date < c.cppl_cp_plan_start_date),
    (SELECT list(cppr_cp_review_date ORDER BY cppr_cp_review_date) FROM cp_reviews
        WHERE cppr_cp_plan_id = cppl_cp_plan_id AND cppr_cp_review_date >= from_on())
FROM cp_plans c
WHERE coalesce(cppl_cp_plan_end_date, as_at()) >= from_on() AND cppl_cp_plan_ola = 'N'
ORDER BY cppl_referral_id, cppl_cp_plan_start_date, cppl_cp_plan_id
"""


def write_cin(authority: Authority, folder: Path, *, year: int) -> Path:
    """The census of the year that ends on 31 March of `year`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"CIN census {year}.xml"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for line in _message(authority, year):
            file.write(line + "\n")
    return path


def _message(authority: Authority, year: int) -> Iterator[str]:
    connection = open_as_at(authority, date(year, 3, 31))
    connection.execute(f"CREATE MACRO from_on() AS DATE '{year - 1}-04-01'")
    connection.execute(CENSUS)

    def by_first(query: str) -> dict[str, list[tuple]]:
        grouped: dict[str, list[tuple]] = {}
        for key, *rest in connection.execute(query).fetchall():
            grouped.setdefault(key, []).append(tuple(rest))
        return grouped

    details, inside = (
        by_first(DETAILS),
        [by_first(query) for query in (ASSESSMENTS, PLANS, ENQUIRIES, PROTECTION)],
    )
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield "<Message>"
    yield (
        "<Header><CollectionDetails><Collection>CIN</Collection>"
        f"<Year>{year}</Year><ReferenceDate>{year}-03-31</ReferenceDate></CollectionDetails>"
        f"<Source><SourceLevel>L</SourceLevel><LEA>{NO_SUCH_AUTHORITY}</LEA>"
        "<SoftwareCode>Ashmere</SoftwareCode><SerialNo>001</SerialNo>"
        f"<DateTime>{year}-05-20T09:00:00</DateTime></Source></Header>"
    )
    yield "<Children>"
    for child in connection.execute(CHILDREN).fetchall():
        yield from _child(child, details[child[0]], inside)
    yield "</Children>"
    yield "</Message>"
    connection.close()


def _tag(name: str, value) -> str:
    return "" if value is None else f"<{name}>{escape(str(value))}</{name}>"


def _child(child: tuple, details: list[tuple], inside: list[dict]) -> Iterator[str]:
    number, upn, unknown, born, expected, sex, ethnicity, disabilities = child
    yield (
        "<Child><ChildIdentifiers>"
        + "".join(
            (
                _tag("LAchildID", number),
                _tag("UPN", upn) or _tag("UPNunknown", unknown),
                _tag("PersonBirthDate", born),
                _tag("ExpectedPersonBirthDate", expected),
                _tag("Sex", sex),
            )
        )
        + "</ChildIdentifiers>"
    )
    coded = "".join(_tag("Disability", code) for code in disabilities or ["NONE"])
    yield (
        f"<ChildCharacteristics>{_tag('Ethnicity', ethnicity)}"
        f"<Disabilities>{coded}</Disabilities></ChildCharacteristics>"
    )
    for detail in details:
        yield _details(detail, *(found.get(detail[0], ()) for found in inside))
    yield "</Child>"


def _details(detail: tuple, assessments, plans, enquiries, protection) -> str:
    _, day, source, need, closed, reason, nfa = detail
    parts = [
        "<CINdetails>",
        _tag("CINreferralDate", day),
        _tag("ReferralSource", source),
        _tag("PrimaryNeedCode", need),
        _tag("CINclosureDate", closed),
        _tag("ReasonForClosure", reason),
    ]
    for start, done, factors in assessments:
        found = "".join(_tag("AssessmentFactors", code) for code in factors or ())
        parts += [
            "<Assessments>",
            _tag("AssessmentActualStartDate", start),
            _tag("AssessmentAuthorisationDate", done),
            f"<FactorsIdentifiedAtAssessment>{found}</FactorsIdentifiedAtAssessment>"
            if found and done
            else "",
            "</Assessments>",
        ]
    for start, end in plans:
        dates = _tag("CINPlanStartDate", start) + _tag("CINPlanEndDate", end)
        parts.append(f"<CINPlanDates>{dates}</CINPlanDates>")
    for start, target, held, not_required in enquiries:
        parts += [
            "<Section47>",
            _tag("S47ActualStartDate", start),
            _tag("InitialCPCtarget", target),
            _tag("DateOfInitialCPC", held),
            _tag("ICPCnotRequired", not_required),
            "</Section47>",
        ]
    parts.append(_tag("ReferralNFA", "1" if nfa == "Y" else "0"))
    for start, end, first, latest, before, reviews in protection:
        held = "".join(_tag("CPPreviewDate", review) for review in reviews or ())
        parts += [
            "<ChildProtectionPlans>",
            _tag("CPPstartDate", start),
            _tag("CPPendDate", end),
            _tag("InitialCategoryOfAbuse", first),
            _tag("LatestCategoryOfAbuse", latest),
            _tag("NumberOfPreviousCPP", before),
            f"<Reviews>{held}</Reviews>" if held else "",
            "</ChildProtectionPlans>",
        ]
    return "".join(parts) + "</CINdetails>"
