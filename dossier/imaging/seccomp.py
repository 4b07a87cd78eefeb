"""A wall around the kernel: a seccomp filter shuts off sockets, programs, other processes and their files' rights."""

import ctypes
import errno
import os
import platform
import socket
import struct
import sys

_PR_SET_SECCOMP, _MODE_FILTER = 22, 2
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # linux/bpf_common.h
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data, its low half first
_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000
_CLONE_THREAD = 0x10000
_X32_BIT = 0x40000000

_MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
"""Machine → its AUDIT_ARCH, and the column of the tables below."""

_SHUT: dict[str, tuple[tuple[int | None, int | None], ...]] = {
    # socket, socketpair, connect, bind, listen, accept, accept4
    "network": ((41, 198), (53, 199), (42, 203), (49, 200), (50, 201), (43, 202), (288, 242)),
    # execve, execveat, fork, vfork
    "programs": ((59, 221), (322, 281), (57, None), (58, None)),
    # ptrace, process_vm_readv, process_vm_writev, kill, tkill, rt_sigqueueinfo, rt_tgsigqueueinfo, pidfd_open,
    # pidfd_send_signal, pidfd_getfd, setpriority
    "processes": (
        *((101, 117), (310, 270), (311, 271), (62, 129), (200, 130), (129, 138), (297, 240), (434, 434)),
        *((424, 424), (438, 438), (141, 140)),
    ),
    # chmod, fchmod, fchmodat, fchmodat2, chown, lchown, fchown, fchownat, setxattr ×3, removexattr ×3, utime, utimes,
    # futimesat, utimensat, mknod, mknodat: Landlock leaves these alone
    "rights": (
        *((90, None), (91, 52), (268, 53), (452, 452), (92, None), (94, None), (93, 55), (260, 54)),
        *((188, 5), (189, 6), (190, 7), (197, 14), (198, 15), (199, 16)),
        *((132, None), (235, None), (261, None), (280, 88), (133, None), (259, 33)),
    ),
    # shmget, shmat, shmctl, msgget, msgsnd, msgrcv, msgctl, semget, semop, semtimedop, semctl, mq_open, mq_unlink
    "shared memory": (
        *((29, 194), (30, 196), (31, 195), (68, 186), (69, 189), (70, 188), (71, 187)),
        *((64, 190), (65, 193), (220, 192), (66, 191), (240, 180), (241, 181)),
    ),
    # mount, umount2, pivot_root, chroot, unshare, setns, open_by_handle_at, open_tree, move_mount, fsopen, fsconfig,
    # fsmount, fspick, mount_setattr
    "mounts": (
        *((165, 40), (166, 39), (155, 41), (161, 51), (272, 97), (308, 268), (304, 265)),
        *((428, 428), (429, 429), (430, 430), (431, 431), (432, 432), (433, 433), (442, 442)),
    ),
    # bpf, keyctl, add_key, request_key, io_uring_setup, io_uring_enter, io_uring_register, userfaultfd,
    # perf_event_open, init_module, finit_module, delete_module, kexec_load, kexec_file_load, reboot, swapon, swapoff,
    # settimeofday, clock_settime, sethostname, setdomainname, acct, quotactl, syslog, iopl, ioperm
    "kernel": (
        *((321, 280), (250, 219), (248, 217), (249, 218), (425, 425), (426, 426), (427, 427), (323, 282)),
        *((298, 241), (175, 105), (313, 273), (176, 106), (246, 104), (320, 294), (169, 142), (167, 224)),
        *((168, 225), (164, 170), (227, 112), (170, 161), (171, 162), (163, 89), (179, 60), (103, 116)),
        *((172, None), (173, None)),
    ),
}
_CLONE, _CLONE3, _TGKILL, _PRLIMIT = (56, 220), (435, 435), (234, 131), (302, 261)
_SOCKET, _BIND, _LISTEN, _EXECVE = (41, 198), (49, 200), (50, 201), (59, 221)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def wall_in(*, becomes_a_program: bool = False) -> bool:
    """Shut those system calls off for good, threads to come included; tell whether the wall stands.

    `no_new_privs` must be set. A call that is shut off fails with EPERM; threads may still be made. A process that
    `becomes_a_program` may do so; it may also make a socket within this machine, which leads nowhere: it is told that
    others could reach it there, and nothing is there.
    """
    if sys.platform != "linux" or platform.machine() not in _MACHINES:
        return False
    code = _filter(*_MACHINES[platform.machine()], becomes_a_program=becomes_a_program)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(length=len(code) // 8, filter=ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0) == 0)


def _filter(architecture: int, column: int, *, becomes_a_program: bool) -> bytes:
    """Write the filter as the kernel reads it (struct sock_filter, seccomp(2))."""
    refuse = _step(_RETURN, _FAIL | errno.EPERM)
    code = _step(_LOAD, _ARCHITECTURE) + _step(_EQUAL, architecture, then=1) + _step(_RETURN, _KILL)
    code += _step(_LOAD, _NUMBER) + _step(_AT_LEAST, _X32_BIT, otherwise=1) + refuse
    # The C library makes a thread by `clone` when the kernel has no `clone3`, whose flags no filter can read.
    code += _step(_EQUAL, _CLONE3[column], otherwise=1) + _step(_RETURN, _FAIL | errno.ENOSYS)
    for number, test, value in (
        (_CLONE[column], _ANY_BIT, _CLONE_THREAD),
        (_TGKILL[column], _EQUAL, os.getpid()),  # abort() signals itself
        (_PRLIMIT[column], _EQUAL, 0),  # its own limits
    ):
        code += _step(_EQUAL, number, otherwise=4) + _step(_LOAD, _FIRST_ARGUMENT)
        code += _step(test, value, then=1) + refuse + _step(_RETURN, _ALLOW)
    if becomes_a_program:
        code += _step(_EQUAL, _SOCKET[column], otherwise=4) + _step(_LOAD, _FIRST_ARGUMENT)
        code += _step(_EQUAL, socket.AF_UNIX, then=1) + refuse + _step(_RETURN, _ALLOW)
        for call in (_BIND, _LISTEN):
            code += _step(_EQUAL, call[column], otherwise=1) + _step(_RETURN, _FAIL)  # with no error: it is not done
        code += _step(_EQUAL, _EXECVE[column], otherwise=1) + _step(_RETURN, _ALLOW)
    for numbers in (each[column] for group in _SHUT.values() for each in group):
        if numbers is not None:
            code += _step(_EQUAL, numbers, otherwise=1) + refuse
    return code + _step(_RETURN, _ALLOW)


def _step(code: int, value: int, *, then: int = 0, otherwise: int = 0) -> bytes:
    """Write one instruction; `then` and `otherwise` are how many to pass over."""
    return struct.pack("=HBBI", code, then, otherwise, value)
