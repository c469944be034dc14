"""Approval routes: loading those that are evidenced, finding the one that counts, laying it down in a record."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.db import transaction

from agreements.choices import Blocks, Side
from agreements.models import Agreement, ApprovalRoute, ApprovalStep, Authorisation
from agreements.services.clocks import keep_due_days
from twinning.accounts.roles import Role

_WEIGHT = {Blocks.NOTHING: 0, Blocks.FORCE: 1, Blocks.SIGNING: 2}
DATA_FILE = Path(__file__).resolve().parents[1] / "data" / "approval_routes.json"


@transaction.atomic
def load_approval_routes() -> int:
    """Add the routes of the data file that are missing; returns how many it holds.

    A route that is there stays as it is, steps included: an administrator may have edited it.
    """
    rows = json.loads(DATA_FILE.read_text(encoding="utf-8"))
    for row in rows:
        _add_if_missing(row)
    return len(rows)


def _add_if_missing(row: dict[str, Any]) -> None:
    route, is_new = ApprovalRoute.objects.get_or_create(
        country_id=row["country"],
        agreement_type=row["agreement_type"],
        defaults={name: row[name] for name in ("name_ar", "name_en", "source")},
    )
    if is_new:
        for position, step in enumerate(row["steps"]):
            ApprovalStep.objects.create(route=route, position=position, **step)


def route_for(agreement: Agreement) -> ApprovalRoute | None:
    """The approval route of the keeping city's country for this type, else of the country, else the default.

    The keeper's, whoever leads: its ministry decides, so its law counts.
    """
    country = agreement.owner_city.country_id
    wanted = [(country, agreement.type), (country, ""), (None, agreement.type), (None, "")]
    return _first_of(wanted)


def routes_beside(agreement: Agreement) -> list[ApprovalRoute]:
    """The routes that the other countries of its parties have of their own; they inform, and hold up nothing here."""
    own = agreement.owner_city.country_id
    countries = dict.fromkeys(party.country_id for party in agreement.parties.all() if party.country_id != own)
    found = [_first_of([(country, agreement.type), (country, "")]) for country in countries]
    return [route for route in found if route is not None]


def _first_of(wanted: list[tuple[str | None, str]]) -> ApprovalRoute | None:
    routes = ApprovalRoute.objects.prefetch_related("steps").filter(agreement_type__in={key[1] for key in wanted})
    by_key = {(route.country_id, route.agreement_type): route for route in routes}
    return next((by_key[key] for key in wanted if key in by_key), None)


def lay_down_route(agreement: Agreement) -> None:
    """Add the steps of the routes that the record does not have yet, as open, and start their clocks.

    A later change of a route does not touch them: the record keeps the route it was submitted under.
    """
    route = route_for(agreement)
    if route is not None:
        _lay_down(agreement, route, Side.LEAD)
    for other in routes_beside(agreement):
        _lay_down(agreement, other, Side.PARTNER)
    keep_due_days(agreement)


def _lay_down(agreement: Agreement, route: ApprovalRoute, side: Side) -> None:
    # A route may ask for one kind twice (notice before signing, notice after): each step taken stands for one.
    taken: dict[str, list[Authorisation]] = defaultdict(list)
    for row in agreement.authorisations.filter(side=side):
        taken[row.kind].append(row)
    position = agreement.authorisations.count()
    for step in route.steps.all():
        if not taken[step.kind]:
            Authorisation.objects.create(
                agreement=agreement,
                side=side,
                position=position + step.position,
                kind=step.kind,
                authority_ar=step.authority_ar,
                authority_en=step.authority_en,
                **_law_of(step, side),
            )
        elif side == Side.LEAD:
            _hold_up_as(step, taken[step.kind].pop(0))
        else:
            taken[step.kind].pop(0)


def _law_of(step: ApprovalStep, side: Side) -> dict[str, Any]:
    """What the route says of a step; of the other side's we only keep how far it has come."""
    if side == Side.PARTNER:
        return {"blocks": Blocks.NOTHING, "recorded_by": Role.OFFICER}
    return {name: getattr(step, name) for name in ("blocks", "recorded_by", "clock_days", "clock_from", "on_lapse")}


def _hold_up_as(step: ApprovalStep, row: Authorisation) -> None:
    """A step people entered themselves holds up no less than the country's route says, and runs by its clock."""
    law = _law_of(step, Side.LEAD)
    if _WEIGHT[Blocks(row.blocks)] > _WEIGHT[Blocks(step.blocks)]:
        law["blocks"] = row.blocks
    for name, value in law.items():
        setattr(row, name, value)
    row.save()
