//! Keeps `generated/` in step with `../spec`: an operation that is new there is a command after the next build.

use apiloom_codegen::{Builder, Options};

fn main() {
    Builder::new("../spec")
        .options(Options::from_manifest(include_str!("Cargo.toml")))
        .refresh_command("cd insights && cargo run -p apiloom -- generate ../spec")
        .emit_to_folder("generated");
}
