//! The client of a build script, brought into a crate by one line.

/// Declares a module with the client that a build script emitted to `OUT_DIR`.
///
/// ```ignore
/// apiloom_runtime::include_client!(mod api);
/// apiloom_runtime::include_client!(
///     /// Pets and their owners.
///     pub mod pets, "pets.rs"
/// );
/// ```
#[macro_export]
macro_rules! include_client {
    ($(#[$attribute:meta])* $visibility:vis mod $name:ident) => {
        $crate::include_client!($(#[$attribute])* $visibility mod $name, "api.rs");
    };
    ($(#[$attribute:meta])* $visibility:vis mod $name:ident, $file:literal) => {
        $(#[$attribute])*
        #[allow(dead_code, unreachable_pub, unused_imports, reason = "a program uses a part of an API, for itself or others")]
        #[allow(
            clippy::enum_variant_names,
            clippy::struct_field_names,
            clippy::trivially_copy_pass_by_ref,
            clippy::unused_self,
            clippy::wrong_self_convention,
            reason = "names and signatures are an API's, which clippy sees where the module is public, too"
        )]
        $visibility mod $name {
            include!(concat!(env!("OUT_DIR"), "/", $file));
        }
    };
}
