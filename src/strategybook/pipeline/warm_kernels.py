"""Kernels that start warm: forked from a process that has imported what every chapter uses.

Importing pandas, matplotlib and the kernel itself takes a kernel longer than most chapters take to
run. Here one process imports them once, and each kernel is a fork of it: a state as clean as that
of a new process, since nothing of the project was imported or run in it. Where processes cannot
be forked, such as on Windows, kernels start as Jupyter starts them.
"""

import functools
import multiprocessing
import os
import signal
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

# Third-party modules alone: the project's own may hold what they read.
IMPORTED = [
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "loky.backend.context",  # by its name a worker of loky tells its forks how they start
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib_inline.backend_inline",
    "matplotlib.pyplot",
    "pandas",
    "scipy.stats",
]


def _has_forks() -> bool:
    return "forkserver" in multiprocessing.get_all_start_methods()


@functools.cache
def _forks() -> Any:
    """Return the context whose processes are forks of one that has imported `IMPORTED`."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(IMPORTED)
    return context


def _run_kernel(connection_file: str, folder: str, environment: dict[str, str]) -> None:
    """Be a kernel: the fork's whole work."""
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    # As in a kernel that Jupyter starts: to the code that it runs, it is no worker of a run.
    multiprocessing.process._parent_process = None
    from ipykernel.kernelapp import launch_new_instance

    # The kernel ends by itself when the process that it is a fork of has ended.
    parent = f"--IPKernelApp.parent_handle={os.getppid()}"
    launch_new_instance(argv=["-f", connection_file, parent])


class _Fork:
    """A forked process with the face of `subprocess.Popen`, as far as a provisioner looks at it."""

    stdin = stdout = stderr = None

    def __init__(self, *arguments: Any) -> None:
        self._process = _forks().Process(target=_run_kernel, args=arguments, daemon=False)
        self._process.start()
        self.pid = self._process.pid

    def poll(self) -> int | None:
        """Return the exit status, or None while the process lives."""
        return self._process.exitcode

    def wait(self) -> int | None:
        """Wait until the process has ended, and return its exit status."""
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the process has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the process."""
        self.send_signal(signal.SIGKILL)


class WarmProvisioner(LocalProvisioner):
    """Gives a kernel as a fork, where Jupyter's own starts a new Python."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork a kernel for the connection file that the command names."""
        connection_file = cmd[cmd.index("-f") + 1]
        self.cwd = str(kwargs.get("cwd") or os.getcwd())
        self.process = _Fork(connection_file, self.cwd, dict(kwargs.get("env") or os.environ))
        self.pid = self.process.pid
        return self.connection_info


def _is_ours(spec: KernelSpec) -> bool:
    """Tell whether a kernel is Python's own, which a fork of this Python can be."""
    return "ipykernel_launcher" in spec.argv


class WarmKernelManager(AsyncKernelManager):
    """Starts kernels warm where processes can be forked, and as Jupyter does elsewhere."""

    async def _async_pre_start_kernel(self, **options: Any) -> Any:
        if self.provisioner is None and _has_forks() and _is_ours(self.kernel_spec):
            self.provisioner = WarmProvisioner(
                kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self
            )
        return await super()._async_pre_start_kernel(**options)
