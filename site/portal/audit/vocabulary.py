"""The words an audit row may use: actions, and the keys that can carry no personal value."""

# Each value is a code, an id, a number or a moment, never something a person wrote.
DATA_KEYS = frozenset(
    """
    appointment claim code count from_status language location professional resource role rule
    service starts_at time_off to_status until user visit working_period changed clashes kind
    """.split()
)
ACTIONS = frozenset(
    """
    booking.visit_booked booking.rule_saved booking.rule_deleted booking.time_off_saved
    booking.time_off_deleted booking.service_saved booking.service_deleted
    booking.opening_hours_saved
    accounts.role_assigned accounts.user_created accounts.demo_login
    demo.loaded demo.passwords_set
    """.split()
)
