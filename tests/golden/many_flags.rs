// models/flags.rs

//! The schema `Flags`.

use apiloom_runtime::wire::fields;

/// The schema `Flags`.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "the API has as many flags")]
#[non_exhaustive]
pub struct Flags {
    /// The field `a`.
    pub a: bool,
    /// The field `b`.
    pub b: bool,
    /// The field `c`.
    pub c: bool,
    /// The field `d`.
    pub d: bool,
}

fields! {
    Flags {
        a: required(0, "a"),
        b: required(1, "b"),
        c: required(2, "c"),
        d: required(3, "d"),
    }
}

#[cfg(test)]
impl apiloom_runtime::wire::Encode for Flags {
    fn encode(&self, to: &mut apiloom_runtime::wire::Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

#[cfg(test)]
impl Flags {
    pub(crate) fn encode_fields(
        &self,
        object: &mut apiloom_runtime::wire::ObjectEncoder<'_>,
    ) {
        object.field("a", &self.a);
        object.field("b", &self.b);
        object.field("c", &self.c);
        object.field("d", &self.d);
    }
}

#[cfg(test)]
impl apiloom_runtime::serde::Serialize for Flags {
    fn serialize<S: apiloom_runtime::serde::Serializer>(
        &self,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        apiloom_runtime::wire::serialize(self, serializer)
    }
}

