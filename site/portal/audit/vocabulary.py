"""The words an audit row may use: actions, and the keys with what each can hold.

Nothing a person wrote has a place here: a value is a number, a code, an id or a moment.
"""

import re
from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

# What happened, as the list of the audit trail says it.
ACTIONS = {
    "accounts.application_document_added": _("Paper added to an application"),
    "accounts.application_document_read": _("Paper of an application read"),
    "accounts.application_document_removed": _("Paper of an application removed"),
    "accounts.application_moved": _("Application moved on"),
    "accounts.application_noted": _("Note added to an application"),
    "accounts.application_saved": _("Application saved"),
    "accounts.demo_login": _("Demo login"),
    "accounts.email_changed": _("Email of a login changed"),
    "accounts.email_verified": _("Email of a login verified"),
    "accounts.invitation_used": _("Invitation used"),
    "accounts.invited": _("Invited"),
    "accounts.invited_on_server": _("Superadministrator invited on the server"),
    "accounts.licence_checked": _("Licence checked"),
    "accounts.logged_in": _("Logged in"),
    "accounts.login_deactivated": _("Login deactivated"),
    "accounts.login_reactivated": _("Login activated again"),
    "accounts.logged_out": _("Logged out"),
    "accounts.password_changed": _("Password changed"),
    "accounts.password_refused": _("Wrong password"),
    "accounts.places_assigned": _("Places assigned"),
    "accounts.professional_approved": _("Professional approved"),
    "accounts.professional_changed": _("Data of a professional changed"),
    "accounts.professional_reinstated": _("Professional reinstated"),
    "accounts.professional_suspended": _("Professional suspended"),
    "accounts.recovery_code_used": _("Recovery code used"),
    "accounts.recovery_codes_renewed": _("Recovery codes renewed"),
    "accounts.role_assigned": _("Role assigned"),
    "accounts.second_factor_added": _("Second factor added"),
    "accounts.second_factor_refused": _("Wrong second factor"),
    "accounts.second_factor_removed": _("Second factor removed"),
    "accounts.second_factor_reset": _("Second factor taken back"),
    "accounts.sessions_closed": _("Sessions closed"),
    "accounts.signed_up": _("Signed up"),
    "accounts.token_reused": _("Used token came back"),
    "accounts.user_created": _("Login created"),
    "audit.exported": _("Audit trail exported"),
    "backups.backup_failed": _("Backup failed"),
    "backups.backup_finished": _("Backup finished"),
    "backups.backups_pruned": _("Old backups deleted"),
    "backups.restore_finished": _("Backup restored"),
    "booking.appointment_attended": _("Arrival or end of an appointment noted"),
    "booking.appointment_cancelled": _("Appointment cancelled"),
    "booking.appointment_moved": _("Appointment moved"),
    "booking.client_note_added": _("Internal note added"),
    "booking.client_note_changed": _("Internal note changed"),
    "booking.client_note_deleted": _("Internal note deleted"),
    "booking.clients_written_to": _("Message sent to clients"),
    "booking.closure_deleted": _("Closure deleted"),
    "booking.closure_saved": _("Closure saved"),
    "booking.holidays_synced": _("Public holidays updated"),
    "booking.link_resent": _("Booking link sent again"),
    "booking.offering_deleted": _("Offering deleted"),
    "booking.offering_saved": _("Offering saved"),
    "booking.rule_deleted": _("Working hours deleted"),
    "booking.rule_saved": _("Working hours saved"),
    "booking.service_deleted": _("Service deleted"),
    "booking.service_saved": _("Service saved"),
    "booking.time_off_deleted": _("Time off deleted"),
    "booking.time_off_saved": _("Time off saved"),
    "booking.visit_booked": _("Visit booked"),
    "demo.loaded": _("Demo content loaded"),
    "demo.passwords_set": _("Demo passwords set"),
    "home.profile_published": _("Profile published"),
    "home.profile_sent_back": _("Profile sent back"),
    "home.profile_submitted": _("Profile submitted for approval"),
    "home.settings_saved": _("Site settings saved"),
    "notifications.message_closed": _("Message closed by hand"),
    "notifications.message_resent": _("Message sent again"),
    "notifications.choices_changed": _("Choice of messages changed"),
    "people.account_code_given": _("Code for an account given"),
    "people.account_code_refused": _("Wrong code for an account"),
    "people.account_code_used": _("Code for an account used"),
    "people.account_code_withdrawn": _("Code for an account withdrawn"),
    "people.consent_given": _("Consent given"),
    "people.consent_withdrawn": _("Consent withdrawn"),
    "people.data_exported": _("Personal data handed over"),
    "people.details_changed": _("Own data changed"),
    "people.emergency_contact_saved": _("Emergency contact saved"),
    "people.keys_rotated": _("Keys rotated"),
    "people.merge_undone": _("Merge of two people undone"),
    "people.merged": _("Two people merged"),
    "people.pair_told_apart": _("Likely duplicate rejected"),
    "people.person_erased": _("Person erased"),
    "people.retention_applied": _("Expired data removed"),
    "places.location_saved": _("Place saved"),
    "taxonomy.entry_saved": _("List entry saved"),
}

NUMBER = re.compile(r"\d{1,18}")
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
CODES = re.compile(r"[a-z][a-z0-9_]{0,39}(,[a-z][a-z0-9_]{0,39}){0,19}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")
UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DIGEST = re.compile(r"[0-9a-f]{64}")

# What the value of each key looks like. A digest is keyed (portal.core.digests).
DATA_KEYS = {
    "appointment": NUMBER,
    "clashes": NUMBER,
    "count": NUMBER,
    "digest": DIGEST,
    "fields": CODES,
    "kind": CODE,
    "person": UUID_TEXT,
    "professional": NUMBER,
    "reason": CODE,
    "role": CODE,
    "service": NUMBER,
    "starts_at": MOMENT,
}

# What the keys are called on the list; in the file they keep their codes.
KEY_LABELS = {
    "appointment": _("appointment"),
    "clashes": _("clashes"),
    "count": _("number"),
    "digest": _("fingerprint"),
    "fields": _("fields"),
    "kind": _("kind"),
    "person": _("person"),
    "professional": _("professional"),
    "reason": _("reason"),
    "role": _("role"),
    "service": _("service"),
    "starts_at": _("starts"),
}


def refused(data: Mapping[str, object]) -> list[str]:
    """The keys that are not declared, or whose value is not what the key may hold."""
    return sorted(key for key, value in data.items() if not _fits(key, value))


def _fits(key: str, value: object) -> bool:
    if key not in DATA_KEYS:
        return False
    # An empty word says that there was none.
    if value is None or value == "" or isinstance(value, bool | UUID):
        return True
    return isinstance(value, int | str) and bool(DATA_KEYS[key].fullmatch(str(value)))
