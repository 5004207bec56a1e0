"""What places announce, inside the transaction."""

from django.dispatch import Signal

# A place was written: its clock or region may have changed. Sent with `location`.
location_saved = Signal()
