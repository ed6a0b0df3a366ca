"""What a cancelled order was before"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("orders", sa.Column("cancelled_from", sa.String(length=24), nullable=True))


def downgrade() -> None:
    op.drop_column("orders", "cancelled_from")
