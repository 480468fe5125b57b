"""Networks that were trained elsewhere: a state_dict and its words become a `Network` without a recipe.

Two designs were compared. A task of its own for them would have been in every list of tasks, none of whose
functions it could answer: no sentences, no exam, no training. So a network without a recipe has an `Imported`
where others have their recipe: the model, how a text is cut, and the file's name. Whatever asks for a model
works as it does for all; whatever asks for a training hears that there was none. Its file is that of all
networks, and so is its key.

What a `Network` fixes is made so on the way, without changing an answer: the word for unknown ones comes
first, rows moved along with it; missing biases are zeros; weights are kept in 32 bits.

`stored` is an array in a file; `safe`, `torch_zip` (with `pickled`), `npz` (both on `archive`) and
`keras_file` (on `hdf5`) read the kinds of files, `vocabulary` the words; `keras` turns weights into
PyTorch's order; `roles` says which array is which weight; `importing` is the call. Nothing is executed.
Sizes are checked before arrays are read. Knows no torch. Keras's own files are HDF5, whose readers come with
compiled decompressors and were not made for the files of strangers: `hdf5` reads the small part that Keras
writes, and no more.
"""

from .importing import Imports, arrays_of, built, import_network
from .roles import Match, Row, match
from .vocabulary import Words, vocabulary_of

__all__ = [
    "Imports",
    "Match",
    "Row",
    "Words",
    "arrays_of",
    "built",
    "import_network",
    "match",
    "vocabulary_of",
]
