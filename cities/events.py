"""The names of what happens to places."""

PROFILE_PROPOSED = "city.profile_proposed"
PROFILE_ACCEPTED = "city.profile_accepted"
PROFILE_RETURNED = "city.profile_returned"
PROFILE_WITHDRAWN = "city.profile_withdrawn"
CALL_OPENED = "city.call_opened"
CALL_CHANGED = "city.call_changed"
CALL_CLOSED = "city.call_closed"
