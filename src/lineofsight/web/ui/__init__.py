"""How the product looks: components, stylesheet, words for dates and counts. No models.

A page extends `ui/base.html` and is built from the components in `templates/cotton/`, each a
small HTML file that is given plain values. `/gallery/` shows them all. Components and their
attributes are listed in docs/reference/components.md.
"""
