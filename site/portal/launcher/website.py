"""The demo's own processes: web server, worker and beat."""

import urllib.error
import urllib.request
from collections.abc import Mapping

from portal.launcher import children
from portal.launcher.address import Address
from portal.launcher.children import Child
from portal.launcher.environment import PYTHON
from portal.launcher.places import DEMO

READY_SECONDS = 90.0
# Never through a proxy that the environment names: the site is on this machine.
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def start(where: Address, common: Mapping[str, str], running: list[Child]) -> None:
    """Start all three; none of them has the owner's password.

    The web server comes first and alone, so that on two cores a newcomer sees a page sooner.
    """
    web = [PYTHON, "-m", "gunicorn", "portal.wsgi:application", "--bind", where.bind]
    web += ["--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    web += ["--no-control-socket", "--graceful-timeout", "5"]
    running.append(children.spawn("Web server", web, common, DEMO.log("web")))
    children.wait_until(lambda: answers(where), running[0], READY_SECONDS)
    celery = [PYTHON, "-m", "celery", "-A", "portal"]
    worker = [*celery, "worker", "-c", "2", "-l", "INFO"]
    running.append(children.spawn("Worker", worker, common, DEMO.log("worker")))
    beat = [*celery, "beat", "-l", "WARNING", "-s", str(DEMO.base / "beat-schedule"), "--pidfile="]
    running.append(children.spawn("Beat", beat, common, DEMO.log("beat")))


def answers(where: Address) -> bool:
    """Whether the site is up, asked at the address that people will use."""
    try:
        with _direct.open(f"{where.site_url}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
