"""Before something that changes how one gets in: showing once more who one is."""

from django.http import HttpRequest

from portal.accounts import fresh
from portal.accounts.errors import StaleLogin
from portal.accounts.models import User
from portal.accounts.proving import prove_password
from portal.core.errors import DomainError

from .forms import AgainForm
from .proving import prove


def asked(request: HttpRequest, user: User) -> str:
    """What to ask for: "" within five minutes of showing it, else "code" or "password".

    Raises StaleLogin for whoever has neither: they log in anew.
    """
    if fresh.is_fresh(request):
        return ""
    if user.has_second_factor:
        return "code"
    if user.has_usable_password():
        return "password"
    raise StaleLogin()


def again_form(request: HttpRequest, user: User) -> AgainForm:
    """The form of what is asked, with what was sent."""
    sent = request.POST if request.method == "POST" else None
    return AgainForm(sent, asks=asked(request, user))


def shown_again(request: HttpRequest, user: User, form: AgainForm) -> bool:
    """Whether they have shown it; the form says what is wrong. From then on the session is fresh."""
    if not form.is_valid():
        return False
    code, password = (form.cleaned_data.get(f"again_{name}") for name in ("code", "password"))
    try:
        if code:
            prove(user=user, code=code)
        elif password:
            prove_password(user=user, password=password)
    except DomainError as error:
        form.status = error.status
        form.add_error("again_code" if code else "again_password", str(error.message))
        return False
    fresh.note(request)
    return True
