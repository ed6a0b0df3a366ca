"""`yida`: one command a file."""

import click

from cli.check import check
from cli.database import migrate_command, seed_command
from cli.imports import import_command
from cli.run import run
from cli.train import train


@click.group(help="Yida 驿答: a Chinese customer-service assistant for logistics companies.")
def main() -> None:
    pass


for command in (run, train, import_command, check, migrate_command, seed_command):
    main.add_command(command)


if __name__ == "__main__":
    main()
