"""The generators that are compared: how each is installed, called, and made a crate that Cargo takes."""
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import places
from processes import must, say

OURS = "apiloom"


@dataclass
class Peer:
    """`package` is on crates.io; `command` makes a client of a document in a folder."""
    version: str
    package: str
    command: Callable[[Path, Path, str], list]

    def program(self):
        return places.TOOLS / "bin" / self.package


def progenitor(document, folder, name):
    return [places.TOOLS / "bin/cargo-progenitor", "progenitor", "-i", document, "-o", folder, "-n", name, "-v", "0.1.0"]


def oas3_gen(document, folder, _):
    return [places.TOOLS / "bin/oas3-gen", "generate", "client-mod", "--workspace", "-i", document, "-o", folder]


def openapi_to_rust(document, folder, _):
    return [places.TOOLS / "bin/openapi-to-rust", "generate", document, "--output-dir", folder / "src/generated"]


def ploidy(document, folder, name):
    return [places.TOOLS / "bin/ploidy", "generate", "rust", document, "-o", folder, "--name", name]


def openapi_generator(document, folder, name):
    return ["java", "-jar", places.jar() or "absent.jar", "generate", "-g", "rust", "-i", document, "-o", folder,
            f"--additional-properties=packageName={name.replace('-', '_')}"]


def apiloom(document, folder, _):
    """The spec was made of the document once: `import` is no part of what is paid again."""
    return [places.APILOOM, "generate", places.spec_of(document), "--output", folder / "src",
            "--crate-name", "client", "--serde-feature", "serde", "--resource-features"]


PEERS = {
    "progenitor": Peer("0.15.1", "cargo-progenitor", progenitor),
    "oas3-gen": Peer("0.29.0", "oas3-gen", oas3_gen),
    "openapi-to-rust": Peer("0.23.0", "openapi-to-rust", openapi_to_rust),
    "ploidy": Peer("0.15.0", "ploidy", ploidy),
    "openapi-generator": Peer("7.26.0", "", openapi_generator),
}


def there(wanted):
    """What can be measured here: ours, and the peers that are installed."""
    found = [name for name, peer in PEERS.items() if is_there(name, peer)]
    missing = sorted(set(PEERS) - set(found))
    if missing:
        say(f"not installed, so not measured: {', '.join(missing)} (benches/run install)")
    return [OURS, *(name for name in found if not wanted or name in wanted)]


def is_there(name, peer):
    if name == "openapi-generator":
        return bool(places.jar() and shutil.which("java"))
    return peer.program().exists()


def install():
    for peer in PEERS.values():
        if peer.package and not peer.program().exists():
            say(f"installing {peer.package} {peer.version}")
            must(["cargo", "install", "--quiet", "--locked", "--root", places.TOOLS, f"{peer.package}@{peer.version}"],
                 env=places.environment(places.WORK / "installing"))
    if shutil.which("java") and not places.jar():
        must(["python3", "-m", "venv", places.WORK / "python"])
        version = PEERS["openapi-generator"].version
        must([places.WORK / "python/bin/pip", "install", "--quiet", f"openapi-generator-cli=={version}"])


def command(name, document, folder, crate):
    return apiloom(document, folder, crate) if name == OURS else PEERS[name].command(document, folder, crate)


def finish(name, folder, crate):
    """Makes what was generated a crate of its own, without TLS, and says if it is one."""
    manifest = folder / "Cargo.toml"
    if name == OURS:
        resources = sorted(path.stem for path in (folder / "src/operations").glob("*.rs") if path.stem not in ("mod", "default"))
        declared = "".join(f"{resource} = []\n" for resource in resources)
        manifest.write_text(OUR_MANIFEST.format(crate=crate, runtime=places.REPOSITORY / "runtime",
                                                resources=str(resources).replace("'", '"'), declared=declared))
        return True
    if name == "openapi-to-rust":
        dependencies = (folder / "src/generated/REQUIRED_DEPS.toml").read_text()
        manifest.write_text(f'[package]\nname = "{crate}"\nversion = "0.1.0"\nedition = "2021"\n\n{dependencies}\n')
        (folder / "src/lib.rs").write_text("pub mod generated;\npub use generated::*;\n")
    if not manifest.exists():
        return False
    text = re.sub(r'"(rustls|native-tls|default-tls|http2)",? ?', "", manifest.read_text())
    manifest.write_text(text + ("" if "[workspace]" in text else "\n[workspace]\n"))
    return True


OUR_MANIFEST = """[package]
name = "{crate}"
version = "0.1.0"
edition = "2024"

[features]
default = {resources}
serde = []
{declared}
[dependencies]
apiloom-runtime = {{ path = "{runtime}", default-features = false }}

[workspace]
"""


def size(folder):
    """Files, lines and bytes of Rust."""
    files = lines = size = 0
    for path in folder.rglob("*.rs"):
        if "target" not in path.relative_to(folder).parts:
            text = path.read_bytes()
            files, lines, size = files + 1, lines + text.count(b"\n"), size + len(text)
    return files, lines, size
