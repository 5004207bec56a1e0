"""Limits of booking online: counted from rows, under a lock."""

from . import env

# A time is kept this long for somebody who types, and can be extended ten times.
BOOKING_HOLD_MINUTES = env.integer("BOOKING_HOLD_MINUTES", 10)
# Live holds from one network address: a waiting room behind one router still books.
BOOKING_HOLDS_PER_ADDRESS = env.integer("BOOKING_HOLDS_PER_ADDRESS", 20)
# Open bookings without an account, by email and by phone.
BOOKING_OPEN_GUEST_BOOKINGS = env.integer("BOOKING_OPEN_GUEST_BOOKINGS", 3)
# How often a day lost links are sent to one address.
BOOKING_LINK_RESENDS_A_DAY = env.integer("BOOKING_LINK_RESENDS_A_DAY", 3)
# Clients one message of staff goes to, and clients one login writes to in a day.
BOOKING_MESSAGE_RECIPIENTS = env.integer("BOOKING_MESSAGE_RECIPIENTS", 100)
BOOKING_MESSAGES_A_DAY = env.integer("BOOKING_MESSAGES_A_DAY", 300)
# How many proxies of our own stand before the site; 0 takes the connection's own address.
TRUSTED_PROXIES = env.integer("TRUSTED_PROXIES", 0)
