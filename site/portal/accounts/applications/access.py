"""Whose applications: an applicant's own, and all that were sent for those who decide."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from portal.accounts.models import ApplicationDocument, ProfessionalApplication, User
from portal.accounts.roles import Role

REVIEWERS = frozenset({Role.SUPERADMINISTRATOR, Role.ADMINISTRATOR})


def own_applications(user: Any) -> QuerySet[ProfessionalApplication]:
    """Everything this login has applied for, the latest first."""
    if not isinstance(user, User) or not user.is_active:
        return ProfessionalApplication.objects.none()
    return ProfessionalApplication.objects.filter(user=user).order_by("-created_at", "pk")


def has_applied(user: Any) -> bool:
    """Whether there is anything to show of an application; one query."""
    return own_applications(user).exists()


def own_application(user: Any, pk: UUID) -> ProfessionalApplication:
    """One of one's own; Http404 for another's as for none."""
    found = own_applications(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def reviews(user: Any) -> bool:
    """Whether this login decides on applications."""
    return bool(isinstance(user, User) and user.is_active and user.role in REVIEWERS)


def check_reviews(user: Any) -> None:
    """Http404 for everybody who does not."""
    if not reviews(user):
        raise Http404


def applications_visible_to(user: Any) -> QuerySet[ProfessionalApplication]:
    """Those that were ever sent, for reviewers; a draft is its author's alone."""
    if not reviews(user):
        return ProfessionalApplication.objects.none()
    return ProfessionalApplication.objects.filter(submitted_at__isnull=False)


def application_for_review(user: Any, pk: UUID) -> ProfessionalApplication:
    """One of those; Http404 otherwise. One's own is seen, and decided by somebody else."""
    found = (
        applications_visible_to(user)
        .select_related("user__person", "profession", "college", "decided_by__person")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    return found


def may_decide(user: Any, application: ProfessionalApplication) -> bool:
    """Whether it waits for a decision, and this login is not the applicant's."""
    return (
        reviews(user)
        and application.user_id != user.pk
        and application.state == ProfessionalApplication.State.SUBMITTED
    )


def may_close(user: Any, application: ProfessionalApplication) -> bool:
    """Whether the applicant was asked and has not answered, and this login is not theirs."""
    return (
        reviews(user)
        and application.user_id != user.pk
        and application.state == ProfessionalApplication.State.INFO_NEEDED
    )


def document_for(user: Any, pk: UUID) -> ApplicationDocument:
    """A paper for its applicant, and for reviewers once it was sent; Http404 otherwise."""
    found = (
        ApplicationDocument.objects.select_related("application__user__person")
        .filter(pk=pk, removed_at=None)
        .first()
    )
    if found is None:
        raise Http404
    theirs = isinstance(user, User) and user.is_active and found.application.user_id == user.pk
    sent = reviews(user) and found.application.submitted_at is not None
    if not theirs and not sent:
        raise Http404
    return found


def open_application(user: Any) -> ProfessionalApplication | None:
    """The one that is neither decided nor withdrawn; there is at most one."""
    found = own_applications(user).filter(state__in=ProfessionalApplication.OPEN)
    return found.select_related("user__person", "profession", "college").first()


def own_paper(user: Any, pk: UUID) -> ApplicationDocument:
    """A paper of one's own application; Http404 for another's, for a removed one, and for none."""
    found = (
        ApplicationDocument.objects.select_related("application__user__person")
        .filter(application__in=own_applications(user), pk=pk, removed_at=None)
        .first()
    )
    if found is None:
        raise Http404
    return found
