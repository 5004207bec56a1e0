"""The words an audit row may use: actions, and the keys that can carry no personal value."""

ACTIONS = frozenset(
    {
        "accounts.demo_login",
        "accounts.role_assigned",
        "accounts.user_created",
        "booking.appointment_cancelled",
        "booking.appointment_moved",
        "booking.closure_deleted",
        "booking.closure_saved",
        "booking.holidays_synced",
        "booking.link_resent",
        "booking.offering_deleted",
        "booking.offering_saved",
        "booking.rule_deleted",
        "booking.rule_saved",
        "booking.service_deleted",
        "booking.service_saved",
        "booking.time_off_deleted",
        "booking.time_off_saved",
        "booking.visit_booked",
        "demo.loaded",
        "demo.passwords_set",
        "home.settings_saved",
        "places.location_saved",
        "taxonomy.entry_saved",
    }
)

# Each value is a code, an id, a number or a moment, never something a person wrote.
DATA_KEYS = frozenset(
    {"appointment", "clashes", "count", "professional", "reason", "role", "service", "starts_at"}
)
