"""Cache with a limit in bytes."""

from sys import getsizeof
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")
# Size of an entry without its strings: its slot in the dictionary, tuples and numbers.
ENTRY_OVERHEAD_BYTES = 250


class BoundedCache(dict[Key, Value]):
    """Dictionary that is emptied before it exceeds `max_bytes`.

    A limit on the number of entries would not bound the memory: a text with four bytes a character
    can take a hundred times as much as another.
    """

    __slots__ = ("bytes", "max_bytes")

    def __init__(self, *, max_bytes: int) -> None:
        super().__init__()
        self.max_bytes = max_bytes
        self.bytes = 0

    def store(self, key: Key, value: Value, *texts: str) -> None:
        """Add an entry; `texts` are all strings in the key and the value."""
        size = ENTRY_OVERHEAD_BYTES + sum(map(getsizeof, texts))
        if self.bytes + size > self.max_bytes:
            self.clear()
            self.bytes = 0
        self[key] = value
        self.bytes += size
