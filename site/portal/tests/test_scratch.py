import pytest
from .addresses import walk
from portal.testing import make_user
from django.urls import resolve

def outcome(r):
    loc=r.headers.get("Location","")
    return f"{r.status_code}{' '+loc if loc else ''}"
def test_x(db, client):
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
    for (n,e),o in out.items(): print(n,e,o if len(set(o))>1 else o[0])
