"""Quality assurance of practice: programmes, samples, audits, moderation, re-checks.

What an activity is (who does it, what is judged, on which scale, what follows) is in the
pack; here is how any of them runs.
"""
