"""The nginx that docker/nginx.conf is tried with: one of this machine, never a download."""

import os
import shutil

from portal.launcher.checklist import Check
from portal.launcher.environment import PYTHON
from portal.launcher.preflight import ROOT

# Debian keeps it where an ordinary user's PATH does not look.
BESIDES = ("/usr/sbin", "/usr/local/sbin")
NOT_RUN = (
    "nginx checks NOT run: install nginx (for example: sudo apt-get install nginx-light) "
    "and run make test again"
)


def find() -> str:
    """The path of nginx; empty without any."""
    path = os.pathsep.join((os.environ.get("PATH", ""), *BESIDES))
    return shutil.which("nginx", path=path) or ""


def check() -> Check:
    """nginx run with our configuration before a double of the site."""
    return Check("Proxy (nginx)", "nginx", [PYTHON, str(ROOT / ".ci" / "check_nginx.py")])
