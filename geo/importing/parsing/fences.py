"""Kernel fences around the parsing process: no files but the upload, no network, no excess.

All of them are irrevocable for the process that raises them and need no privileges. Where the
system lacks one, the others still hold and :func:`geo.importing.process.fence_status` says so.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from geo.importing.parsing.limits import Limits

FENCES = ("memory", "cpu_time", "file_size", "open_files", "core_dump", "landlock", "seccomp")

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2


def die_with(parent: int) -> None:
    """End this process together with the one that started it, where the system can do that.

    Parameters
    ----------
    parent
        Process id of that one; if it is gone already, this process ends at once.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def raise_fences(folder: Path, limits: Limits) -> dict[str, bool]:
    """Fence the current process in.

    Parameters
    ----------
    folder
        The only folder that stays readable and writable besides the installed libraries.
    limits
        Give memory, processor time and file size.

    Returns
    -------
    dict of str to bool
        Which of :data:`FENCES` stand.
    """
    standing = dict.fromkeys(FENCES, False)
    standing |= _limit_resources(limits)
    if sys.platform == "linux":
        standing["landlock"] = _restrict_files(folder)
        standing["seccomp"] = _restrict_system_calls()
    return standing


def _limit_resources(limits: Limits) -> dict[str, bool]:
    try:
        import resource
    except ImportError:  # Windows has none of them
        return {}
    wanted = {
        "memory": (resource.RLIMIT_AS, limits.memory_bytes),
        "cpu_time": (resource.RLIMIT_CPU, limits.cpu_s),
        "file_size": (resource.RLIMIT_FSIZE, limits.unpacked_bytes),
        "open_files": (resource.RLIMIT_NOFILE, 64),
        "core_dump": (resource.RLIMIT_CORE, 0),
    }
    standing = {}
    for name, (kind, value) in wanted.items():
        try:
            resource.setrlimit(kind, (value, value))
        except (OSError, ValueError):
            standing[name] = False
        else:
            standing[name] = True
    return standing


# --- Landlock: which files -----------------------------------------------------------------
#
# A ruleset names the kinds of access it controls; a rule gives some of them back below one
# folder. The numbers of the system calls are the same on every architecture.

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_RULE_PATH_BENEATH = 1
_VERSION = 1
_READ = 1 << 2 | 1 << 3  # read a file, list a folder
_WRITE = 1 << 1 | 1 << 5 | 1 << 8 | 1 << 14  # write, delete, create, truncate a file
_FILE_ONLY = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14  # accesses that make sense for a single file
_KNOWN_ACCESS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_TCP = 1 << 0 | 1 << 1  # bind, connect: since version 4
_SCOPES = 1 << 0 | 1 << 1  # abstract Unix sockets, signals to others: since version 6


def _restrict_files(folder: Path) -> bool:
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION))
    if version < 1:
        return False
    handled = _KNOWN_ACCESS[max(known for known in _KNOWN_ACCESS if known <= version)]
    fields = [handled] + [_TCP] * (version >= 4) + [_SCOPES] * (version >= 6)
    attributes = struct.pack(f"<{len(fields)}Q", *fields)
    ruleset = libc.syscall(
        _CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), ctypes.c_uint32(0)
    )
    if ruleset < 0:
        return False
    try:
        for path in _library_paths():
            _allow(libc, ruleset, path, _READ & handled)
        _allow(libc, ruleset, folder, (_READ | _WRITE) & handled)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        return bool(libc.syscall(_RESTRICT_SELF, ruleset, ctypes.c_uint32(0)) == 0)
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, access: int) -> None:
    try:
        handle = os.open(path, getattr(os, "O_PATH", 0) | os.O_CLOEXEC)
    except OSError:  # a usual folder that this system does not have
        return
    try:
        if not path.is_dir():
            access &= _FILE_ONLY
        rule = struct.pack("<Qi", access, handle)
        libc.syscall(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, rule, ctypes.c_uint32(0))
    finally:
        os.close(handle)


def _library_paths() -> Iterable[Path]:
    """Return what Python needs to load the parsers: code, no settings and no data."""
    yield Path(__file__).parents[2]
    paths = sysconfig.get_paths()
    yield from {Path(paths[name]) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    yield from map(Path, ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib"))
    yield from map(Path, ("/etc/ld.so.cache", "/dev/urandom", "/proc/self/maps"))


# --- seccomp: which system calls -----------------------------------------------------------
#
# A tiny program that the kernel runs before each system call. It refuses every socket, whatever
# its family (the network, but also local services), starting programs and processes (one could
# outlive this one; threads are allowed), looking into other processes, opening files by handle
# (past Landlock) and io_uring (past this filter).

_REFUSED_CALLS = {
    # socket, io_uring_setup, execve, execveat, ptrace, process_vm_readv, process_vm_writev,
    # open_by_handle_at, pidfd_getfd; then fork and vfork, which only one architecture has
    "x86_64": (0xC000003E, (41, 425, 59, 322, 101, 310, 311, 304, 438, 57, 58)),
    "aarch64": (0xC00000B7, (198, 425, 221, 281, 117, 270, 271, 265, 438)),
}
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435  # its arguments cannot be looked at; where it is missing, clone is used
_CLONE_THREAD = 0x10000
_LOAD_WORD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_IF_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER_OFFSET, _ARCHITECTURE_OFFSET, _FIRST_ARGUMENT_OFFSET = 0, 4, 16
_X32_BIT = 0x40000000
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_REFUSE, _MISSING = 0x00050000 | 13, 0x00050000 | 38  # EACCES, ENOSYS


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _restrict_system_calls() -> bool:
    try:
        architecture, calls = _REFUSED_CALLS[platform.machine()]
    except KeyError:
        return False
    code = b"".join(_filter(architecture, calls, _CLONE[platform.machine()]))
    program = _Program(len(code) // 8, code)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    done = libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)
    return bool(done == 0)


def _filter(architecture: int, calls: tuple[int, ...], clone: int) -> Iterable[bytes]:
    """Yield the instructions: code, jump if true, jump if false, operand."""
    instruction = struct.Struct("<HBBI")
    yield instruction.pack(_LOAD_WORD, 0, 0, _ARCHITECTURE_OFFSET)
    yield instruction.pack(_JUMP_EQUAL, 1, 0, architecture)
    yield instruction.pack(_RETURN, 0, 0, _KILL)  # calls of another architecture: nobody needs them
    yield instruction.pack(_LOAD_WORD, 0, 0, _NUMBER_OFFSET)
    yield instruction.pack(_JUMP_AT_LEAST, len(calls) + 5, 0, _X32_BIT)
    for remaining, call in zip(range(len(calls), 0, -1), calls, strict=True):
        yield instruction.pack(_JUMP_EQUAL, remaining + 4, 0, call)
    yield instruction.pack(_JUMP_EQUAL, 5, 0, _CLONE3)
    yield instruction.pack(_JUMP_EQUAL, 0, 2, clone)
    yield instruction.pack(_LOAD_WORD, 0, 0, _FIRST_ARGUMENT_OFFSET)
    yield instruction.pack(_JUMP_IF_SET, 0, 1, _CLONE_THREAD)
    yield instruction.pack(_RETURN, 0, 0, _ALLOW)
    yield instruction.pack(_RETURN, 0, 0, _REFUSE)
    yield instruction.pack(_RETURN, 0, 0, _MISSING)
