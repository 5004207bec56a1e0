"""A place's address and phone are the clinic's own and public."""

from portal.core.registries import classify

classify(
    "places.Location",
    plain="slug name street postal_code city province zone_name latitude longitude phone email "
    "access_notes position",
)
classify("places.OpeningHours", plain="location weekday opens closes")
