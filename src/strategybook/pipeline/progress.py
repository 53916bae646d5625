"""A plugin of pytask: say what is done, how long it took and how far the run is.

pytask's own table is redrawn in place, which a log file or a Windows console shows badly.
"""

import time

import pytask

_ENDS = {
    pytask.TaskOutcome.SUCCESS: "done",
    pytask.TaskOutcome.FAIL: "FAILED",
    pytask.TaskOutcome.SKIP_PREVIOUS_FAILED: "left as it was, since something before it failed",
}
_started: dict[str, float] = {}
_ended: list[str] = []


def shown_name(task: pytask.PTask) -> str:
    """Return what a person calls a task: `task_chapter[egovernment-en]` is `egovernment-en`."""
    name = getattr(task, "base_name", task.name).removeprefix("task_").removeprefix("chapter")
    if "[" not in name:
        return name.replace("_", " ")
    kind, _, detail = name.rstrip("]").partition("[")
    return f"{kind.replace('_', ' ')} {detail}".strip()


@pytask.hookimpl
def pytask_execute_task_log_start(task: pytask.PTask) -> None:
    """Note when a task starts."""
    _started[task.name] = time.monotonic()


@pytask.hookimpl
def pytask_execute_task_log_end(session: pytask.Session, report: pytask.ExecutionReport) -> None:
    """Say how a task ended, unless there was nothing to do."""
    _ended.append(report.task.name)
    if report.outcome not in _ENDS:
        return
    seconds = time.monotonic() - _started[report.task.name]
    far = f"[{len(_ended)}/{len(session.tasks)}]"
    print(f"{far} {shown_name(report.task)}: {_ENDS[report.outcome]} ({seconds:.1f} s)", flush=True)
