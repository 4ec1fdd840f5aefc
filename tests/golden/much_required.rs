// arguments.rs

//! Names of what has to be given: they stand in types as `Missing<..>` until it is.

/// The argument or field `A`.
#[derive(Clone, Copy, Debug)]
pub enum A {}

/// The argument or field `B`.
#[derive(Clone, Copy, Debug)]
pub enum B {}

/// The argument or field `Body`.
#[derive(Clone, Copy, Debug)]
pub enum Body {}

/// The argument or field `Bool`.
#[derive(Clone, Copy, Debug)]
pub enum Bool {}

/// The argument or field `C`.
#[derive(Clone, Copy, Debug)]
pub enum C {}

/// The argument or field `Credentials`.
#[derive(Clone, Copy, Debug)]
pub enum Credentials {}

/// The argument or field `Date`.
#[derive(Clone, Copy, Debug)]
pub enum Date {}

/// The argument or field `DateTime`.
#[derive(Clone, Copy, Debug)]
pub enum DateTime {}

/// The argument or field `Decimal`.
#[derive(Clone, Copy, Debug)]
pub enum Decimal {}

/// The argument or field `Duration`.
#[derive(Clone, Copy, Debug)]
pub enum Duration {}

/// The argument or field `F32`.
#[derive(Clone, Copy, Debug)]
pub enum F32 {}

/// The argument or field `F64`.
#[derive(Clone, Copy, Debug)]
pub enum F64 {}

/// The argument or field `I32`.
#[derive(Clone, Copy, Debug)]
pub enum I32 {}

/// The argument or field `I64`.
#[derive(Clone, Copy, Debug)]
pub enum I64 {}

/// The argument or field `Server`.
#[derive(Clone, Copy, Debug)]
pub enum Server {}

/// The argument or field `String`.
#[derive(Clone, Copy, Debug)]
pub enum String {}

/// The argument or field `U32`.
#[derive(Clone, Copy, Debug)]
pub enum U32 {}

/// The argument or field `U64`.
#[derive(Clone, Copy, Debug)]
pub enum U64 {}

/// The argument or field `Url`.
#[derive(Clone, Copy, Debug)]
pub enum Url {}

/// The argument or field `Uuid`.
#[derive(Clone, Copy, Debug)]
pub enum Uuid {}

