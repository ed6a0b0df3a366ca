"""What the tables hold of a person, and what an erasure leaves of it.

Numbers, amounts and clocks stay for the accounts and the figures; texts, names, phones and places
go. Rows that others point at come after those that point at them.
"""

from backend.access.models import Grant, GuessCounter
from backend.channels.models import Arrival, Mirror, Window
from backend.codes.models import OneTimeCode
from backend.conversations.models import (
    Attachment,
    Conversation,
    Message,
    OutboxEntry,
    Rating,
    Receipt,
    Session,
    Turn,
)
from backend.customers.models import ContactPoint, Customer
from backend.desk.models import Case, Note
from backend.invoices.models import Invoice
from backend.links.models import ChannelLink, LinkCode
from backend.notices.models import Notice, NoticeConsent
from backend.orders.models import Order, OrderItem
from backend.payouts.models import Payout
from backend.people.holding import Holding, all_of
from backend.people.whose import Whose
from backend.pickups.models import Pickup
from backend.returns.models import Return, ReturnItem
from backend.reviews.models import Review, Vote
from backend.shipments.models import Shipment, TraceEvent
from backend.staff.models import AuditEntry
from backend.surveys.models import Survey
from backend.tickets.models import Ticket, TicketEvent

SENDER = (
    Shipment.sender_name,
    Shipment.sender_phone,
    Shipment.sender_city,
    Shipment.sender_address,
    Shipment.goods,
)
RECIPIENT = (
    Shipment.recipient_name,
    Shipment.recipient_phone,
    Shipment.recipient_city,
    Shipment.recipient_address,
    Shipment.signed_by,
    Shipment.pickup_point,
)
PARCEL = (
    Shipment.waybill_no,
    Shipment.carrier_code,
    Shipment.state,
    Shipment.goods,
    Shipment.weight_g,
    Shipment.created_at,
    Shipment.signed_at,
)
ADDRESS = (
    Order.recipient_name,
    Order.recipient_phone,
    Order.recipient_city,
    Order.recipient_address,
)
PICKUP = (
    Pickup.contact_name,
    Pickup.contact_phone,
    Pickup.city,
    Pickup.address,
    Pickup.destination_city,
    Pickup.goods,
)
CASE = (Case.summary, Case.result, Case.category)
INVOICE = (Invoice.title, Invoice.tax_no, Invoice.email)

MESSAGES = (
    Holding(Whose.MESSAGE, Vote.message_id, told=all_of(Vote)),
    Holding(Whose.MESSAGE, Review.message_id),
    Holding(Whose.MESSAGE, Receipt.message_id, blank=(Receipt.message_id,)),
    Holding(Whose.CONVERSATION, OutboxEntry.conversation_id),
    Holding(Whose.CONVERSATION, Turn.conversation_id),
    Holding(
        Whose.CONVERSATION,
        Message.conversation_id,
        told=all_of(Message, Message.client_id, Message.body_hash, Message.member_id, Message.nlu),
    ),
)
CONVERSATIONS = (
    Holding(Whose.CONVERSATION, Attachment.conversation_id, told=all_of(Attachment)),
    Holding(Whose.CONVERSATION, Note.conversation_id, told=(Note.kind, Note.text, Note.at)),
    Holding(Whose.CONVERSATION, Case.conversation_id, CASE, (Case.opened_at, *CASE)),
    Holding(Whose.CONVERSATION, Rating.conversation_id, (Rating.comment,), all_of(Rating)),
    Holding(Whose.CONVERSATION, Session.conversation_id),
    Holding(Whose.CONVERSATION, Grant.conversation_id),
    Holding(Whose.CONVERSATION, OneTimeCode.conversation_id),
    Holding(
        Whose.CONVERSATION,
        Conversation.id,
        (Conversation.customer_id, Conversation.channel_user),
        (
            Conversation.id,
            Conversation.channel,
            Conversation.channel_user,
            Conversation.state,
            Conversation.created_at,
        ),
    ),
    Holding(Whose.CHANNEL_USER, (Window.channel, Window.channel_user)),
    Holding(Whose.CHANNEL_USER, (Mirror.channel, Mirror.channel_user)),
    Holding(Whose.ARRIVAL, Arrival.id, told=(Arrival.channel, Arrival.body, Arrival.created_at)),
    Holding(Whose.PHONE, OneTimeCode.phone),
    Holding(Whose.COUNTED, GuessCounter.key),
    Holding(Whose.AUDITED, AuditEntry.object, blank=(AuditEntry.detail,)),
)
BUSINESS = (
    Holding(Whose.ORDER, OrderItem.order_id, (), all_of(OrderItem)),
    Holding(Whose.ORDER, Order.id, ADDRESS, all_of(Order, Order.merchant_id)),
    Holding(Whose.ADDRESSED, Order.id, ADDRESS, (Order.order_no, *ADDRESS), "orders_of_others"),
    Holding(Whose.PASSED, TraceEvent.shipment_id, (TraceEvent.text,), all_of(TraceEvent)),
    Holding(Whose.SENT, Shipment.id, SENDER, (*PARCEL, *SENDER[:-1]), "shipments_sent"),
    Holding(Whose.RECEIVED, Shipment.id, RECIPIENT, (*PARCEL, *RECIPIENT), "shipments_received"),
    Holding(Whose.TICKET, TicketEvent.ticket_id, (TicketEvent.note,), all_of(TicketEvent)),
    Holding(Whose.TICKET, Payout.ticket_id, (Payout.reason,), all_of(Payout)),
    Holding(Whose.TICKET, Ticket.id, (Ticket.summary,), all_of(Ticket, Ticket.assignee_id)),
    Holding(Whose.PICKUP, Pickup.id, PICKUP, all_of(Pickup)),
    Holding(Whose.RETURN, ReturnItem.return_id, (ReturnItem.exchange_for,), all_of(ReturnItem)),
    Holding(Whose.RETURN, Return.id, (Return.reason,), all_of(Return)),
    Holding(Whose.INVOICE, Invoice.id, INVOICE, all_of(Invoice)),
    Holding(Whose.SURVEY, Survey.id, (Survey.comment,), all_of(Survey)),
    Holding(Whose.NOTICE, Notice.id, told=all_of(Notice)),
)
ACCOUNT = (
    Holding(Whose.CUSTOMER, NoticeConsent.customer_id, told=all_of(NoticeConsent)),
    Holding(Whose.CUSTOMER, ChannelLink.customer_id, told=all_of(ChannelLink)),
    Holding(Whose.CUSTOMER, LinkCode.customer_id),
    Holding(Whose.CUSTOMER, ContactPoint.customer_id, told=all_of(ContactPoint)),
    Holding(
        Whose.CUSTOMER,
        Customer.id,
        (Customer.external_id, Customer.name, Customer.account_owner),
        all_of(Customer),
    ),
)
HOLDINGS = (*MESSAGES, *CONVERSATIONS, *BUSINESS, *ACCOUNT)
