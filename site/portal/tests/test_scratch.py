import pytest
from .addresses import walk
from portal.testing import make_user
from django.urls import resolve
from .everything import make_everything

def outcome(r):
    loc=r.headers.get("Location","")
    if loc.startswith("/admin/login"): return "login"
    if loc=="/admin/": return "no"
    return f"{r.status_code}{' '+loc if loc else ''}"
def test_x(db, client, agenda, settings, tmp_path):
    settings.MEDIA_ROOT=tmp_path
    make_everything(agenda)
    roles=["client","professional","assistant","editor","administrator","superadministrator"]
    users={r:make_user(f"{r}@example.com", r) for r in roles}
    client.raise_request_exception=False
    import time
    out={}
    alla=list(walk())
    for role in ["anonymous",*roles]:
        t=time.time()
        if role!="anonymous": client.force_login(users[role])
        for a in alla:
            if "logout" in a.name or "login" in a.name and role!="anonymous": continue
            out.setdefault((a.name,a.example),[]).append(outcome(client.get(a.example)))
        print(role, time.time()-t)
    for (n,e),o in out.items(): print(n,e,"|"," ".join(o[:3] if len(set(o[:3]))>1 else o[:1]),"|"," ".join(o[3:]))
