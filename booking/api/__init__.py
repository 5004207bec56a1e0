"""Booking's side of the API: services and free times for anybody, appointments for whoever is logged in."""
