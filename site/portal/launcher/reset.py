"""`make demo-reset`: forget the demo's data, and nothing else."""

from portal.launcher.console import say
from portal.launcher.environment import given
from portal.launcher.places import DEMO
from portal.launcher.preflight import Obstacle


def run() -> int:
    """Remove `.demo/`, unless a demo runs or the data are in a server that is not ours."""
    if given("DATABASE_URL") or given("DATABASE_OWNER_URL"):
        raise Obstacle(
            "The demo's data are in the server that DATABASE_URL names: drop and create that "
            "database yourself, or unset DATABASE_URL and DATABASE_OWNER_URL to reset .demo/."
        )
    with DEMO.locked():
        # The keys stay: what is sealed in a backup could never be read again without them.
        DEMO.empty(keep=("secrets.json",))
    say("The demo's data are gone; make demo starts over, make restore brings a backup back.")
    return 0
