"""What makes one recipe the same network on every x86 processor of the last ten years.

Libraries choose their instructions by processor. Sums are then added in another order, and after some
hundred steps of training that is another network: an RNN that forgets the subject here remembers it there.
Told to use what all of these processors have, and never an order of their own, the libraries agree to the
bit. For MKL, oneDNN and ATen others measured it on four models of Intel and AMD (Deep-MI/FastSurfer, pull
request 892); RNN and GRU train through NumPy, so OpenBLAS and NumPy's own loops belong to it here.

Each library reads its setting when it is loaded or first asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

NEEDED: Final = frozenset({"avx2", "fma"})
SETTINGS: Final = {
    "ATEN_CPU_CAPABILITY": "avx2",
    "MKL_CBWR": "COMPATIBLE",
    "NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL AVX512_SPR",
    "ONEDNN_MAX_CPU_ISA": "AVX",
    "OPENBLAS_CORETYPE": "Haswell",
}


def alike(environment: Mapping[str, str], described_in: Path = Path("/proc/cpuinfo")) -> dict[str, str]:
    """Return what `environment` lacks for training to be the same on every x86 processor.

    What is set there already stays as it is. Nothing is lacking where the processor has no AVX2 and FMA, or
    where the system does not say so, as only Linux does: there a run is the same on one kind of processor.
    """
    try:
        described = described_in.read_text(encoding="utf-8")
    except OSError:
        return {}
    flags = re.search(r"^flags\s*:(.*)$", described, re.MULTILINE)
    if not flags or NEEDED - set(flags[1].split()):
        return {}
    return {name: value for name, value in SETTINGS.items() if name not in environment}
