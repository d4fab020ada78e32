"""Filters and tags every template has: dates and counts in words, assets, safe addresses."""

from django import template
from django.http import HttpRequest

from lineofsight.packs.values import Source
from lineofsight.web import clock
from lineofsight.web.ui import assets, forms, words

register = template.Library()

register.filter("ordinal", words.ordinal)
register.filter("long_day", lambda day: words.long_day(day) if day else "")
register.filter("weekday", lambda day: words.weekday(day) if day else "")
register.filter("time_of_day", lambda moment: words.time_of_day(moment) if moment else "")


@register.filter
def short_day(day) -> str:
    return words.short_day(day, today=clock.today()) if day else ""


@register.filter
def instant(moment) -> str:
    return words.instant(moment, today=clock.today()) if moment else ""


@register.filter
def counted(number: int, names: str) -> str:
    """`{{ 24|counted:"child,children" }}` is “24 children”."""
    one, _, many = names.partition(",")
    return words.counted(number, one, many)


@register.filter
def thousands(number: int) -> str:
    """`{{ 31286|thousands }}` is “31,286”."""
    return f"{number:,}"


@register.filter
def get(mapping, key):
    """The value of a key that is only known in the page."""
    return mapping.get(key, "")


@register.filter
def error_list(form, given=None) -> list[dict[str, str]]:
    """The errors of any form for the error summary, or those that are given."""
    return given or (forms.error_list(form) if form else [])


@register.simple_tag
def vendor(path: str) -> str:
    return assets.vendor_url(path)


@register.simple_tag(takes_context=True)
def address_with(context, **changes) -> str:
    """This page's address with some parameters changed; an empty value removes one.

    `{% address_with page=2 %}`: filters live in the address, so that it can be shared.
    """
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request else None
    if query is None:
        return "?"
    for name, value in changes.items():
        if value in ("", None):
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"


@register.filter
def own_word(setting) -> str:
    """Beside a choice that acts: that the authority made it, why, who and when. Empty where the
    framework speaks, or where we assume (which each page says in its own words)."""
    if getattr(setting, "source", None) != Source.SET:
        return ""
    return f" (set by the authority: {setting.note})" if setting.note else " (set by the authority)"
