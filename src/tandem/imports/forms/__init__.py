"""What a person fills in to take work or ideas in. The services check it again."""

from tandem.imports.forms.ideas import AsksForm, IdeasForm
from tandem.imports.forms.sending import INTO_IDEAS, UploadForm
from tandem.imports.forms.words import WordsForm
from tandem.imports.forms.work import ConflictsForm, MeansForm

__all__ = [
    "INTO_IDEAS",
    "AsksForm",
    "ConflictsForm",
    "IdeasForm",
    "MeansForm",
    "UploadForm",
    "WordsForm",
]
