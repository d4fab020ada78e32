"""The web application: Django, the outermost layer of the product.

One app a domain. `settings.APPS` and `urls.py` name them; an app adds its section to the
navigation in `apps.py` (see `ui.sections`). Only services write; every view declares what it
requires (see `people.access`).
"""
