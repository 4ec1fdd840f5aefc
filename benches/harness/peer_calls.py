"""Builds the program that makes the call with the peers' clients, around those that are there and compile."""
import generation
import peers
import places
import synthetic
from processes import run, say

CALLED = ["progenitor", "openapi-generator", "oas3-gen", "openapi-to-rust"]
MAIN = """{allocator}#[path = "{source}"]
mod call;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), apiloom_benches::Problem> {{
    call::run({count}).await
}}
"""
COUNTED = """#[global_allocator]
static ALLOCATOR: &stats_alloc::StatsAlloc<std::alloc::System> = &stats_alloc::INSTRUMENTED_SYSTEM;

"""
COUNT = """|| {
        let stats = ALLOCATOR.stats();
        (stats.allocations + stats.reallocations, stats.bytes_allocated)
    }"""


def built(wanted):
    """Where the program is that calls, by the name of the peer; a program for each, so that none bears the features of
    another."""
    document = generation.write("call", synthetic.one_call())
    found = {}
    for name in CALLED:
        if name not in peers.there(wanted) or not generation.generate(name, document):
            continue
        folder = places.WORK / "calling" / name
        write(name, folder, places.client(name, document))
        log = places.WORK / f"calling-{name}.log"
        if run(["cargo", "build", "--release"], cwd=folder, env=places.environment(places.WORK / "programs"), log=log).code:
            say(f"the call with {name} does not compile: {log}")
            continue
        found[name] = places.WORK / "programs/release" / f"call-{name}"
    return found


def write(name, folder, client):
    (folder / "src").mkdir(parents=True, exist_ok=True)
    source = places.PROGRAMS / "peers/call.rs"
    plain, counted = folder / "src/plain.rs", folder / "src/counted.rs"
    plain.write_text(MAIN.format(allocator="", source=source, count="|| (0, 0)"))
    counted.write_text(MAIN.format(allocator=COUNTED, source=source, count=COUNT))
    package = "client_call" if name == "openapi-generator" else "client-call"
    if name == "oas3-gen":
        package = next(line.split('"')[1] for line in (client / "Cargo.toml").read_text().split("\n") if line.startswith("name"))
    (folder / "Cargo.toml").write_text(f"""[package]
name = "calling-{name}"
version = "0.0.0"
edition = "2024"

[[bin]]
name = "call-{name}"
path = "src/plain.rs"

[[bin]]
name = "call-{name}-counted"
path = "src/counted.rs"

[features]
default = ["{name}"]
{name} = []

[dependencies]
apiloom-benches = {{ path = "{places.PROGRAMS}" }}
{name} = {{ path = "{client}", package = "{package}", default-features = false }}
stats_alloc = "0.1.10"
tokio = {{ version = "1", features = ["macros", "rt"] }}

[profile.release]
codegen-units = 16

[workspace]
""")
