"""People: the organisation, who holds which role where and when, and what follows from it.

Default is nothing. A view says what it requires (`access`), a role says what it permits
(`roles`), an assignment says where and when (`models`), and `scopes` turns a person and a day
into the children they may see. Not allowed to do: 403. Not allowed to see: 404.
"""
