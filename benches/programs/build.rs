//! The client that is measured, from the spec of the one operation that all of them call.

fn main() {
    apiloom_codegen::Builder::new("reports.yaml").emit_to_out_dir();
}
