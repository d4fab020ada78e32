"""The shapes that stand beside a word, so that no state is told by colour alone.

Small SVG drawings, the same in HTML and in print: tick in circle, dash in diamond, cross
in octagon for a target; arrows for a direction; square and triangle for a real change.
"""

COLOURS = {
    "ok": "#0b5d33",
    "near": "#6b4300",
    "off": "#8f1d1d",
    "none": "#48535c",
    "better": "#1f6bb0",
    "worse": "#b94a00",
    "same": "#5f6b74",
    "neutral": "#6b4a94",
}
TINTS = {"ok": "#e3f2e8", "near": "#fdf0d3", "off": "#fbe8e6", "none": "#e4eaed"}

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" '
    'viewBox="0 0 {size} {size}" aria-hidden="true" focusable="false">{shape}</svg>'
)
_TARGET = {
    "ok": (
        '<circle cx="8" cy="8" r="7.5" fill="{c}"/>'
        '<path d="M4.3 8.3l2.6 2.6 4.8-5.3" fill="none" stroke="#fff" stroke-width="1.9"/>'
    ),
    "near": (
        '<path d="M8 .6L15.4 8 8 15.4.6 8z" fill="{c}"/>'
        '<path d="M4.8 8h6.4" stroke="#fff" stroke-width="1.9"/>'
    ),
    "off": (
        '<path d="M5 .7h6L15.3 5v6L11 15.3H5L.7 11V5z" fill="{c}"/>'
        '<path d="M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6" stroke="#fff" stroke-width="1.9"/>'
    ),
}
_ARROWS = {
    "up": "M9 16V3M3.5 8.5L9 3l5.5 5.5",
    "down": "M9 2v13M3.5 9.5L9 15l5.5-5.5",
    "flat": "M2 9h14M11 4l5 5-5 5",
}
_KINDS = {
    "attention": '<path d="M1 3h14L8 15z" fill="#b94a00"/>',
    "praise": '<path d="M2 2h12v12H2z" fill="#1f6bb0"/>',
}


def target(standing: str) -> str:
    """The mark of a target's state; empty where there is none."""
    shape = _TARGET.get(standing, "")
    return _SVG.format(size=16, shape=shape.format(c=COLOURS[standing])) if shape else ""


def direction(arrow: str, sense: str) -> str:
    if arrow not in _ARROWS:
        return ""
    colour = COLOURS.get(sense, COLOURS["same"])
    path = f'<path d="{_ARROWS[arrow]}" fill="none" stroke="{colour}" stroke-width="2.4"/>'
    return _SVG.format(size=18, shape=path)


def exception(kind: str) -> str:
    return _SVG.format(size=16, shape=_KINDS[kind])
