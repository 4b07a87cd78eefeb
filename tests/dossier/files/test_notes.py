"""Notes on a file: who may write and correct them, until when, and what they said before."""

from datetime import timedelta
from uuid import UUID

import pytest

from demo.people import people
from dossier import clock
from dossier.documents.of_file import OtherDepartmentsFile
from dossier.files.notes import NoSuchNote, NoteEmpty, NoteFixed, correct_note, write_note
from dossier.files.opened import opened_file
from dossier.ids import new_id
from dossier.resources import Resources
from tests.support.deposits import staff
from tests.support.filed import file_of

pytestmark = pytest.mark.people

SAMIRA = people()[0]  # a file of AS, of Nadia Benali


async def test_a_note_is_corrected_by_its_writer_alone_and_for_a_while(resources: Resources, centre_id: UUID) -> None:
    nadia, colleague = await staff(centre_id, "nadia.benali"), await staff(centre_id, "olivier.marchal")
    stranger = await staff(centre_id, "pieter.maes")
    file_id = await file_of(resources, nadia, SAMIRA)
    with pytest.raises(NoteEmpty):
        await write_note(nadia, file_id, " \n ")
    with pytest.raises(OtherDepartmentsFile):
        await write_note(stranger, file_id, "…")
    note_id = await write_note(nadia, file_id, " first ")
    await correct_note(nadia, file_id, note_id, "second", 600)
    await correct_note(nadia, file_id, note_id, "second", 600)
    with pytest.raises(NoteFixed):
        await correct_note(colleague, file_id, note_id, "third", 600)
    with pytest.raises(NoSuchNote):
        await correct_note(nadia, file_id, new_id(), "third", 600)
    with clock.moved(timedelta(seconds=601)), pytest.raises(NoteFixed):
        await correct_note(nadia, file_id, note_id, "third", 600)
    opened = await opened_file(colleague, file_id)
    assert [each.words for note in opened.notes for each in note.versions] == ["first", "second"]
    assert [each.name for each in opened.events] == ["NoteCorrected", "NoteWritten"]
