"""Folders, the types of what lies in them, and who beside a department's own staff may see its folders."""

from piccolo.columns import UUID, Array, Date, Integer, SmallInt, Text, Timestamptz
from piccolo.table import Table


class FolderType(Table, tablename="folder_types"):
    """What a document in a folder is."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    code = Text()
    label_fr = Text()
    label_nl = Text()
    departments = Array(base_column=Text())
    months = SmallInt()


class Folder(Table, tablename="folders"):
    """A folder of a department."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    department_id = UUID(default=None)
    reference = Text()
    title = Text()
    months = SmallInt()
    afterwards = Text()
    state = Text()
    opened_by = UUID(default=None)
    opened_at = Timestamptz(default=None)
    closed_on = Date(null=True, default=None)
    ended_by = UUID(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    ended_count = Integer(null=True, default=None)
    reason = Text()


class FolderKey(Table, tablename="folder_keys"):
    """A department that is let in to the folders of another."""

    id = UUID(primary_key=True, default=None)
    centre_id = UUID(default=None)
    department_id = UUID(default=None)
    holder_id = UUID(default=None)
    may = Text()
    given_by = UUID(default=None)
    given_at = Timestamptz(default=None)
