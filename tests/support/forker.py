"""Ties the process that forks to the tests that started it; preloaded there, and imported nowhere else.

By itself it would live as long as what it forked, and that as long as it.
"""

import os

from asgi import registered
from dossier.leash import tie_to

tie_to(os.getppid())

registered()
