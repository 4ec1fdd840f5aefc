"""What a generator costs as a build-dependency: its build script, compiled without optimisation as Cargo does it by default,
and one run of it."""
import shutil

import figures
import generation
import peers
import places
from processes import run, say

OURS = f"""[build-dependencies]
apiloom-codegen = {{ path = "{places.REPOSITORY / 'codegen'}" }}
""", """fn main() {
    apiloom_codegen::Builder::new(std::env::var("SPEC").unwrap()).emit_to_out_dir();
}
"""
# Without its client, which its users have as another dependency of the build script.
PROGENITOR = f"""[build-dependencies]
openapiv3 = "2"
prettyplease = "0.2"
progenitor-impl = "={peers.PEERS['progenitor'].version}"
serde_json = "1"
syn = "2"
""", """fn main() {
    let document = std::fs::File::open(std::env::var("DOCUMENT").unwrap()).unwrap();
    let document = serde_json::from_reader::<_, openapiv3::OpenAPI>(document).unwrap();
    let tokens = progenitor_impl::Generator::default().generate_tokens(&document).unwrap();
    let text = prettyplease::unparse(&syn::parse2(tokens).unwrap());
    std::fs::write(std::path::Path::new(&std::env::var("OUT_DIR").unwrap()).join("client.rs"), text).unwrap();
}
"""
# The peers that say in their documentation how a build script calls them.
SCRIPTS = {peers.OURS: OURS, "progenitor": PROGENITOR}


def measure(arguments):
    """Needs no peer installed: Cargo has them as libraries."""
    subjects = [name for name in SCRIPTS if name == peers.OURS or not arguments.peers or name in arguments.peers]
    paths = generation.documents(arguments.sizes)
    built = {name: build(name, paths[0]) for name in subjects}
    time, memory = generation.costs(subjects, paths, arguments.rounds, execute)
    print("CPU time of one run of the debug build script, for so many operations\n")
    print(figures.ratios(time, peers.OURS, "s"))
    print("Its peak memory\n")
    print(figures.ratios(memory, peers.OURS, "MB"))
    print("CPU time of compiling it with all that it depends on, once, and how many crates there are\n")
    print(figures.table(["", "CPU time", "crates"], [[name, f"{cpu:.1f} s", crates] for name, (cpu, crates) in built.items()]))


def folder(name):
    return places.WORK / "script" / name


def target(name):
    return places.WORK / "script/target" / name


def settings(path):
    return {"SPEC": str(places.spec_of(path)), "DOCUMENT": str(path)}


def build(name, path):
    say(f"compiling the build script of {name}")
    dependencies, script = SCRIPTS[name]
    where = folder(name)
    (where / "src").mkdir(parents=True, exist_ok=True)
    (where / "src/lib.rs").write_text("")
    (where / "build.rs").write_text(script)
    (where / "Cargo.toml").write_text(f'[package]\nname = "script"\nversion = "0.0.0"\nedition = "2024"\n\n{dependencies}\n[workspace]\n')
    shutil.rmtree(target(name), ignore_errors=True)
    log = places.WORK / f"script-{name}.log"
    sample = run(["cargo", "build"], cwd=where, env={**places.environment(target(name)), **settings(path)}, log=log)
    if sample.code:
        raise SystemExit(f"{name} does not build: {log}")
    return sample.cpu, sample.crates() - 1


def execute(name, path):
    """What Cargo would run."""
    program = next(target(name).glob("debug/build/script-*/build-script-build"))
    out = places.WORK / "script/out" / name
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    environment = {**settings(path), "OUT_DIR": str(out), "CARGO_MANIFEST_DIR": str(folder(name)), "TARGET": "", "HOST": "",
                   "CARGO_PKG_NAME": "script", "CARGO_PKG_VERSION": "0.0.0", "PROFILE": "debug", "NUM_JOBS": "1"}
    sample = run([program], cwd=folder(name), env=environment, log=places.WORK / f"script-{name}.log")
    if sample.code or not any(out.rglob("*.rs")):
        raise SystemExit(f"the build script of {name} fails: {sample.output}")
    return sample
