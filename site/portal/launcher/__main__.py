"""`python -m portal.launcher TARGET`: the second phase of the Makefile's targets."""

import errno
import sys
from collections.abc import Callable

from portal.launcher import backups, benchmark, checks, demo, requirements, reset, screenshots
from portal.launcher.console import say
from portal.launcher.interrupts import Interrupted
from portal.launcher.preflight import ROOT, Obstacle, disk_full

TARGETS: dict[str, Callable[[], int]] = {
    "demo": demo.run,
    "demo-reset": reset.run,
    "backup": backups.run_backup,
    "drill": backups.run_drill,
    "restore": backups.run_restore,
    "test": checks.run,
    "test-long": checks.run_long,
    "bench": benchmark.run,
    "lint": checks.run_lint,
    "screenshots": screenshots.run,
    "requirements": requirements.run,
}


def main() -> int:
    """Carry out one target; an obstacle is one line, an interruption a clean end."""
    try:
        return TARGETS[sys.argv[1]]()
    except Obstacle as obstacle:
        say(str(obstacle))
    except Interrupted:
        say("Stopped.")
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        say(str(disk_full(ROOT)))
    return 1


sys.exit(main())
