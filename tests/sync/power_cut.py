"""A simulated power cut: the files as a disk would have them that lost any part of what was not synced."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from tests.sync.sqlite_disk import Deleted, DiskEvent, Synced, Truncated, Written

SECTOR = 512
"""Bytes that a disk writes whole or not at all."""

_LUCK = (0.0, 0.1, 0.5, 0.9, 1.0)
"""The shares of unsynced sectors that reach the disk: each cut draws one."""

Pending = Written | Truncated | Deleted


@dataclass
class _OneFile:
    """One file: its content on the disk, None without a name, and the changes since its last sync."""

    kept: bytearray | None
    pending: list[Pending] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.pending:
            self.kept = _changed(self.kept, change)
        self.pending.clear()

    def after_cut(self, dice: Random) -> bytes | None:
        kept, luck = None if self.kept is None else bytearray(self.kept), dice.choice(_LUCK)
        for change in self.pending:
            if isinstance(change, Deleted) and dice.random() >= luck:
                break  # the name still leads to the old file: later changes went to another one
            if not isinstance(change, Written):
                kept = _changed(kept, change) if dice.random() < luck else kept
                continue
            for part in _sectors(change):
                if dice.random() < luck:
                    kept = _changed(kept, part)
        return None if kept is None else bytes(kept)


class CutDisk:
    """The files of a log up to a moment, from which any number of power cuts can be made."""

    def __init__(self, before: Mapping[str, bytes]) -> None:
        """Starts with files that are on the disk whole."""
        self._files = {name: _OneFile(bytearray(content)) for name, content in before.items()}

    def follow(self, event: DiskEvent) -> None:
        """Notes the next event of the log."""
        match event:
            case Synced(file):
                self._file(file).sync()
            case Written(file) | Truncated(file) | Deleted(file):
                self._file(file).pending.append(event)
            case _:
                pass

    def after_cut(self, dice: Random) -> dict[str, bytes]:
        """Returns the files after a power cut at this moment; what was not synced is there in part."""
        found = {name: each.after_cut(dice) for name, each in self._files.items()}
        return {name: content for name, content in found.items() if content is not None}

    def _file(self, name: str) -> _OneFile:
        return self._files.setdefault(name, _OneFile(None))


def _changed(kept: bytearray | None, change: Pending) -> bytearray | None:
    match change:
        case Deleted():
            return None
        case Truncated(length=length):
            kept = bytearray() if kept is None else kept
            del kept[length:]
            kept.extend(bytes(length - len(kept)))
            return kept
        case Written(offset=offset, content=content):
            kept = bytearray() if kept is None else kept
            kept.extend(bytes(max(0, offset - len(kept))))
            kept[offset : offset + len(content)] = content
            return kept


def _sectors(written: Written) -> list[Written]:
    """Returns the parts of a write that fall into one sector each."""
    end = written.offset + len(written.content)
    starts = [written.offset, *range((written.offset // SECTOR + 1) * SECTOR, end, SECTOR)]
    return [
        Written(written.file, start, written.content[start - written.offset : stop - written.offset])
        for start, stop in zip(starts, [*starts[1:], end], strict=True)
    ]
