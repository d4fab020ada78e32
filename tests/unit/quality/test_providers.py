"""Ofsted's lists of providers, in each generation they were published in."""

from datetime import date, datetime

import openpyxl
import pytest

from lineofsight.errors import UnusableFile
from lineofsight.quality.providers import read_providers

HOMES = ["Local Authority", "URN", "Provider Status", "Closed Date", "Provider Code",
         "Provider Placement Code", "Setting Name"]  # fmt: skip
HOME = ["Kent", "SC040001", "Closed", datetime(2025, 6, 1), "PR1", "K1/K2", "The Oaks"]
CARE = ["URN", "Setting name", "Setting postcode", "Local authority", "Placement code",
        "Placement provider code"]  # fmt: skip
COMBINED = ["Local Authority", "URN", "Provider Type", "Deregistration Date", "Placement Code",
            "Setting Address Postcode", "Placement Provider Code"]  # fmt: skip
ONE = ["Blackpool", 1234567, "Children's Home", "-", "K2, K1", "FY1 1AD", "PR1, PR4"]


@pytest.fixture
def workbook(tmp_path):
    def write(name="list.xlsx", **sheets):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title.replace("_", " "))
            for row in rows:
                sheet.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def read(*paths):
    return read_providers(paths).to_pylist()


def test_homes_on_one_sheet_with_their_postcode(workbook):
    path = workbook(
        Provider_information=[[*HOMES, "Setting Postcode"], [*HOME, "me14 1xx"]],
        Registration_Conditions=[
            ["Local Authority", "URN", "Conditions"],
            ["Kent", "SC040001", "x"],
        ],
    )

    assert read(path) == [
        {
            "urn": "SC040001",
            "la_name": "Kent",
            "place_codes": "K1,K2",
            "provider_codes": "PR1",
            "reg_end": date(2025, 6, 1),
            "postcode": "ME141XX",
            "la_code": "E10000016",
        }
    ]


def test_homes_on_two_sheets_have_their_address_on_the_second(workbook):
    path = workbook(
        Settings_and_Inspection_Info=[HOMES, HOME],
        Address_Details=[["URN", "Setting Address Postcode"], ["SC040001", "ME14 1XX"]],
    )

    (found,) = read(path)

    assert (found["place_codes"], found["postcode"]) == ("K1,K2", "ME141XX")


def test_social_care_providers_are_open_on_one_sheet_and_closed_on_the_other(workbook):
    closed = [*CARE[:4], "Deregistration date", *CARE[4:]]
    path = workbook(
        Current_providers=[CARE, ["SC1", "One", "ME14 1XX", "Kent", "U1", "PR4"]],
        Providers_closed=[
            closed,
            ["SC2", "Two", "FY1 1AD", "Blackpool", datetime(2025, 5, 1), "U2", "PR4"],
            [None, None, None, None, None, None, None],
        ],
    )

    found = read(path)

    assert [(each["urn"], each["reg_end"]) for each in found] == [
        ("SC1", None),
        ("SC2", date(2025, 5, 1)),
    ]


def test_the_combined_list_has_numbers_as_figures_dashes_for_days_and_spaces_between_codes(
    workbook,
):
    (found,) = read(workbook(Providers=[COMBINED, ONE]))

    assert found == {
        "urn": "1234567",
        "la_name": "Blackpool",
        "place_codes": "K2,K1",
        "provider_codes": "PR1,PR4",
        "reg_end": None,
        "postcode": "FY11AD",
        "la_code": "E06000009",
    }


def test_supported_accommodation_has_a_sheet_of_its_own(workbook):
    supported = ["URN", "Provider local authority", "Setting local authority", "Closed date",
                 "Setting address postcode"]  # fmt: skip
    path = workbook(
        Providers=[COMBINED, ONE],
        SA_Providers=[supported, ["SA1", "Kent", "Blackpool", None, "FY1 1AD"]],
    )

    found = {each["urn"]: each for each in read(path)}

    assert found["SA1"]["place_codes"] == "K3"
    assert found["SA1"]["provider_codes"] == "PR4"
    assert found["SA1"]["la_code"] == "E06000009", "where the premises are, not the provider’s seat"


def test_the_form_of_2025_calls_the_postcode_of_the_main_sheet_the_providers(workbook):
    main = [each.replace("Setting Address Postcode", "Provider postcode") for each in COMBINED]

    (found,) = read(workbook(Providers=[main, ONE]))

    assert (found["postcode"], found["la_code"]) == ("FY11AD", "E06000009")


def test_several_workbooks_make_one_list_and_what_stands_twice_is_read_once(workbook):
    homes = workbook(
        "homes.xlsx", Provider_information=[[*HOMES, "Setting Postcode"], [*HOME, "ME14 1XX"]]
    )
    care = workbook("care.xlsx", Current=[CARE, *[["SC1", "One", "", "Kent", "U1", "PR4"]] * 2])

    assert [each["urn"] for each in read(homes, care)] == ["SC040001", "SC1"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Bristol City Council", "E06000023"),
        ("Kingston upon Hull, City of", "E06000010"),
        ("London Borough of Barnet", "E09000003"),
        ("City of London", "E09000001"),
        ("Nottingham City", "E06000018"),
        ("Nottinghamshire County Council", "E10000024"),
        ("St Helens", "E08000013"),
        ("Arnor Borough Council", None),
    ],
)
def test_an_authority_is_known_however_a_list_writes_it(workbook, name, code):
    (found,) = read(workbook(Providers=[COMBINED, [name, *ONE[1:5], None, ONE[6]]]))

    assert found["la_code"] == code


def test_a_workbook_without_providers_is_refused(workbook):
    with pytest.raises(UnusableFile, match="no sheet"):
        read(workbook(Conditions=[["URN", "Conditions"], ["SC1", "none"]]))


@pytest.mark.samples
@pytest.mark.parametrize(
    ("name", "count"),
    [("ch_fake.xlsx", 1), ("scp_fake.xlsx", 2), ("combined_scp_ch_fake.xlsx", 4)],
)
def test_the_samples_are_read(samples, name, count):
    assert len(read(samples / "ssda903" / name)) == count
