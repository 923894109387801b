"""When what happens between the published result of the phase and the end of June 2025."""

import datetime as dt

from common.clock import TIME_ZONE

YEAR = 2025
STEP = dt.timedelta(minutes=3)
MINUTE = dt.timedelta(minutes=1)


def june(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(YEAR, 6, day, hour, minute, tzinfo=TIME_ZONE)


COUNCIL_SET_UP = june(18, 8, 10)
FUND_KEPT = june(18, 8, 20)
BEGUN = june(18, 8, 30)
QUOTAS_FIXED = june(18, 8, 45)
OPENED = june(18, 9)
TAKEN = june(18, 9, 30)
CONFIRMED = june(18, 10, 30)
PROPOSED = june(18, 14)
PROPOSED_CONFIRMED = june(18, 16, 30)
SENT = june(19, 7, 30)
HEARING = june(19, 10, 30)
OPINIONS_ASKED = june(19, 10, 45)
ACCEPTED = june(19, 13, 30)
RETURNED = june(19, 15, 30)
NOTICE_BEGUN = june(19, 16)
SESSION_PLANNED = june(20, 9)
REMARK_RECEIVED = june(23, 15)
REMARK_HANDLED = june(24, 9)
OPINIONS_ANSWERED = june(24, 10)
HELD = june(24, 15)
# The list is public until the end of 24/6; the morning after, before the session.
NOTICE_CONCLUDED = june(25, 6, 45)
TO_COUNCIL = june(25, 6, 50)
SESSION_OPENED = june(25, 7)
HANDS_OPENED = june(25, 7, 5)
HANDS_CLOSED = june(25, 7, 12)
SHEETS_OPENED = june(25, 7, 13)
SHEETS_COUNTED = june(25, 7, 23)
SHEETS_CLOSED = june(25, 7, 24)
BALLOT_OPENED = june(25, 7, 25)
FIRST_BALLOTS = june(25, 7, 30)

# What the stage "issued" adds.
LAST_BALLOTS = june(25, 7, 45)
BALLOT_CLOSED = june(25, 8)
SESSION_CLOSED = june(25, 8, 30)
COUNTING_WRITTEN = june(25, 8, 40)
MINUTES_WRITTEN = june(25, 9)
COUNCIL_PROPOSED = june(25, 10)
DRAFTED = june(26, 8)
SIGNED = june(26, 14)
ISSUED = june(26, 15, 30)
LETTERS_SENT = june(26, 16)
CERTIFICATES_MADE = june(26, 16, 10)
FORWARDED = june(26, 16, 30)
HANDED_OVER = june(27, 10)
HOLD_LIFTED = june(27, 11)
AMENDED = june(27, 13, 30)
AMENDMENT_TOLD = june(27, 14, 35)
CERTIFICATE_AGAIN = june(27, 14, 40)
HIGHER = june(27, 15)
REVOKING = june(27, 15, 30)
REVOKED = june(30, 7, 10)
REVOCATION_TOLD = june(30, 7, 15)
REVOCATION_RECEIVED = june(30, 7, 30)
WITHDRAWN = june(30, 7, 34)
CONCLUDED = june(30, 7, 36)
