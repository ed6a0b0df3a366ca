"""`yida check`: every data file, all problems at once."""

import click

from backend.rules.check import problems


@click.command(help="Check every data file and report all problems at once.")
def check() -> None:
    found = problems()
    for problem in found:
        click.echo(problem, err=True)
    if found:
        raise SystemExit(1)
    click.echo("数据文件检查通过。")
