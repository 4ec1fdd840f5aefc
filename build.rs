//! Keeps `generated/` in step with `spec/`: edit the YAML, build, and the new method is there.

use apiloom_codegen::{Builder, Options};

fn main() {
    Builder::new("spec")
        .options(Options::from_manifest(include_str!("Cargo.toml")))
        .refresh_command("cargo run -p apiloom -- generate")
        .emit_to_folder("generated");
}
