"""`yida`: one command a file."""

import click

from cli.check import check
from cli.database import migrate_command, seed_command
from cli.imports import import_command
from cli.people import erase_command, export_command, retain_command
from cli.run import run
from cli.simulate import simulate
from cli.staff import staff
from cli.train import train


@click.group(help="Yida 驿答: a Chinese customer-service assistant for logistics companies.")
def main() -> None:
    pass


COMMANDS = (
    run,
    simulate,
    train,
    import_command,
    export_command,
    erase_command,
    retain_command,
    check,
    migrate_command,
    seed_command,
    staff,
)
for command in COMMANDS:
    main.add_command(command)


if __name__ == "__main__":
    main()
