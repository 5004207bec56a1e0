"""The buttons on a login's page: what each does in words, for whom it is there, which action it is."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.core.errors import Words

from . import access, actions


@dataclass(frozen=True)
class Errand:
    """One thing done to a login, after a page that says what will happen.

    `words` are of a login of the team, `of_client` of a client's; `fits` says whether the login stands
    so that it can be done at all.
    """

    title: Words
    button: Words
    words: Words
    done: Words
    act: Callable[..., None]
    fits: Callable[[User], bool]
    of_client: Words = ""
    is_grave: bool = False

    def explained(self, user: User) -> Words:
        """What happens, to somebody who may never have done it."""
        return self.of_client if self.of_client and not user.is_staff_role else self.words


def _waits(user: User) -> bool:
    return user.is_active and user.is_staff_role and not user.has_second_factor


def _may_come_back(user: User) -> bool:
    person = getattr(user, "person", None)
    return not user.is_active and not (person and person.is_erased)


# By the name of their address (urls.py).
ERRANDS = {
    "invite-again": Errand(
        title=_("Invite again"),
        button=_("Send another invitation"),
        words=_(
            "They get another mail with a link that is valid for seven days. The link they had opens"
            " nothing any more."
        ),
        done=_("The invitation is on its way."),
        act=actions.invite_again,
        fits=_waits,
    ),
    "second-factor": Errand(
        title=_("Take back the second factor"),
        button=_("Take back the second factor"),
        words=_(
            "For somebody who has lost their phone and their recovery codes. First make sure that it is"
            " they who ask: call them. Their apps and codes open nothing any more and they are logged"
            " out everywhere. They are told by mail, and get an invitation to set up another app."
        ),
        of_client=_(
            "For a client who has lost their phone and their recovery codes. First make sure that it is"
            " they who ask: call them. Their apps and codes open nothing any more, they are logged out"
            " everywhere and told by mail, and log in without a second factor from then on."
        ),
        done=_("The second factor has been taken back."),
        act=actions.reset_second_factor,
        fits=lambda user: user.is_active and user.has_second_factor,
        is_grave=True,
    ),
    "deactivate": Errand(
        title=_("Deactivate"),
        button=_("Deactivate this login"),
        words=_(
            "They are logged out everywhere at once and cannot log in any more; they are told by mail."
            " What they have done and written stays. A professional stays on the site and bookable."
            " The login can be activated again."
        ),
        of_client=_(
            "They are logged out everywhere at once and cannot log in any more; they are told by mail."
            " Their visits stay. The login can be activated again."
        ),
        done=_("The login is deactivated."),
        act=actions.deactivate,
        fits=lambda user: user.is_active,
        is_grave=True,
    ),
    "reactivate": Errand(
        title=_("Activate again"),
        button=_("Activate this login"),
        words=_(
            "They log in again with the role they had, and are told by mail. Whoever has no second"
            " factor is invited to set one up."
        ),
        of_client=_("They log in again as before, and are told by mail."),
        done=_("The login is active again."),
        act=actions.reactivate,
        fits=_may_come_back,
    ),
}


def errands_for(by: User, user: User) -> list[tuple[str, Errand]]:
    """The buttons that `by` may press on the page of `user`, with the names of their addresses."""
    if not access.may_manage(by, user):
        return []
    return [(name, errand) for name, errand in ERRANDS.items() if errand.fits(user)]
