"""A place's address and phone are the clinic's own and public."""

from portal.core.registries import classify

classify(
    "places.Location",
    plain="slug name street postal_code city province region zone_name latitude longitude phone email "
    "access_notes position",
)
classify("places.OpeningHours", plain="location weekday opens closes")
classify(
    "places.Closure",
    plain="location kind name_es name_en starts_at ends_at is_open source day",
)
