"""What a program pays that makes one call: a clean debug build with all dependencies, CPU time and crates, without TLS; and
how large its release build is."""
import re
import shutil
import statistics

import figures
import generation
import peers
import places
import units
from processes import must, run, say

HAND = "reqwest by hand"
ONE_RESOURCE = f"{peers.OURS}, the resource that is called"
SIZE = 100
TOKIO = 'tokio = { version = "1", features = ["macros", "rt"] }\n'
MAIN = """#[tokio::main(flavor = "current_thread")]
async fn main() {{
    {body}
}}
"""
BY_HAND = 'reqwest = { version = "0.13", default-features = false, features = ["json"] }\nserde = { version = "1", features = ["derive"] }\n'
BODIES = {
    peers.OURS: """let client = api::Client::builder().base_url("http://127.0.0.1:8080").build().unwrap();
    println!("{:?}", client.get_report("x").await.map(|answer| answer.total_count).ok());""",
    "progenitor": """let client = api::Client::new("http://127.0.0.1:8080");
    println!("{:?}", client.get_report("x").await.map(|answer| answer.into_inner().total_count).ok());""",
    "openapi-generator": """let client = api::apis::configuration::Configuration { base_path: "http://127.0.0.1:8080".into(), ..Default::default() };
    println!("{:?}", api::apis::report_api::get_report(&client, "x").await.map(|answer| answer.total_count).ok());""",
    "openapi-to-rust": """let client = api::HttpClient::new().with_base_url("http://127.0.0.1:8080");
    println!("{:?}", client.get_report("x").await.map(|answer| answer.total_count).ok());""",
}


def measure(arguments):
    path = generation.documents([SIZE])[0]
    subjects = [HAND]
    write_by_hand(places.WORK / "downstream" / HAND.replace(" ", "-"))
    for name in peers.there(arguments.peers):
        if name in BODIES and generation.generate(name, path):
            # TLS is a default feature of some; all resources are ours.
            default = "true" if name == peers.OURS else "false"
            write(name, name, places.client(name, path), f"default-features = {default}")
            subjects.append(name)
            if name == peers.OURS:
                features = 'default-features = false, features = ["report"]'
                write(ONE_RESOURCE, name, places.client(name, path), features)
                subjects.append(ONE_RESOURCE)
    for name in subjects:
        must(["cargo", "fetch"], cwd=folder(name))
    rows = figures.interleaved(subjects, arguments.rounds, clean_build)
    cpu = units.totals({name: [build for build, _ in row] for name, row in rows.items()})
    print(f"A clean debug build of a program with one call, the client having {SIZE} operations\n")
    sizes = {name: [binary(name)] for name in rows}
    print(figures.table(["", "CPU time", "crates", "release binary"], [
        [name, figures.ratio(cpu[name], cpu[HAND]), row[0][1], figures.ratio(sizes[name], sizes[HAND])]
        for name, row in rows.items()]
        + [["1.00 is", f"{statistics.median(cpu[HAND]):.1f} s", "-", f"{sizes[HAND][0]:.2f} MB"]]))


def folder(name):
    return places.WORK / "downstream" / name.replace(",", "").replace(" ", "-")


def clean_build(name):
    """CPU time by unit, and how many crates there are."""
    say(f"building {name}")
    target = places.WORK / "downstream/target"
    shutil.rmtree(target, ignore_errors=True)
    log = places.WORK / f"downstream-{folder(name).name}.log"
    measured = places.WORK / f"downstream-{folder(name).name}.units"
    measured.unlink(missing_ok=True)
    settings = {**places.environment(target), **units.environment(measured)}
    sample = run(["cargo", "build", "--offline"], cwd=folder(name), env=settings, log=log)
    shutil.rmtree(target, ignore_errors=True)
    if sample.code:
        say(f"{name} does not build: {log}")
        return None
    return units.read(measured), sample.crates()


def binary(name):
    """Megabytes, without symbols. Dependencies that programs share are built once."""
    say(f"release build of {name}")
    target = places.WORK / "downstream/release"
    settings = {**places.environment(target), "CARGO_PROFILE_RELEASE_STRIP": "symbols"}
    must(["cargo", "build", "--release", "--offline"], cwd=folder(name), env=settings)
    return (target / "release/downstream").stat().st_size / 1e6


def write(subject, name, client, features):
    package = re.search(r'^name = "([^"]+)"', (client / "Cargo.toml").read_text(), re.M).group(1)
    dependency = f'api = {{ path = "{client}", package = "{package}", {features} }}\n'
    crate(folder(subject), dependency, MAIN.format(body=BODIES[name]))


def write_by_hand(where):
    # Of both directions a program with one call needs one.
    types = (places.PROGRAMS / "src/by_hand.rs").read_text().replace(", Serialize)]", ")]")
    structs = "\n".join(re.findall(r"(?s)#\[derive[^\n]*\n#\[serde[^\n]*\npub struct (?:Report|Envelope) \{.*?\n\}\n", types))
    call = """let answer = reqwest::Client::new().get("http://127.0.0.1:8080/Report/x").send().await.unwrap();
    println!("{:?}", answer.json::<Envelope>().await.map(|answer| answer.total_count).ok());"""
    crate(where, BY_HAND, "use serde::Deserialize;\n\n" + structs + "\n" + MAIN.format(body=call))


def crate(where, dependencies, main):
    (where / "src").mkdir(parents=True, exist_ok=True)
    (where / "src/main.rs").write_text(main)
    (where / "Cargo.toml").write_text(f'[package]\nname = "downstream"\nversion = "0.0.0"\nedition = "2024"\n\n'
                                      f"[dependencies]\n{TOKIO}{dependencies}\n[workspace]\n")
