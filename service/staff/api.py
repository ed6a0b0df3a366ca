"""Every staff endpoint. A resource is a module with a table `ENDPOINTS`, listed here."""

from service.staff.access import AnyStaffEndpoint
from service.staff.account import endpoints as account
from service.staff.customers import endpoints as customers
from service.staff.customers import follow_ups
from service.staff.desk import actions as desk_actions
from service.staff.desk import files, live, replies, searching, suggestions, transcripts
from service.staff.desk import reading as desk_reading
from service.staff.figures import endpoints as figures
from service.staff.members import endpoints as members
from service.staff.members import trail
from service.staff.models import endpoints as models
from service.staff.reviews import endpoints as reviews
from service.staff.tickets import endpoints as tickets

RESOURCES = (
    account,
    members,
    trail,
    desk_reading,
    desk_actions,
    files,
    live,
    replies,
    searching,
    suggestions,
    transcripts,
    tickets,
    customers,
    follow_ups,
    figures,
    reviews,
    models,
)

ENDPOINTS: tuple[AnyStaffEndpoint, ...] = tuple(
    endpoint for resource in RESOURCES for endpoint in resource.ENDPOINTS
)
