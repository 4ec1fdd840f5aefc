//! Checks a spec and prints what is wrong with it.
fn main() {
    let path = std::env::args().nth(1).unwrap_or_else(|| "spec".into());
    let sources = apiloom_codegen::SourceSet::read(path).unwrap();
    if let Err(d) = apiloom_codegen::check(&sources) {
        println!("{}", apiloom_codegen::render(&d, &sources, apiloom_codegen::Style::Plain));
        println!("{} problems", d.len());
    }
}
