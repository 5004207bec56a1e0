"""For a server that a machine asks thousands of times: what limits people is lifted, all else is as ever."""

from portal.settings.test import *  # noqa: F403

ACCOUNT_RATE_LIMITS = False
API_REQUESTS_PER_PERSON = API_REQUESTS_PER_ADDRESS = API_LOGINS_PER_ADDRESS = "off"
