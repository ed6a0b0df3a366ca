"""Staff's work on tickets, reviews and models"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("tickets") as tickets:
        tickets.add_column(sa.Column("assignee_id", sa.Integer(), nullable=True))
        tickets.create_foreign_key(
            op.f("fk_tickets_assignee_id_staff_members"), "staff_members", ["assignee_id"], ["id"]
        )
        tickets.create_index(op.f("ix_tickets_assignee_id"), ["assignee_id"])
    op.create_table(
        "payouts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=True),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("granted_by", sa.String(80), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_payouts_amount_positive")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_payouts_customer_id_customers")
        ),
        sa.ForeignKeyConstraint(
            ["return_id"], ["returns.id"], name=op.f("fk_payouts_return_id_returns")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_payouts_ticket_id_tickets")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payouts")),
        sa.UniqueConstraint("return_id", name=op.f("uq_payouts_return_id")),
    )
    for column in ("ticket_id", "customer_id", "granted_at"):
        op.create_index(op.f(f"ix_payouts_{column}"), "payouts", [column])
    op.create_table(
        "reviews",
        sa.Column("message_id", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(24), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("suggested", sa.String(80), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.String(24), nullable=True),
        sa.Column("intent", sa.String(80), nullable=True),
        sa.Column("entities", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["staff_members.id"], name=op.f("fk_reviews_decided_by_staff_members")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_reviews_message_id_messages")
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_reviews")),
    )
    op.create_index(op.f("ix_reviews_state"), "reviews", ["state", "created_at"])
    op.create_table(
        "message_votes",
        sa.Column("message_id", sa.String(32), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("voted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_message_votes_message_id_messages")
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_message_votes")),
    )
    op.create_table(
        "engine_models",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("file", sa.String(80), nullable=False),
        sa.Column("base", sa.String(80), nullable=True),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("slot", sa.String(24), nullable=True),
        sa.Column("progress", sa.Float(), nullable=False),
        sa.Column("examples", sa.Integer(), nullable=False),
        sa.Column("report", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("problem", sa.String(500), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(64), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("requested_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["requested_by"],
            ["staff_members.id"],
            name=op.f("fk_engine_models_requested_by_staff_members"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engine_models")),
        sa.UniqueConstraint("file", name=op.f("uq_engine_models_file")),
        sa.UniqueConstraint("slot", name=op.f("uq_engine_models_slot")),
    )
    op.create_index(op.f("ix_engine_models_created_at"), "engine_models", ["created_at"])


def downgrade() -> None:
    op.drop_table("engine_models")
    op.drop_table("message_votes")
    op.drop_table("reviews")
    op.drop_table("payouts")
    with op.batch_alter_table("tickets") as tickets:
        tickets.drop_index(op.f("ix_tickets_assignee_id"))
        tickets.drop_constraint(op.f("fk_tickets_assignee_id_staff_members"), type_="foreignkey")
        tickets.drop_column("assignee_id")
