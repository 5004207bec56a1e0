"""Visits say who comes and why: kept as long as the record they belong to."""

from portal.core.registries import Personal, classify

_visit = "to keep the appointment the person asked for"
# Of portal.people.retention: claims from a contract.
_contract = "clinical_record_other"

classify(
    "booking.Service",
    plain="slug name_es name_en summary_es summary_en duration_minutes buffer_before_minutes "
    "buffer_after_minutes start_grid_minutes minimum_notice_minutes window_days "
    "change_cutoff_minutes cancel_cutoff_minutes max_subjects price species is_online position",
)
classify("booking.IntakeQuestion", plain="service text_es text_en is_required position")
classify(
    "booking.Offering",
    plain="service professional own_duration_minutes own_buffer_before_minutes "
    "own_buffer_after_minutes own_start_grid_minutes own_minimum_notice_minutes own_window_days "
    "own_change_cutoff_minutes own_cancel_cutoff_minutes own_price own_is_online",
)
classify("booking.Resource", plain="kind professional")
classify("booking.AvailabilityRule", plain="resource location starts_on ends_on days opens closes")
classify("booking.WorkingPeriod", plain="resource location rule starts_at ends_at")
classify(
    "booking.TimeOff",
    plain="resource",
    person="resource__professional__person",
    rows="delete",
    personal={
        "kind": Personal("to plan the agenda", "two years", export=True),
        "starts_at": Personal("to plan the agenda", "two years"),
        "ends_at": Personal("to plan the agenda", "two years"),
    },
)
classify(
    "booking.Claim",
    plain="resource appointment hold starts_at ends_at expires_at released_at created_at",
)
classify(
    "booking.Hold",
    plain="offering location starts_at extensions created_at released_at",
    personal={
        "session_digest": Personal("one time is kept for a visitor at once", "a day"),
        "address_digest": Personal("nobody may keep every time of a day", "a day"),
    },
)
classify(
    "booking.Visit",
    plain="code person location attempt origin created_at",
    person="person",
    shown="code location origin created_at",
)
classify(
    "booking.Appointment",
    plain="visit service professional location status service_name_es service_name_en price "
    "buffer_before_minutes buffer_after_minutes change_cutoff_minutes cancel_cutoff_minutes "
    "sequence cancelled_at cancel_reason created_at",
    person="visit__person",
    shown="service_name_es service_name_en professional location status price cancelled_at "
    "cancel_reason",
    since="ends_at",
    personal={
        "starts_at": Personal(_visit, "five years", erase="keep", rule=_contract),
        "ends_at": Personal(_visit, "five years", erase="keep", rule=_contract),
    },
)
classify(
    "booking.StatusChange",
    plain="appointment from_status to_status at by reason",
    person="appointment__visit__person",
    shown="from_status to_status at reason",
)
classify(
    "booking.Move",
    plain="appointment from_professional from_location to_professional to_location at by reason",
    person="appointment__visit__person",
    shown="from_professional from_location to_professional to_location at reason",
    since="to_starts_at",
    personal={
        "from_starts_at": Personal(_visit, "five years", erase="keep", rule=_contract),
        "to_starts_at": Personal(_visit, "five years", erase="keep", rule=_contract),
    },
)
classify(
    "booking.ManageLink",
    plain="visit digest expires_at created_at",
    person="visit__person",
    shown="created_at expires_at",
    rows="delete",
    personal={
        "email_digest": Personal("the link dies when the email changes", "30 days", export=False)
    },
)
classify(
    "booking.LinkRequest",
    plain="at",
    personal={"email_digest": Personal("lost links are sent three times a day", "a day")},
)
classify(
    "booking.Subject",
    plain="appointment species position",
    person="appointment__visit__person",
    shown="species",
    personal={
        "label": Personal(_visit, "five years", erase="anonymise"),
        "intake": Personal("so that the professional can prepare", "five years"),
        "notes": Personal("so that the professional can prepare", "five years"),
    },
)
classify(
    "booking.ClientNote",
    plain="person author created_at changed_at",
    person="person",
    shown="created_at changed_at",
    rows="delete",
    personal={"text": Personal("so that the team knows what helps the client", "while a client")},
)
classify("booking.Mailing", plain="author count at")
