"""Where everything is. What is made goes into one folder outside of the source: `BENCHES_DIR`, or `target/benches`."""
import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
WORK = Path(os.environ.get("BENCHES_DIR", REPOSITORY / "target/benches")).resolve()
TOOLS = WORK / "tools"
DOCUMENTS = WORK / "specs"
PROGRAMS = REPOSITORY / "benches/programs"
APILOOM = WORK / "apiloom/release/apiloom"


def spec_of(document):
    return WORK / "yaml" / document.stem


def client(name, document):
    return WORK / "clients" / name / document.stem


def environment(target):
    """Cargo's, with a target folder, and without what changes from one build to the next."""
    return {**os.environ, "CARGO_TARGET_DIR": str(target), "CARGO_TERM_COLOR": "never", "CARGO_INCREMENTAL": "0"}


def jar():
    """openapi-generator, as its Python package brings it."""
    found = sorted(WORK.glob("*/lib/python3*/site-packages/openapi_generator_cli/openapi-generator.jar"))
    return found[0] if found else None
