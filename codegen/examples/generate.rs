//! Generates a client into a folder.
use apiloom_codegen::{generate, Options, SourceSet};
fn main() {
    let mut args = std::env::args().skip(1);
    let sources = SourceSet::read(args.next().unwrap()).unwrap();
    let options = Options { crate_name: args.next_back(), serde_feature: Some("serde".into()), readme: None };
    match generate(&sources, &options) {
        Ok(files) => { files.write_to("generated").unwrap(); }
        Err(d) => { println!("{}", apiloom_codegen::render(&d, &sources, apiloom_codegen::Style::Plain)); std::process::exit(1) }
    }
}
