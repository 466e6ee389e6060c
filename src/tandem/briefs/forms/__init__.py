"""What a person fills in on a brief. The services check it again; forms only read it."""

from tandem.briefs.forms.agreeing import (
    PlaybackAnswerForm,
    PlaybackForm,
    SecondSignerForm,
    SignForm,
)
from tandem.briefs.forms.parts import (
    AnswerWhatIfForm,
    ApplyForm,
    AskWhatIfForm,
    BaseForm,
    ChangeEffortForm,
    CompareForm,
    EffortForm,
    ItemForm,
    MoveForm,
    PlaceForm,
    SectionForm,
    StartForm,
    SuggestPartForm,
)
from tandem.briefs.forms.showing import PrototypeForm, PrototypeVersionForm

__all__ = [
    "AnswerWhatIfForm",
    "ApplyForm",
    "AskWhatIfForm",
    "BaseForm",
    "ChangeEffortForm",
    "CompareForm",
    "EffortForm",
    "ItemForm",
    "MoveForm",
    "PlaceForm",
    "PlaybackAnswerForm",
    "PlaybackForm",
    "PrototypeForm",
    "PrototypeVersionForm",
    "SecondSignerForm",
    "SectionForm",
    "SignForm",
    "StartForm",
    "SuggestPartForm",
]
