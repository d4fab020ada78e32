"""Ofsted's lists of providers: children's homes, social care providers, supported accommodation.

Three generations: children's homes and social care providers apart, one combined sheet,
and the combined sheet with another for supported accommodation. They give a placement's
address, sector and codes by its unique reference number; no children.
"""

from lineofsight.returns.declare import count, day, postcode, text
from lineofsight.returns.model import Field, Return, Table

URN = text("URN", required=True, is_key=True)
AUTHORITY = text("Local Authority", headers=("Provider Local Authority", "Setting Local Authority"))
SETTING_NAME = text("Setting Name")
MULTI_BUILDING = text("Multi Building CH")
NEEDS = (
    text("Emotional and Behavioural Difficulties"),
    text("Mental Disorders"),
    text("Sensory Impairment"),
    text("Present Impairment"),
    text("Present Alcohol Problems"),
    text("Present Drug Problems"),
    text("Learning Difficulty"),
    text("Physical Disabilities"),
)


def _inspection(published: str, *headers: str) -> Field:
    return day(published, headers=headers)


PROVIDERS = Table(
    "providers",
    "Providers of placements",
    (
        URN,
        AUTHORITY,
        text("Setting Name", required=True, is_key=True),
        text("Provider Type", headers=("Provision type",)),
        text("Provider Subtype"),
        text("Sector"),
        text("Postcode Area"),
        day("Registration Date"),
        text("Registration Status", headers=("Provider Status",), required=True, is_key=True),
        day("Deregistration Date", headers=("Closed Date",)),
        text("Placement Code", headers=("Provider Placement Code",)),
        text("Placement Provider Code", headers=("Provider Code",)),
        *NEEDS,
        count(
            "Number of registered places",
            headers=("Max Users", "Maximum fostering places"),
        ),
        _inspection("Date of last full inspection", "Full Inspection Start Date"),
        text(
            "Latest overall Effectiveness grade from last full inspection",
            headers=("Overall Effectiveness",),
        ),
        text("CYP Safety"),
        text("Leadership and Management"),
        text("CYP Outcomes"),
        _inspection("Interim Inspection Start Date"),
        text("Interim Inspection Overall Effectiveness"),
        _inspection("Assurance Visit Start Date"),
        text("Setting Address Line 1"),
        text("Setting Address Line 2"),
        text("Setting Address Town", headers=("Setting town",)),
        text("Setting Address County", headers=("Setting county",)),
        postcode("Setting Address Postcode", headers=("Setting postcode", "Provider postcode")),
        text("Setting Telephone Number"),
        text("Setting Email Address"),
        text("Owner Type"),
        text("Owner ID"),
        text("Owner Name", headers=("Organisation name",)),
        text("Owner Address Line 1"),
        text("Owner Address Line 2"),
        text("Owner Town"),
        text("Owner County"),
        postcode("Owner Postcode"),
        text("Region"),
        text("Top company (as listed on Companies' House)"),
        text("Link to Ofsted report webpage"),
        MULTI_BUILDING,
        text("Conditions"),
    ),
    may_repeat=True,
)

REGISTRATION_CONDITIONS = Table(
    "registration_conditions",
    "Conditions of registration",
    (
        AUTHORITY,
        URN,
        SETTING_NAME,
        text("Postcode Area"),
        text("Conditions", required=True, is_key=True),
        MULTI_BUILDING,
    ),
    may_repeat=True,
)

OFSTED_PROVIDERS = Return(
    id="ofsted_providers",
    title="Ofsted provider lists",
    source="Ofsted, lists of children's homes and social care providers",
    tables=(PROVIDERS, REGISTRATION_CONDITIONS),
    has_children=False,
)
