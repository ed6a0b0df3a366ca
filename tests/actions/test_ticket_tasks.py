from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine
from tasking import Talk, asked, done, known, number

from actions.claims import FileClaim
from actions.complaints import FileComplaint
from actions.signing_in import IDENTITY
from actions.task import Ask, Done
from actions.tickets import QueryTicket, UrgeTicket
from actions.turn import Entity
from actions.withdrawal import WithdrawRequest
from backend.database import reading
from backend.tickets.models import Ticket, TicketPriority, TicketState

DAMAGED = number("waybill_no", "SF1310000000021")
OUT = number("waybill_no", "SF1234567890123")
SIGNED = number("waybill_no", "YT7700000000011")
FACTS = "快递员没打电话就把包裹扔在楼下，态度很差，要求道歉"


async def complain(engine: AsyncEngine, facts: str = FACTS) -> str:
    """As a visitor, about no parcel."""
    talk = Talk(engine, FileComplaint())
    assert asked(await talk.say(facts, intent="file_complaint")) == "complaint_parcel"
    return str(done(await talk.say("没有", intent="deny")).values["ticket_no"])


async def the_ticket(engine: AsyncEngine, ticket_no: str) -> Ticket:
    async with reading(engine) as session:
        return (await session.scalars(select(Ticket).where(Ticket.ticket_no == ticket_no))).one()


async def test_a_claim_is_filed_with_an_estimate_and_what_it_needs(engine: AsyncEngine) -> None:
    talk = Talk(engine, FileClaim(), await known(engine, "demo-wang"))
    assert asked(await talk.say("要理赔", DAMAGED, intent="file_claim")) == "claim_kind"
    assert asked(await talk.say("摔坏了")) == "claim_value"
    outcome = await talk.say("300元", Entity("amount", "300元", {"fen": 30000}))
    assert isinstance(outcome, Done)
    first, estimate, evidence = outcome.replies
    ticket = await the_ticket(engine, str(first.values["ticket_no"]))
    assert ticket.facts["declared_value_fen"] == 30000
    assert estimate.values["clause"] == ticket.facts["clause"]
    assert evidence.response == "utter_claims_evidence"


async def test_a_value_may_be_unknown(engine: AsyncEngine) -> None:
    talk = Talk(engine, FileClaim(), await known(engine, "demo-wang"))
    await talk.say("碎了，赔", DAMAGED, intent="file_claim")
    reply = done(await talk.say("不清楚"))
    ticket = await the_ticket(engine, str(reply.values["ticket_no"]))
    assert ticket.facts["declared_value_fen"] is None


async def test_what_is_signed_for_is_not_lost(engine: AsyncEngine) -> None:
    talk = Talk(engine, FileClaim(), await known(engine, "demo-lin"))
    assert done(await talk.say("丢了", SIGNED)).response == "utter_claims_signed"


async def test_a_complaint_needs_no_parcel_but_what_happened(engine: AsyncEngine) -> None:
    talk = Talk(engine, FileComplaint())
    assert asked(await talk.say("我要投诉", intent="file_complaint")) == "complaint_facts"
    assert asked(await talk.say("快递员把箱子踢进门")) == "complaint_parcel"
    assert asked(await talk.say("没有单号", intent="deny")) == "complaint_wish"
    reply = done(await talk.say("让他重新送"))
    ticket = await the_ticket(engine, str(reply.values["ticket_no"]))
    assert ticket.statutory_due is not None
    assert (ticket.statutory_due - ticket.created_at).days == 7
    assert ticket.facts["wish"] == "让他重新送"
    assert "踢进门" in ticket.summary


async def test_a_word_of_the_regulator_makes_it_urgent(engine: AsyncEngine) -> None:
    ticket = await the_ticket(engine, await complain(engine, FACTS + "，不然打12305"))
    assert ticket.priority is TicketPriority.URGENT


async def test_a_complaint_about_a_parcel_wants_its_phone(engine: AsyncEngine) -> None:
    talk = Talk(engine, FileComplaint())
    assert asked(await talk.say(FACTS, OUT, intent="file_complaint")) == "phone_tail"
    reply = done(await talk.say("1234", number("phone_tail", "1234")))
    ticket = await the_ticket(engine, str(reply.values["ticket_no"]))
    assert ticket.shipment_id is not None


async def test_the_only_ticket_is_shown_and_hurried(engine: AsyncEngine) -> None:
    ticket_no = await complain(engine)
    reply = done(await Talk(engine, QueryTicket()).say("处理得怎样了"))
    assert (reply.response, reply.values["ticket_no"]) == ("utter_tickets_under_way", ticket_no)
    assert reply.card is not None
    assert done(await Talk(engine, UrgeTicket()).say("催")).response == "utter_tickets_urged"


async def test_anothers_ticket_reads_like_none(engine: AsyncEngine) -> None:
    async with reading(engine) as session:
        foreign = (await session.scalars(select(Ticket.ticket_no).limit(1))).one()
    for ticket_no in (foreign, "GD202001010001"):
        outcome = await Talk(engine, QueryTicket()).say("查", number("ticket_no", ticket_no))
        assert isinstance(outcome, Ask)
        assert outcome.replies[0].response == "utter_tickets_not_found"


async def test_a_complaint_is_withdrawn_after_a_yes(engine: AsyncEngine) -> None:
    ticket_no = await complain(engine)
    talk = Talk(engine, WithdrawRequest())
    assert asked(await talk.say("投诉撤了吧", intent="withdraw_request")) == "withdraw_confirmed"
    assert (await the_ticket(engine, ticket_no)).state is TicketState.OPEN
    reply = done(await talk.say("好", intent="affirm"))
    assert reply.response == "utter_withdrawal_ticket_done"
    assert (await the_ticket(engine, ticket_no)).state is TicketState.WITHDRAWN
    again = Talk(engine, WithdrawRequest())
    await again.say("撤", number("ticket_no", ticket_no))
    too_late = done(await again.say("好", intent="affirm"))
    assert too_late.response == "utter_withdrawal_ticket_too_late"


async def test_there_may_be_nothing_to_withdraw(engine: AsyncEngine) -> None:
    outcome = await Talk(engine, WithdrawRequest()).say("撤销")
    assert asked(outcome) == IDENTITY
    assert isinstance(outcome, Ask)
    assert outcome.replies[0].response == "utter_withdrawal_none_here"
