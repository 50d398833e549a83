"""The documents of a change of term, written from what is registered (domain 1.6, 13.2)."""

from zhijia.engines.documents.official import Manuscript, OfficialDocument, render

from ..rules.papers import Paper
from . import asking, lists, meeting, replies

BUILDERS = {
    Paper.REQUEST: asking.request,
    Paper.REQUEST_REPLY: replies.request_reply,
    Paper.DELEGATES: lists.delegates,
    Paper.CANDIDATES: lists.candidates,
    Paper.NOTICE: lists.notice,
    Paper.CANDIDATES_REQUEST: asking.candidates_request,
    Paper.CANDIDATES_REPLY: replies.candidates_reply,
    Paper.RULES: meeting.rules,
    Paper.BALLOT: meeting.ballot,
    Paper.TALLY: meeting.tally,
    Paper.SCRUTINY: meeting.scrutiny,
    Paper.RESULT: asking.result,
    Paper.ROSTER: lists.roster,
    Paper.RESULT_REPLY: replies.result_reply,
}


def document_of(change, kind, paper=None) -> OfficialDocument | Manuscript:
    """The text as it stands now; `paper` gives number, day and signatory where it has been filled in."""
    return BUILDERS[Paper(kind)](change, paper)


def docx_of(change, kind, paper=None) -> bytes:
    return render(document_of(change, kind, paper))
