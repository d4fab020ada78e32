"""What an installation needs to run: its day, its log, Django's own commands."""

import click


@click.group()
def activity():
    """The log of who did and who read what."""


@activity.command("verify")
def activity_verify():
    """Prove that no line of the log was changed, removed, added or moved."""
    from lineofsight.web import command_line

    click.echo(command_line.verify_activity())


@click.command("run-due")
def run_due():
    """Do what the calendar asks for today: release audits, fall due, remind. Safe to repeat."""
    from lineofsight.web import command_line

    click.echo(command_line.run_due())


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments):
    """Django's own commands: migrate, createsuperuser, check …"""
    from lineofsight.web import command_line

    command_line.manage(arguments)
