"""Fields that bodies of several endpoints hold."""

from typing import Annotated

import msgspec

# PostgreSQL keeps no zero byte in a text
Words = Annotated[str, msgspec.Meta(max_length=200, pattern=r"^[^\x00]*$")]
Code = Annotated[str, msgspec.Meta(max_length=60, pattern=r"^[^\x00]*$")]
