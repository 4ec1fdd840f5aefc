//! The trait that the service implements, its types and its routes, made of the spec that the client is made of.

use apiloom_codegen::{Builder, Options};

fn main() {
    let options = Options { server_feature: Some("server".to_owned()), server_stubs: true, ..Options::default() };
    Builder::new("../spec").options(options).emit_to_out_dir();
}
