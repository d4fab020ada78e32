"""The framework in force: what it says, what we assume, what is not set."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lineofsight.packs.values import Setting
from lineofsight.web import clock
from lineofsight.web.frameworks.models import AdoptedPack
from lineofsight.web.frameworks.queries import adopted_on
from lineofsight.web.people.access import requires, signed_in
from lineofsight.web.people.permissions import Permission as P


@requires(P.FRAMEWORK_SEE)
def framework(request: HttpRequest) -> HttpResponse:
    adopted = adopted_on(clock.today())
    pack = adopted.pack
    titles = {role.key: role.title for role in pack.roles}
    choices = [
        {"title": title, "rows": list(_settings(part, titles))}
        for title, part in (
            *((each.title, each) for each in pack.activity_types),
            *((each.title, each) for each in pack.programmes),
            *((each.title, each) for each in pack.escalations),
        )
    ]
    assumed = sum(row["is_assumed"] for choice in choices for row in choice["rows"])
    return render(request, "frameworks/framework.html", {
        "adopted": adopted, "pack": pack, "choices": choices, "assumed": assumed,
        "earlier": AdoptedPack.objects.exclude(pk=adopted.pk),
    })  # fmt: skip


@signed_in
def standards(request: HttpRequest) -> HttpResponse:
    """The practice standards, with what each grade looks like: for everybody."""
    pack = adopted_on(clock.today()).pack
    scales = {grade.key: grade.title for scale in pack.grade_scales for grade in scale.grades}
    rows = [
        {
            "standard": each,
            "descriptors": [(scales[key], text) for key, text in each.descriptors.items()],
        }
        for each in pack.standards
    ]
    return render(request, "frameworks/standards.html", {"rows": rows, "pack": pack})


def _settings(part, titles: dict[str, str], path: str = ""):
    """Every choice in a part of a pack, by its name in the pack."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        spoken = f"{path} {name}".strip().replace("_", " ")
        if isinstance(value, Setting):
            yield {"title": spoken, "value": _said(value.value, titles), "note": value.note,
                   "source": value.source.value, "is_assumed": value.is_assumed}  # fmt: skip
        elif hasattr(type(value), "model_fields"):
            yield from _settings(value, titles, spoken)


def _said(value, titles: dict[str, str]):
    """A value as a person says it: a role by its title, “yes” for true."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return titles.get(value, value)
