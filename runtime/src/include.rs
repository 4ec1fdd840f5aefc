//! The client of a build script, brought into a crate by one line.

/// Declares a module with the client that a build script emitted to `OUT_DIR`.
///
/// ```ignore
/// apiloom_runtime::include_client!(mod api);
/// apiloom_runtime::include_client!(pub mod pets, "pets.rs");
/// ```
#[macro_export]
macro_rules! include_client {
    ($visibility:vis mod $name:ident) => {
        $crate::include_client!($visibility mod $name, "api.rs");
    };
    ($visibility:vis mod $name:ident, $file:literal) => {
        #[allow(dead_code, unused_imports, reason = "a program uses a part of an API")]
        $visibility mod $name {
            include!(concat!(env!("OUT_DIR"), "/", $file));
        }
    };
}
