"""Visits say who comes and why: kept as long as the record they belong to."""

from portal.core.registries import Personal, classify

_visit = "to keep the appointment the person asked for"

classify(
    "booking.Service",
    plain="slug name_es name_en summary_es summary_en duration_minutes buffer_before_minutes "
    "buffer_after_minutes start_grid_minutes minimum_notice_minutes window_days price species "
    "is_online position",
)
classify("booking.Offering", plain="service professional")
classify("booking.Resource", plain="kind professional")
classify("booking.AvailabilityRule", plain="resource location starts_on ends_on days opens closes")
classify("booking.WorkingPeriod", plain="resource location rule starts_at ends_at")
classify(
    "booking.TimeOff",
    plain="resource",
    personal={
        "kind": Personal("to plan the agenda", "two years", export=True),
        "starts_at": Personal("to plan the agenda", "two years"),
        "ends_at": Personal("to plan the agenda", "two years"),
    },
)
classify("booking.Claim", plain="resource appointment starts_at ends_at released_at created_at")
classify("booking.Visit", plain="code person location attempt created_at")
classify(
    "booking.Appointment",
    plain="visit service professional location status service_name_es service_name_en price "
    "created_at",
    personal={
        "starts_at": Personal(_visit, "five years", erase="keep"),
        "ends_at": Personal(_visit, "five years", erase="keep"),
    },
)
classify("booking.StatusChange", plain="appointment from_status to_status at by")
classify(
    "booking.Subject",
    plain="appointment species",
    personal={
        "label": Personal(_visit, "five years", erase="anonymise"),
        "notes": Personal("so that the professional can prepare", "five years"),
    },
)
