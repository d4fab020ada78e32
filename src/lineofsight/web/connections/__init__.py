"""What reaches somebody outside the pages: notices, e-mail, a calendar, and keys for programs."""
