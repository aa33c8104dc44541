<%!
def written(body, otherwise):
    lines = [line for line in body.splitlines() if line.strip() != "pass" and not line.lstrip().startswith("# ###")]
    return "\n".join(lines).strip() or f"# {otherwise}"
%>\
"""${message[:1].upper()}${message[1:].rstrip(".")}."""

import sqlalchemy as sa
from alembic import op

${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    """Brings the tables to this revision."""
    ${written(upgrades, "The models are as they were: write what changes, for both engines.")}


def downgrade() -> None:
    """Takes the tables back to the revision before."""
    ${written(downgrades, "Write the opposite of upgrade.")}
