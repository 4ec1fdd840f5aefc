// models/keywords.rs

//! The schema `Keywords`.

use apiloom_runtime::serde::{Serialize, Serializer};
use apiloom_runtime::wire::{
    Encode, Encoder, Held, Holds, Missing, ObjectEncoder, fields, serialize,
};
use super::Async;
use super::arguments;

/// The schema `Keywords`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Keywords {
    /// The field `type`.
    pub r#type: String,
    /// The field `self`.
    pub self_: String,
    /// The field `Self`.
    pub large_self: String,
    /// The field `crate`.
    pub crate_: i32,
    /// The field `new`.
    pub new: Option<String>,
    /// The field `builder`.
    pub builder: Option<String>,
    /// The field `encode`.
    pub encode: Option<bool>,
    /// The field `2fa`.
    pub n2fa: Option<bool>,
    /// The field `as`.
    pub r#as: Option<bool>,
    /// The field `object`.
    pub object: Option<String>,
    /// The field `to`.
    pub to: Option<String>,
    /// The field `state`.
    pub state: Option<Async>,
}

fields! {
    Keywords {
        r#type: required(0, "type"),
        self_: required(1, "self"),
        large_self: required(2, "Self"),
        crate_: required(3, "crate"),
        new: optional(4, "new"),
        builder: optional(5, "builder"),
        encode: optional(6, "encode"),
        n2fa: optional(7, "2fa"),
        r#as: optional(8, "as"),
        object: optional(9, "object"),
        to: optional(10, "to"),
        state: optional(11, "state"),
    }
}

impl Keywords {
    /// Starts with nothing given: each required field has a setter, in any order.
    pub fn builder() -> KeywordsBuilder {
        KeywordsBuilder::start()
    }
}

/// Makes a [`Keywords`]: every required field has to be given before `build` compiles.
#[derive(Clone, Debug)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct KeywordsBuilder<
    RTypeState = Missing<arguments::RType>,
    SelfState = Missing<arguments::Self_>,
    LargeSelfState = Missing<arguments::LargeSelf>,
    CrateState = Missing<arguments::Crate>,
> {
    r#type: RTypeState,
    self_: SelfState,
    large_self: LargeSelfState,
    crate_: CrateState,
    new: Option<String>,
    builder: Option<String>,
    encode: Option<bool>,
    n2fa: Option<bool>,
    r#as: Option<bool>,
    object: Option<String>,
    to: Option<String>,
    state: Option<Async>,
}

impl KeywordsBuilder {
    pub(crate) fn start() -> Self {
        Self {
            r#type: Missing::new(),
            self_: Missing::new(),
            large_self: Missing::new(),
            crate_: Missing::new(),
            new: None,
            builder: None,
            encode: None,
            n2fa: None,
            r#as: None,
            object: None,
            to: None,
            state: None,
        }
    }
}

impl<
    SelfState,
    LargeSelfState,
    CrateState,
> KeywordsBuilder<Missing<arguments::RType>, SelfState, LargeSelfState, CrateState> {
    /// The field `type`.
    pub fn r#type(
        self,
        r#type: impl Into<String>,
    ) -> KeywordsBuilder<Held<String>, SelfState, LargeSelfState, CrateState> {
        KeywordsBuilder {
            r#type: Held::new(r#type.into()),
            self_: self.self_,
            large_self: self.large_self,
            crate_: self.crate_,
            new: self.new,
            builder: self.builder,
            encode: self.encode,
            n2fa: self.n2fa,
            r#as: self.r#as,
            object: self.object,
            to: self.to,
            state: self.state,
        }
    }
}

impl<
    RTypeState,
    LargeSelfState,
    CrateState,
> KeywordsBuilder<RTypeState, Missing<arguments::Self_>, LargeSelfState, CrateState> {
    /// The field `self`.
    pub fn self_(
        self,
        self_: impl Into<String>,
    ) -> KeywordsBuilder<RTypeState, Held<String>, LargeSelfState, CrateState> {
        KeywordsBuilder {
            self_: Held::new(self_.into()),
            r#type: self.r#type,
            large_self: self.large_self,
            crate_: self.crate_,
            new: self.new,
            builder: self.builder,
            encode: self.encode,
            n2fa: self.n2fa,
            r#as: self.r#as,
            object: self.object,
            to: self.to,
            state: self.state,
        }
    }
}

impl<
    RTypeState,
    SelfState,
    CrateState,
> KeywordsBuilder<RTypeState, SelfState, Missing<arguments::LargeSelf>, CrateState> {
    /// The field `Self`.
    pub fn large_self(
        self,
        large_self: impl Into<String>,
    ) -> KeywordsBuilder<RTypeState, SelfState, Held<String>, CrateState> {
        KeywordsBuilder {
            large_self: Held::new(large_self.into()),
            r#type: self.r#type,
            self_: self.self_,
            crate_: self.crate_,
            new: self.new,
            builder: self.builder,
            encode: self.encode,
            n2fa: self.n2fa,
            r#as: self.r#as,
            object: self.object,
            to: self.to,
            state: self.state,
        }
    }
}

impl<
    RTypeState,
    SelfState,
    LargeSelfState,
> KeywordsBuilder<RTypeState, SelfState, LargeSelfState, Missing<arguments::Crate>> {
    /// The field `crate`.
    pub fn crate_(
        self,
        crate_: i32,
    ) -> KeywordsBuilder<RTypeState, SelfState, LargeSelfState, Held<i32>> {
        KeywordsBuilder {
            crate_: Held::new(crate_),
            r#type: self.r#type,
            self_: self.self_,
            large_self: self.large_self,
            new: self.new,
            builder: self.builder,
            encode: self.encode,
            n2fa: self.n2fa,
            r#as: self.r#as,
            object: self.object,
            to: self.to,
            state: self.state,
        }
    }
}

impl<
    RTypeState,
    SelfState,
    LargeSelfState,
    CrateState,
> KeywordsBuilder<RTypeState, SelfState, LargeSelfState, CrateState> {
    /// The field `new`.
    pub fn with_new(mut self, new: impl Into<String>) -> Self {
        self.new = Some(new.into());
        self
    }

    /// The field `builder`.
    pub fn with_builder(mut self, builder: impl Into<String>) -> Self {
        self.builder = Some(builder.into());
        self
    }

    /// The field `encode`.
    pub fn with_encode(mut self, encode: bool) -> Self {
        self.encode = Some(encode);
        self
    }

    /// The field `2fa`.
    pub fn n2fa(mut self, n2fa: bool) -> Self {
        self.n2fa = Some(n2fa);
        self
    }

    /// The field `as`.
    pub fn r#as(mut self, r#as: bool) -> Self {
        self.r#as = Some(r#as);
        self
    }

    /// The field `object`.
    pub fn object(mut self, object: impl Into<String>) -> Self {
        self.object = Some(object.into());
        self
    }

    /// The field `to`.
    pub fn to(mut self, to: impl Into<String>) -> Self {
        self.to = Some(to.into());
        self
    }

    /// The field `state`.
    pub fn state(mut self, state: impl Into<Async>) -> Self {
        self.state = Some(state.into());
        self
    }

    /// Makes it of what was given.
    pub fn build(self) -> Keywords
    where
        RTypeState: Holds<String>,
        SelfState: Holds<String>,
        LargeSelfState: Holds<String>,
        CrateState: Holds<i32>,
    {
        Keywords {
            r#type: self.r#type.take(),
            self_: self.self_.take(),
            large_self: self.large_self.take(),
            crate_: self.crate_.take(),
            new: self.new,
            builder: self.builder,
            encode: self.encode,
            n2fa: self.n2fa,
            r#as: self.r#as,
            object: self.object,
            to: self.to,
            state: self.state,
        }
    }
}

impl Encode for Keywords {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

impl Keywords {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object.field("type", &self.r#type);
        object.field("self", &self.self_);
        object.field("Self", &self.large_self);
        object.field("crate", &self.crate_);
        object.optional("new", &self.new);
        object.optional("builder", &self.builder);
        object.optional("encode", &self.encode);
        object.optional("2fa", &self.n2fa);
        object.optional("as", &self.r#as);
        object.optional("object", &self.object);
        object.optional("to", &self.to);
        object.optional("state", &self.state);
    }
}

impl Serialize for Keywords {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

