"""Putting two rows of one person together: the queue, the choice, the comparison, undoing."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.core.errors import DomainError
from portal.core.text_search import Folded, matching

from . import access
from .duplicates import settle_pair
from .known import who_stays
from .merge_forms import MergeForm
from .merging import merge_people, refusal_to_merge, what_would_move
from .models import UNDO_WITHIN
from .readings import note
from .searching import ways_to_people
from .unmerging import undo_merge

A_PAGE = 20
CHOICES = 20


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Who is likely to stand twice, the likeliest first."""
    if not access.may_merge(request.user):
        raise Http404
    pairs = (
        access.duplicates_visible_to(request.user)
        .select_related("one__user", "other__user")
        .prefetch_related("one__contact_points", "other__contact_points")
    )
    page = Paginator(pairs, A_PAGE).get_page(request.GET.get("p"))
    note(request, "duplicates", (pk for pair in page for pk in (pair.one_id, pair.other_id)))
    return TemplateResponse(request, "people/admin/duplicates.html", {"page": page})


@require_POST
def different(request: HttpRequest, pk: int) -> HttpResponse:
    """These are two people: the pair is not proposed again."""
    pair = get_object_or_404(access.duplicates_visible_to(request.user), pk=pk)
    settle_pair(pair=pair, by=request.user)
    messages.success(request, _("Noted: two different people."))
    return redirect("people_merge:queue")


@require_safe
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Find the other row of this person."""
    person = access.person_for_data(request.user, pk)
    words = request.GET.get("q", "").strip()
    found = access.people_visible_to(request.user).exclude(pk=person.pk)
    people = matching(found, words, ways_to_people) if words else found.none()
    people = people.filter(key_destroyed_at__isnull=True).order_by(Folded("full_name"), "pk")
    others = list(people.prefetch_related("contact_points")[:CHOICES])
    note(request, "merge_choose", [person.pk, *(one.pk for one in others)])
    context = {"person": person, "words": words, "people": others, "most": CHOICES}
    return TemplateResponse(request, "people/admin/merge_choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest, kept: UUID, gone: UUID) -> HttpResponse:
    """Side by side; a POST merges the second into the first."""
    one, other = (access.person_for_data(request.user, pk) for pk in (kept, gone))
    form = MergeForm(request.POST if request.method == "POST" else None, kept=one, gone=other)
    refusal, status = refusal_to_merge(one, other), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                merge_people(kept=one, gone=other, choices=form.choices, by=request.user)
            except DomainError as error:
                refusal, status = str(error.message), error.status
            else:
                messages.success(
                    request,
                    _("Merged. It can be undone for %(days)d days.") % {"days": UNDO_WITHIN.days},
                )
                return redirect("people_data:show", pk=one.pk)
    note(request, "merge_compare", [one.pk, other.pk])
    context = {
        "kept": one,
        "gone": other,
        "form": form,
        "refusal": refusal,
        "moves": what_would_move(other),
        "days": UNDO_WITHIN.days,
    }
    return TemplateResponse(request, "people/admin/merge.html", context, status=status)


@require_POST
def undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give both back what was theirs."""
    merge = access.merge_for(request.user, pk)
    try:
        undo_merge(merge=merge, by=request.user)
    except DomainError as error:
        messages.error(request, str(error.message))
    else:
        note(request, "personal_data", [merge.kept_id, merge.gone_id])
        messages.success(
            request,
            _("Undone: %(kept)s and %(gone)s are two people again.")
            % {"kept": merge.kept, "gone": merge.gone},
        )
    return redirect("people_data:show", pk=who_stays(merge.kept).pk)
