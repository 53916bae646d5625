"""The pipeline: bring up to date what depends on a change, or only render what is there."""

from pathlib import Path

import pytask

from strategybook import paths, seal
from strategybook.disk import refusal, refusal_in
from strategybook.errors import UserError
from strategybook.files import write_text
from strategybook.language import LANGUAGES
from strategybook.pipeline import gate, site
from strategybook.pipeline.progress import shown_name
from strategybook.pipeline.run import Run
from strategybook.pipeline.whole import all_or_nothing

TASKS = paths.ROOT / "tasks"
WORKERS = 2
AS_IT_WAS = "What is committed is as it was; what this run has made, the next one goes on from."


def _config_file(run: Run) -> Path:
    """Return the file beside which pytask keeps its lock file: the outputs' own."""
    if run.is_the_book:
        return paths.ROOT / "pyproject.toml"
    file = run.root / "pyproject.toml"
    write_text(file, "[tool.pytask.ini_options]\n")
    return file


def _complaint(report: pytask.ExecutionReport) -> str:
    kind, error, trace = report.exc_info
    if issubclass(kind, UserError):
        return str(error)
    if issubclass(kind, OSError) and (sentence := refusal(error)):
        return str(sentence)
    where = shown_name(report.task)
    return f"{where}: an error in the project itself: {kind.__name__}: {error}\n{trace}"


def _not_collected(report: str) -> UserError:
    """Return why pytask itself could not go on, such as a disk too full for its lock file."""
    sentence = refusal_in(report, "pytask.lock")
    return sentence or UserError(f"The tasks could not be collected:\n{report}")


def render(run: Run) -> None:
    """Render the pages of a run as they are, if the gate lets every chapter pass.

    Raises
    ------
    UserError
        Where a chapter may not be published, or Sphinx warns; the site is then as it was.
    """
    for language in LANGUAGES:
        gate.check_folder(run.book / language)
    site.build(run.root, run.html)


def _run_tasks(config: Path) -> tuple[pytask.Session, str]:
    """Run what is out of date, and return pytask's session and report.

    The report is kept back: `progress` says what matters, and failures are one sentence each. It
    is shown where pytask could not even start.
    """
    with pytask.console.capture() as report:
        session = pytask.build(paths=[TASKS], config=config, n_workers=WORKERS, verbose=0)
    return session, report.get()


def _drop_broken_lock(config: Path, report: str) -> bool:
    """Remove a lock file that pytask could not read; tell whether there was one.

    A power cut or a merge leaves such. Without it all is made again.
    """
    is_broken = "LockfileError" in report
    if is_broken:
        config.with_name("pytask.lock").unlink()
    return is_broken


def bring_up_to_date(run: Run) -> None:
    """Bring everything of a run up to date.

    Raises
    ------
    UserError
        With the sentence of each file of figures that was changed since it was added, and nothing
        is made; or of each task that failed, and what is committed is then as it was.
    """
    seal.check()
    run.to_environment()
    if not run.is_the_book:
        _make_all(_config_file(run))
        return
    try:
        with all_or_nothing():
            _make_all(_config_file(run))
    except UserError as error:
        raise UserError(f"{error}\n{AS_IT_WAS}") from None


def _make_all(config: Path) -> None:
    """Make what is out of date; raise UserError where not all could be made."""
    session, report = _run_tasks(config)
    if _drop_broken_lock(config, report):
        session, report = _run_tasks(config)
    failures = [one for one in session.execution_reports if one.outcome == pytask.TaskOutcome.FAIL]
    if failures:
        raise UserError("\n".join(map(_complaint, failures)))
    if session.exit_code != pytask.ExitCode.OK:
        raise _not_collected(report)
