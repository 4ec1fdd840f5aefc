/// A part of this binary and not a case of `trybuild`, which would have to build everything anew to run it.
#[path = "ui/pass/downstream.rs"]
mod downstream;

#[test]
fn mistakes_do_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/ui/fail/*.rs");
}

#[test]
fn a_program_of_a_user_works() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    downstream::main()
}
